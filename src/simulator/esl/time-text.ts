import type { UtcMs } from '../../kernel/time.ts';

let lastSecond = Number.NaN;
let lastLocal = '';
let lastGmt = '';

function second(at: UtcMs): void {
  const now = Math.floor(at / 1_000);
  if (now === lastSecond) return;
  lastSecond = now;
  const date = new Date(now * 1_000);
  lastLocal = date.toISOString().slice(0, 19).replace('T', ' ');
  lastGmt = date.toUTCString();
}

/** `2026-11-23 22:20:25`; the simulated server's own zone is UTC. */
export function localText(at: UtcMs): string {
  second(at);
  return lastLocal;
}

export function gmtText(at: UtcMs): string {
  second(at);
  return lastGmt;
}

/** Microseconds since 1970; `0` when it has not happened. */
export function microseconds(at: UtcMs | undefined): string {
  return at === undefined ? '0' : `${Math.floor(at)}000`;
}

export function epoch(at: UtcMs | undefined): string {
  return at === undefined ? '0' : String(Math.floor(at / 1_000));
}
