import type { Random } from '../../../src/kernel/random.ts';

/** The constants of Impact Dialing's replay, in seconds. */
const LENGTH = 240;
const RING_ANSWERED = 10;
const RING_UNANSWERED = 15;
const WRAP_UP = 5;

interface Attempt {
  readonly talk: number;
  state: 'idle' | 'ringing' | 'answered' | 'wrap-up';
  /** Second at whose start the state ends. */
  until: number;
  caller: number;
}

interface Replay {
  readonly idle: Attempt[];
  readonly active: Set<Attempt>;
  readonly onHold: Set<number>;
  readonly random: Random;
  ringing: number;
  answered: number;
  abandoned: number;
}

/** Attempts dialed over and over for four minutes, second by second; a talk of 0 s was answered by nobody. */
export function replayAttempts(
  talks: readonly number[],
  callers: number,
  factor: number,
  random: Random,
): { readonly answered: number; readonly abandoned: number; readonly utilisation: number } {
  const replay: Replay = {
    idle: talks.map((talk) => ({ talk, state: 'idle', until: 0, caller: -1 })),
    active: new Set(),
    onHold: new Set(Array.from({ length: callers }, (_, caller) => caller)),
    random,
    ringing: 0,
    answered: 0,
    abandoned: 0,
  };
  let busySeconds = 0;
  for (let second = 0; second < LENGTH; second++) {
    busySeconds += callers - replay.onHold.size;
    const answered: Attempt[] = [];
    for (const attempt of replay.active) if (attempt.until === second) forward(replay, attempt, answered);
    dial(replay, factor, second);
    assign(replay, answered);
  }
  return { answered: replay.answered, abandoned: replay.abandoned, utilisation: busySeconds / (LENGTH * callers) };
}

function forward(replay: Replay, attempt: Attempt, answered: Attempt[]): void {
  if (attempt.state === 'ringing') {
    replay.ringing--;
    if (attempt.talk === 0) {
      rest(replay, attempt);
      return;
    }
    attempt.state = 'answered';
    attempt.until += attempt.talk;
    replay.answered++;
    answered.push(attempt);
  } else if (attempt.state === 'answered') {
    attempt.state = 'wrap-up';
    attempt.until += WRAP_UP;
  } else {
    replay.onHold.add(attempt.caller);
    rest(replay, attempt);
  }
}

function rest(replay: Replay, attempt: Attempt): void {
  attempt.state = 'idle';
  replay.active.delete(attempt);
  replay.idle.push(attempt);
}

function dial(replay: Replay, factor: number, second: number): void {
  const { idle, active, random } = replay;
  for (let lines = Math.trunc(replay.onHold.size * factor - replay.ringing); lines > 0 && idle.length > 0; lines--) {
    const at = random.int(0, idle.length - 1);
    const attempt = idle[at];
    const last = idle.pop();
    if (attempt === undefined || last === undefined) return;
    if (at < idle.length) idle[at] = last;
    attempt.state = 'ringing';
    attempt.until = second + (attempt.talk > 0 ? RING_ANSWERED : RING_UNANSWERED);
    replay.ringing++;
    active.add(attempt);
  }
}

/** As in the source, one caller can be drawn for two calls of the same second. */
function assign(replay: Replay, answered: readonly Attempt[]): void {
  const onHold = [...replay.onHold];
  for (const attempt of answered) {
    const caller = onHold[replay.random.int(0, Math.max(0, onHold.length - 1))];
    if (caller === undefined) {
      replay.abandoned++;
      rest(replay, attempt);
    } else {
      attempt.caller = caller;
      replay.onHold.delete(caller);
    }
  }
}
