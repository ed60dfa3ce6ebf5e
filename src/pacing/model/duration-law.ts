import { type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';

/**
 * A length of time (talk, wrap-up) as hazards by age: events per second of exposure, in bands that widen with
 * age. A mixture of short refusals and long conversations needs no special case, the hazard shows it
 * (Brown, Gans, Mandelbaum et al., JASA 2005). Old observations fade.
 */
export interface DurationLaw {
  /** Faded number of ends, by band. */
  readonly events: Float64Array;
  /** Faded number of those who went on to something else than an end (another script step), by band. */
  readonly moves: Float64Array;
  /** Faded seconds spent, by band. */
  readonly exposureS: Float64Array;
  /** Events per second before anything was seen. */
  readonly priorPerS: number;
  fadedAt: UtcMs;
}

/** Lower edges of the bands, seconds; the last band is open. */
const EDGES_S: readonly number[] = edges();
const BANDS = EDGES_S.length;

const HALF_LIFE_MS = 2 * HOUR_MS;
/** A silence longer than this (a night, a lunch) does not make the law forget more. */
const LONGEST_FADE_MS = 10 * MINUTE_MS;
/** With fewer ends than this remembered, a law forgets the more slowly: a small team would know too little. */
const ENDS_WANTED = 300;
/** Pseudo-events of the prior in each band. */
const PRIOR_EVENTS = 0.5;

function edges(): number[] {
  const list: number[] = [];
  for (let edge = 0; edge < 1_800; edge = Math.max(edge + 2, Math.round(edge * 1.2))) list.push(edge);
  return list;
}

export function durationLaw(priorMeanMs: DurationMs): DurationLaw {
  return {
    events: new Float64Array(BANDS),
    moves: new Float64Array(BANDS),
    exposureS: new Float64Array(BANDS),
    priorPerS: SECOND_MS / priorMeanMs,
    fadedAt: 0,
  };
}

/** How a length came to its end: `cut` when it was cut off, which still tells that it was no shorter. */
export type DurationEnd = 'ended' | 'moved' | 'cut';

/** Learns one length. */
export function learnDuration(law: DurationLaw, durationMs: DurationMs, end: DurationEnd, at: UtcMs): void {
  fade(law, at);
  const seconds = Math.max(0, durationMs) / SECOND_MS;
  addExposure(law.exposureS, seconds);
  if (end === 'cut') return;
  const band = bandOf(seconds);
  const counts = end === 'ended' ? law.events : law.moves;
  counts[band] = (counts[band] ?? 0) + 1;
}

/** How many ends the law remembers, faded. */
export function endsLearned(law: DurationLaw): number {
  let sum = 0;
  for (const events of law.events) sum += events;
  return sum;
}

function fade(law: DurationLaw, at: UtcMs): void {
  const passedMs = Math.min(Math.max(0, at - law.fadedAt), LONGEST_FADE_MS);
  law.fadedAt = Math.max(law.fadedAt, at);
  if (passedMs === 0) return;
  const keep = 0.5 ** ((passedMs / HALF_LIFE_MS) * Math.min(1, endsLearned(law) / ENDS_WANTED));
  for (let band = 0; band < BANDS; band++) {
    law.events[band] = (law.events[band] ?? 0) * keep;
    law.moves[band] = (law.moves[band] ?? 0) * keep;
    law.exposureS[band] = (law.exposureS[band] ?? 0) * keep;
  }
}

function addExposure(exposureS: Float64Array, seconds: number): void {
  for (let band = 0; band < BANDS; band++) {
    const from = EDGES_S[band] ?? 0;
    if (seconds <= from) return;
    const to = EDGES_S[band + 1] ?? Number.POSITIVE_INFINITY;
    exposureS[band] = (exposureS[band] ?? 0) + Math.min(seconds, to) - from;
  }
}

function bandOf(seconds: number): number {
  let band = 0;
  while (band + 1 < BANDS && (EDGES_S[band + 1] ?? 0) <= seconds) band++;
  return band;
}

/** What may happen to something in progress in its next second, by its age in seconds. */
export interface Hazards {
  /** P(ends in that second | has lasted so long). */
  readonly ends: Float64Array;
  /** P(goes on to something else in that second | has lasted so long). */
  readonly moves: Float64Array;
}

/**
 * The law second by second, for ages of 0, 1, … `seconds` - 1. `runningMs` are the ages of those in progress: exposure
 * without an event (right censoring), without which short calls would be over-represented.
 */
export function hazards(law: DurationLaw, seconds: number, runningMs: readonly DurationMs[]): Hazards {
  const exposureS = Float64Array.from(law.exposureS);
  for (const ageMs of runningMs) addExposure(exposureS, ageMs / SECOND_MS);
  const [ends, moves] = [new Float64Array(seconds), new Float64Array(seconds)];
  let band = -1;
  let [end, move] = [0, 0];
  for (let t = 0; t < seconds; t++) {
    if (band < 0 || (band + 1 < BANDS && (EDGES_S[band + 1] ?? 0) <= t)) {
      band++;
      [end, move] = inOneSecond(law, exposureS, band);
    }
    ends[t] = end;
    moves[t] = move;
  }
  return { ends, moves };
}

/** P(ends), P(goes on to something else) in one more second, in this band. */
function inOneSecond(law: DurationLaw, exposureS: Float64Array, band: number): [number, number] {
  const exposure = (exposureS[band] ?? 0) + PRIOR_EVENTS / law.priorPerS;
  const perS = ((law.events[band] ?? 0) + PRIOR_EVENTS) / exposure;
  const movesPerS = (law.moves[band] ?? 0) / exposure;
  const leaves = 1 - Math.exp(-(perS + movesPerS));
  const share = perS / (perS + movesPerS);
  return [leaves * share, leaves * (1 - share)];
}

/** P(lasts longer than t), for t = 0, 1, … as many seconds as the hazards know. */
export function survival({ ends, moves }: Hazards): Float64Array {
  const curve = new Float64Array(ends.length + 1);
  curve[0] = 1;
  for (let t = 0; t < ends.length; t++) curve[t + 1] = (curve[t] ?? 0) * (1 - (ends[t] ?? 0) - (moves[t] ?? 0));
  return curve;
}

/** Mean length, ms: what lasts beyond the curve goes on as it did in its last second. */
export function meanMs(stays: Float64Array): DurationMs {
  let seconds = 0;
  for (let t = 0; t + 1 < stays.length; t++) seconds += ((stays[t] ?? 0) + (stays[t + 1] ?? 0)) / 2;
  const [before, last] = [stays.at(-2) ?? 0, stays.at(-1) ?? 0];
  if (before > last) seconds += (last * last) / (before - last);
  return seconds * SECOND_MS;
}
