import type { SwitchSignal } from '../../dialer/index.ts';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import type { DurationMs } from '../../kernel/time.ts';
import type { SwitchFaults } from './faults.ts';

/** The way of signals from a switch to the dialer: in order, with the faults of the line. Bounded by what a cut leaves: it clears. */
export interface Delivery {
  /** `make` is given the instant of arrival. */
  push(make: (at: number) => SwitchSignal): void;
  /** Everything under way is lost. */
  clear(): void;
  /** Lateness of every signal, on top of the usual. */
  setLate(lateMs: DurationMs): void;
}

/** A signal is a millisecond under way. */
const USUAL_MS: DurationMs = 1;

export function openDelivery(
  clock: Clock,
  random: Random,
  faults: SwitchFaults,
  deliver: (signal: SwitchSignal) => void,
): Delivery {
  let queue: { dueMs: number; make: (at: number) => SwitchSignal }[] = [];
  let lastDueMs = 0;
  let lateMs = 0;
  let timer: Cancel | undefined;
  let generation = 0;

  const flush = (): void => {
    timer = undefined;
    const now = clock.monotonic();
    const mine = generation;
    while (queue.length > 0 && generation === mine) {
      const head = queue[0];
      if (head === undefined || head.dueMs > now) break;
      queue.shift();
      deliver(head.make(Math.floor(clock.now())));
    }
    if (generation === mine) arm();
  };
  const arm = (): void => {
    const head = queue[0];
    if (head !== undefined && timer === undefined)
      timer = clock.schedule(Math.max(0, head.dueMs - clock.monotonic()), flush);
  };
  const add = (make: (at: number) => SwitchSignal): void => {
    lastDueMs = Math.max(lastDueMs, clock.monotonic() + USUAL_MS + lateMs);
    if (chance(random, faults.lateShare)) lastDueMs += random.next() * faults.lateMs;
    queue.push({ dueMs: lastDueMs, make });
    arm();
  };
  const holdBack = (make: (at: number) => SwitchSignal): void => {
    const mine = generation;
    clock.schedule(USUAL_MS + random.next() * faults.reorderMs, () => {
      if (generation === mine) add(make);
    });
  };
  return {
    push(make) {
      if (chance(random, faults.reorderShare)) holdBack(make);
      else add(make);
      if (chance(random, faults.twiceShare)) holdBack(make);
    },
    clear() {
      generation++;
      queue = [];
      lastDueMs = 0;
      timer?.();
      timer = undefined;
    },
    setLate(ms) {
      lateMs = ms;
    },
  };
}

/** Draws only where the fault can happen, so that a fault that is off changes nothing. */
export function chance(random: Random, share: number): boolean {
  return share > 0 && random.next() < share;
}
