import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { type DurationLaw, type Hazards, hazards, meanMs, survival } from './duration-law.ts';

/** P(free within so many seconds | in this state for so long), in rows of a second of age. */
export interface FreeTable {
  /** Talking, by script step reached; '' before any. */
  readonly talk: ReadonlyMap<string, Float32Array>;
  readonly wrap: Float32Array;
  /** Cumulative hazards by second, of whole talks and wrap-ups: what an agent's own speed is measured by. */
  readonly talkHazard: Float64Array;
  readonly wrapHazard: Float64Array;
  /** Mean of a talk with its wrap-up. */
  readonly handleMs: DurationMs;
}

/** A talk cut in stretches by the script steps the agent reaches. */
export interface StepLaw {
  readonly law: DurationLaw;
  /** How often each other step came next. */
  readonly next: Map<string, number>;
}

/** How far a table looks ahead, s: the last horizon with the longest usual time to connect. */
const LOOK_S = 36;
const COLUMNS = LOOK_S + 1;
const TALK_ROWS = 900;
const WRAP_ROWS = 300;

export interface Running {
  /** Ages of the talks in progress, whole, and of the present step of each. */
  readonly talksMs: readonly DurationMs[];
  readonly stepsMs: ReadonlyMap<string, readonly DurationMs[]>;
  readonly wrapsMs: readonly DurationMs[];
}

export const NOTHING_RUNS: Running = { talksMs: [], stepsMs: new Map(), wrapsMs: [] };

/** Costs some 0.1 ms for each step: rebuilt from time to time, not per decision. */
export function freeTable(
  talk: DurationLaw,
  steps: ReadonlyMap<string, StepLaw>,
  wrap: DurationLaw,
  running: Running,
): FreeTable {
  const wrapStays = survival(hazards(wrap, WRAP_ROWS + LOOK_S, running.wrapsMs));
  const talkStays = survival(hazards(talk, TALK_ROWS, running.talksMs));
  const done = doneAfter(wrapStays);
  const byStep = new Map<string, Hazards>();
  for (const [step, { law }] of steps) byStep.set(step, hazards(law, TALK_ROWS, running.stepsMs.get(step) ?? []));
  const entered = freeOnceEntered(byStep, steps, done);
  const tables = new Map<string, Float32Array>();
  for (const [step, chances] of byStep) {
    tables.set(step, talkTable(chances, done, entered, steps.get(step)?.next ?? new Map<string, number>()));
  }
  return {
    talk: tables,
    wrap: wrapTable(wrapStays),
    talkHazard: talkStays.map((stays) => -Math.log(Math.max(stays, 1e-9))),
    wrapHazard: wrapStays.map((stays) => -Math.log(Math.max(stays, 1e-9))),
    handleMs: meanMs(talkStays) + meanMs(wrapStays),
  };
}

/** P(a wrap-up is over `t` + ½ s after it began): talk ends in the middle of its second. */
function doneAfter(wrapStays: Float64Array): Float64Array {
  const done = new Float64Array(COLUMNS);
  for (let t = 0; t < COLUMNS; t++) done[t] = 1 - ((wrapStays[t] ?? 0) + (wrapStays[t + 1] ?? 0)) / 2;
  return done;
}

/** P(free within x s | just come to the step), for every step: the steps lead to one another, so by growing x. */
function freeOnceEntered(
  byStep: ReadonlyMap<string, Hazards>,
  steps: ReadonlyMap<string, StepLaw>,
  done: Float64Array,
): Map<string, Float64Array> {
  const entered = new Map([...byStep.keys()].map((step) => [step, new Float64Array(COLUMNS)]));
  for (let x = 1; x < COLUMNS; x++) {
    for (const [step, { ends, moves }] of byStep) {
      const next = steps.get(step)?.next ?? new Map<string, number>();
      let [free, stays] = [0, 1];
      for (let u = 0; u < x; u++) {
        const [end, move] = [ends[u] ?? 0, moves[u] ?? 0];
        free += stays * (end * (done[x - u - 1] ?? 0) + move * onward(entered, next, x - u - 1));
        stays *= 1 - end - move;
      }
      const own = entered.get(step);
      if (own !== undefined) own[x] = free;
    }
  }
  return entered;
}

/** P(free within x s | leaves for the next step now), whichever that is. */
function onward(entered: ReadonlyMap<string, Float64Array>, next: ReadonlyMap<string, number>, x: number): number {
  let [free, all] = [0, 0];
  for (const [step, times] of next) {
    free += times * (entered.get(step)?.[x] ?? 0);
    all += times;
  }
  return all > 0 ? free / all : 0;
}

/** Backwards over age: what is not over in this second is a second older with a second less to go. */
function talkTable(
  { ends, moves }: Hazards,
  done: Float64Array,
  entered: ReadonlyMap<string, Float64Array>,
  next: ReadonlyMap<string, number>,
): Float32Array {
  const onwards = Float64Array.from({ length: COLUMNS }, (_, x) => onward(entered, next, x));
  const table = new Float32Array(TALK_ROWS * COLUMNS);
  for (let row = TALK_ROWS - 1; row >= 0; row--) {
    const [end, move] = [ends[row] ?? 0, moves[row] ?? 0];
    const older = Math.min(TALK_ROWS - 1, row + 1) * COLUMNS;
    for (let x = 1; x < COLUMNS; x++) {
      table[row * COLUMNS + x] =
        end * (done[x - 1] ?? 0) + move * (onwards[x - 1] ?? 0) + (1 - end - move) * (table[older + x - 1] ?? 0);
    }
  }
  return table;
}

function wrapTable(wrapStays: Float64Array): Float32Array {
  const table = new Float32Array(WRAP_ROWS * COLUMNS);
  for (let row = 0; row < WRAP_ROWS; row++) {
    const here = wrapStays[row] ?? 0;
    for (let x = 1; x < COLUMNS; x++) table[row * COLUMNS + x] = here > 0 ? 1 - (wrapStays[row + x] ?? 0) / here : 0;
  }
  return table;
}

/** P(free within `withinMs`) of an agent who has talked since that step (or written up) for `ageMs` and then goes on working. */
export function freeWithin(
  table: FreeTable,
  state: 'talking' | 'wrap-up',
  step: string,
  ageMs: DurationMs,
  withinMs: DurationMs,
): number {
  const rows = state === 'wrap-up' ? table.wrap : (table.talk.get(step) ?? table.talk.get(''));
  if (rows === undefined) return 0;
  const last = (state === 'wrap-up' ? WRAP_ROWS : TALK_ROWS) - 1;
  const row = Math.min(last, Math.max(0, Math.floor(ageMs / SECOND_MS)));
  const column = Math.min(LOOK_S, Math.max(0, Math.round(withinMs / SECOND_MS)));
  return rows[row * COLUMNS + column] ?? 0;
}

/** The cumulative hazard a length of `ms` has passed: 1 on average, less for who is faster than the others. */
export function passedHazard(cumulative: Float64Array, ms: DurationMs): number {
  const second = Math.min(cumulative.length - 1, Math.max(0, Math.round(ms / SECOND_MS)));
  return cumulative[second] ?? 0;
}
