import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { type DurationLaw, type Hazards, hazards, meanMs, survival } from './duration-law.ts';

/** P(free within so many seconds | in this state for so long), in rows of a second of age. */
export interface FreeTable {
  /** By script step reached; '' before any. */
  readonly talk: ReadonlyMap<string, Float32Array>;
  readonly wrap: ReadonlyMap<string, Float32Array>;
  /** Cumulative hazards by second, of whole talks and wrap-ups: what an agent's own speed is measured by. */
  readonly talkHazard: Float64Array;
  readonly wrapHazard: Float64Array;
  /** Mean of a talk with its wrap-up. */
  readonly handleMs: DurationMs;
}

/** A talk or a wrap-up as a whole, and cut in stretches by the script steps the agent reaches in it. */
export interface WorkLaw {
  readonly whole: DurationLaw;
  readonly steps: Map<string, StepLaw>;
}

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
const AT_ONCE = new Float64Array(COLUMNS).fill(1);

/** Ages of the talks or wrap-ups in progress: as a whole, and of the present step of each. */
export interface Running {
  readonly wholeMs: DurationMs[];
  readonly stepsMs: Map<string, DurationMs[]>;
}

export function nothingRuns(): Running {
  return { wholeMs: [], stepsMs: new Map() };
}

/** Costs some 0.1 ms for each step: rebuilt from time to time, not per decision. */
export function freeTable(
  talk: WorkLaw,
  wrap: WorkLaw,
  talking: Running = nothingRuns(),
  wrapping: Running = nothingRuns(),
): FreeTable {
  const wrapStays = survival(hazards(wrap.whole, WRAP_ROWS, wrapping.wholeMs));
  const talkStays = survival(hazards(talk.whole, TALK_ROWS, talking.wholeMs));
  const wraps = stepTables(wrap, wrapping, WRAP_ROWS, AT_ONCE);
  const talks = stepTables(talk, talking, TALK_ROWS, midSecond(wraps.entered.get('') ?? AT_ONCE));
  return {
    talk: talks.tables,
    wrap: wraps.tables,
    talkHazard: talkStays.map((stays) => -Math.log(Math.max(stays, 1e-9))),
    wrapHazard: wrapStays.map((stays) => -Math.log(Math.max(stays, 1e-9))),
    handleMs: meanMs(talkStays) + meanMs(wrapStays),
  };
}

/** P(the wrap-up is over `t` + ½ s after it began): talk ends in the middle of its second. */
function midSecond(done: Float64Array): Float64Array {
  return done.map((free, t) => (free + (done[t + 1] ?? free)) / 2);
}

interface StepTables {
  readonly tables: ReadonlyMap<string, Float32Array>;
  /** P(free within x s | just come to the step). */
  readonly entered: ReadonlyMap<string, Float64Array>;
}

/** `after`: P(free within x s | the work has just ended). */
function stepTables({ steps }: WorkLaw, running: Running, rows: number, after: Float64Array): StepTables {
  const chances = new Map<string, Hazards>();
  for (const [step, { law }] of steps) chances.set(step, hazards(law, rows, running.stepsMs.get(step) ?? []));
  const entered = freeOnceEntered(chances, steps, after);
  const tables = new Map<string, Float32Array>();
  for (const [step, own] of chances) {
    const onwards = Float64Array.from({ length: COLUMNS }, (_, x) => onward(entered, steps.get(step), x));
    tables.set(step, stepTable(own, rows, after, onwards));
  }
  return { tables, entered };
}

/** For every step at once, by growing x: the steps lead to one another. */
function freeOnceEntered(
  chances: ReadonlyMap<string, Hazards>,
  steps: ReadonlyMap<string, StepLaw>,
  after: Float64Array,
): Map<string, Float64Array> {
  const entered = new Map([...chances.keys()].map((step) => [step, new Float64Array(COLUMNS)]));
  for (let x = 1; x < COLUMNS; x++) {
    for (const [step, { ends, moves }] of chances) {
      const law = steps.get(step);
      let [free, stays] = [0, 1];
      for (let u = 0; u < x; u++) {
        const [end, move] = [ends[u] ?? 0, moves[u] ?? 0];
        free += stays * end * (after[x - u - 1] ?? 0);
        if (move > 0) free += stays * move * onward(entered, law, x - u - 1);
        stays *= 1 - end - move;
      }
      const own = entered.get(step);
      if (own !== undefined) own[x] = free;
    }
  }
  return entered;
}

/** P(free within x s | leaves for the next step now), whichever that is. */
function onward(entered: ReadonlyMap<string, Float64Array>, law: StepLaw | undefined, x: number): number {
  let [free, all] = [0, 0];
  for (const [step, times] of law?.next ?? []) {
    free += times * (entered.get(step)?.[x] ?? 0);
    all += times;
  }
  return all > 0 ? free / all : 0;
}

/** Backwards over age: what is not over in this second is a second older with a second less to go. */
function stepTable({ ends, moves }: Hazards, rows: number, after: Float64Array, onwards: Float64Array): Float32Array {
  const table = new Float32Array(rows * COLUMNS);
  for (let row = rows - 1; row >= 0; row--) {
    const [end, move] = [ends[row] ?? 0, moves[row] ?? 0];
    const older = Math.min(rows - 1, row + 1) * COLUMNS;
    for (let x = 1; x < COLUMNS; x++) {
      table[row * COLUMNS + x] =
        end * (after[x - 1] ?? 0) + move * (onwards[x - 1] ?? 0) + (1 - end - move) * (table[older + x - 1] ?? 0);
    }
  }
  return table;
}

/** P(free within `withinMs`) of an agent who has talked or written up since that step for `ageMs` and then goes on working. */
export function freeWithin(
  table: FreeTable,
  state: 'talking' | 'wrap-up',
  step: string,
  ageMs: DurationMs,
  withinMs: DurationMs,
): number {
  const rows = rowsOf(table, state, step);
  return rows[rowStart(rows, ageMs) + columnOf(withinMs)] ?? 0;
}

const NO_ROWS = new Float32Array(COLUMNS);

/** For many questions about one agent: the rows of the state and step, where the row of an age starts, a time's column. */
export function rowsOf({ talk, wrap }: FreeTable, state: 'talking' | 'wrap-up', step: string): Float32Array {
  const tables = state === 'wrap-up' ? wrap : talk;
  return tables.get(step) ?? tables.get('') ?? NO_ROWS;
}

export function rowStart(rows: Float32Array, ageMs: DurationMs): number {
  const last = rows.length / COLUMNS - 1;
  return Math.min(last, Math.max(0, Math.floor(ageMs / SECOND_MS))) * COLUMNS;
}

export function columnOf(withinMs: DurationMs): number {
  return Math.min(LOOK_S, Math.max(0, Math.round(withinMs / SECOND_MS)));
}

/** The cumulative hazard a length of `ms` has passed: 1 on average, less for who is faster than the others. */
export function passedHazard(cumulative: Float64Array, ms: DurationMs): number {
  const second = Math.min(cumulative.length - 1, Math.max(0, Math.round(ms / SECOND_MS)));
  return cumulative[second] ?? 0;
}
