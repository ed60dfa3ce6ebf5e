import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { HORIZONS, supplyMs } from '../horizons.ts';
import { type DurationLaw, survival } from './duration-law.ts';

/** P(free by horizon k | talking or writing up for so long), in rows of age. */
export interface FreeTable {
  readonly talk: Float32Array;
  readonly wrap: Float32Array;
}

const TALK_ROW_S = 2;
const TALK_ROWS = 450;
const WRAP_ROW_S = 1;
const WRAP_ROWS = 300;
const LOOK_S = Math.ceil(supplyMs(HORIZONS - 1) / SECOND_MS);

/** `talkingMs`, `wrappingMs`: ages of those in progress. Costs about 0.2 ms: rebuilt from time to time, not per decision. */
export function freeTable(
  talk: DurationLaw,
  wrap: DurationLaw,
  talkingMs: readonly DurationMs[],
  wrappingMs: readonly DurationMs[],
): FreeTable {
  const wrapStays = survival(wrap, WRAP_ROWS * WRAP_ROW_S + LOOK_S + 1, wrappingMs);
  const talkStays = survival(talk, TALK_ROWS * TALK_ROW_S + LOOK_S + 1, talkingMs);
  return { talk: talkTable(talkStays, wrapStays), wrap: wrapTable(wrapStays) };
}

/** Residual talk convolved with a whole wrap-up, second by second. */
function talkTable(talkStays: Float64Array, wrapStays: Float64Array): Float32Array {
  const table = new Float32Array(TALK_ROWS * HORIZONS);
  const done = wrapDoneAfter(wrapStays);
  for (let row = 0; row < TALK_ROWS; row++) {
    const age = row * TALK_ROW_S + TALK_ROW_S / 2;
    const here = talkStays[age] ?? 0;
    for (let k = 0; k < HORIZONS; k++) {
      const seconds = supplyMs(k) / SECOND_MS;
      let free = 0;
      for (let s = 0; s < seconds; s++) {
        free += ((talkStays[age + s] ?? 0) - (talkStays[age + s + 1] ?? 0)) * (done[seconds - s - 1] ?? 0);
      }
      table[row * HORIZONS + k] = here > 0 ? free / here : 0;
    }
  }
  return table;
}

/** P(a wrap-up is over `t` + ½ s after it began): talk ends in the middle of its second. */
function wrapDoneAfter(wrapStays: Float64Array): Float64Array {
  const done = new Float64Array(LOOK_S);
  for (let t = 0; t < LOOK_S; t++) done[t] = 1 - ((wrapStays[t] ?? 0) + (wrapStays[t + 1] ?? 0)) / 2;
  return done;
}

function wrapTable(wrapStays: Float64Array): Float32Array {
  const table = new Float32Array(WRAP_ROWS * HORIZONS);
  for (let row = 0; row < WRAP_ROWS; row++) {
    const age = row * WRAP_ROW_S;
    const here = wrapStays[age] ?? 0;
    for (let k = 0; k < HORIZONS; k++) {
      const then = wrapStays[age + (supplyMs(k) / SECOND_MS) * WRAP_ROW_S] ?? 0;
      table[row * HORIZONS + k] = here > 0 ? 1 - then / here : 0;
    }
  }
  return table;
}

/** P(free by horizon k) of an agent who has talked (or written up) for `ageMs` and then goes on working. */
export function freeWithin(table: FreeTable, state: 'talking' | 'wrap-up', ageMs: DurationMs, k: number): number {
  const [rows, count, rowMs] =
    state === 'talking'
      ? ([table.talk, TALK_ROWS, TALK_ROW_S * SECOND_MS] as const)
      : ([table.wrap, WRAP_ROWS, WRAP_ROW_S * SECOND_MS] as const);
  const row = Math.min(count - 1, Math.max(0, Math.floor(ageMs / rowMs)));
  return rows[row * HORIZONS + k] ?? 0;
}
