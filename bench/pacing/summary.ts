import { SECOND_MS } from '../../src/kernel/time.ts';
import { type DayCount, loggedInMs, type Slot, sumOf } from './tally.ts';
import type { WorldResult } from './world.ts';

/** Utilisation in % of logged-in time, abandonment in % of persons who answered. */
export interface Point {
  readonly utilisation: number;
  readonly abandonment: number;
}

export interface Summary extends Point {
  readonly persons: number;
  readonly abandoned: number;
  /** Seconds an agent waits for a donor, on average. */
  readonly waitSeconds: number;
  /** Minutes of talk in an hour logged in. */
  readonly talkMinutes: number;
  /** Of equal length, in order: for intervals. */
  readonly batches: readonly Point[];
  readonly firstHalfHour: { readonly persons: number; readonly abandoned: number };
  readonly days: readonly DayCount[];
  readonly decisions: number;
}

const BATCHES = 20;

export function summarise({ slots, firstHalfHour, days, decisions }: WorldResult): Summary {
  const sum = sumOf(slots);
  return {
    ...pointOf(sum),
    persons: sum.persons,
    abandoned: sum.abandoned,
    waitSeconds: sum.ready / sum.connected / SECOND_MS,
    talkMinutes: (60 * sum.talking) / loggedInMs(sum),
    batches: batchesOf(slots).map((batch) => pointOf(sumOf(batch))),
    firstHalfHour: { persons: firstHalfHour.persons, abandoned: firstHalfHour.abandoned },
    days,
    decisions,
  };
}

function pointOf(slot: Slot): Point {
  return {
    utilisation: (100 * (slot.talking + slot.wrapUp)) / loggedInMs(slot),
    abandonment: slot.persons === 0 ? 0 : (100 * slot.abandoned) / slot.persons,
  };
}

function batchesOf(slots: readonly Slot[]): Slot[][] {
  const size = Math.max(1, Math.floor(slots.length / BATCHES));
  return Array.from({ length: Math.floor(slots.length / size) }, (_, n) => [...slots.slice(n * size, (n + 1) * size)]);
}

export interface Estimate {
  readonly value: number;
  /** Half the width of the 95 % interval. */
  readonly half: number;
}

/**
 * Utilisation at exactly this abandonment, from runs around it: a line through the runs, and by batch means the
 * scatter of what the line does not explain, so that the error of the abandonment counts too.
 */
export function utilisationAt(abandonment: number, runs: readonly Summary[]): Estimate {
  return valueAt(
    abandonment,
    runs.map((run) => ({
      x: run.abandonment,
      y: run.utilisation,
      batches: run.batches.map((b) => [b.abandonment, b.utilisation] as const),
      weight: run.persons,
    })),
  );
}

/** Another figure at exactly this abandonment; without an interval of its own. */
export function figureAt(abandonment: number, runs: readonly Summary[], figure: 'waitSeconds' | 'talkMinutes'): number {
  return valueAt(
    abandonment,
    runs.map((run) => ({ x: run.abandonment, y: run[figure], batches: [], weight: run.persons })),
  ).value;
}

interface Weighted {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
  readonly batches: readonly (readonly [x: number, y: number])[];
}

function valueAt(x: number, runs: readonly Weighted[]): Estimate {
  const total = runs.reduce((sum, { weight }) => sum + weight, 0);
  const slope = slopeOf(runs);
  let value = 0;
  let variance = 0;
  for (const run of runs) {
    const share = run.weight / total;
    value += share * (run.y + slope * (x - run.x));
    variance += share * share * varianceOfMean(run.batches.map(([bx, by]) => by - slope * bx));
  }
  return { value, half: studentFor(runs) * Math.sqrt(variance) };
}

function slopeOf(runs: readonly Weighted[]): number {
  const total = runs.reduce((sum, { weight }) => sum + weight, 0);
  const meanX = runs.reduce((sum, { x, weight }) => sum + x * weight, 0) / total;
  const meanY = runs.reduce((sum, { y, weight }) => sum + y * weight, 0) / total;
  let xy = 0;
  let xx = 0;
  for (const { x, y, weight } of runs) {
    xy += weight * (x - meanX) * (y - meanY);
    xx += weight * (x - meanX) ** 2;
  }
  return xx === 0 ? 0 : xy / xx;
}

function varianceOfMean(values: readonly number[]): number {
  if (values.length < 2) return 0;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const scatter = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return scatter / values.length;
}

/** Student's t, two-sided 95 %: close enough for 5 degrees of freedom and more. */
function studentFor(runs: readonly Weighted[]): number {
  const freedom = runs.reduce((sum, { batches }) => sum + Math.max(0, batches.length - 1), 0);
  return freedom === 0 ? 0 : 1.96 + 2.4 / freedom + 3 / (freedom * freedom);
}
