import { type DurationMs, HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';

/**
 * A length of time (talk, wrap-up) as hazards by age: events per second of exposure, in bands that widen with
 * age. A mixture of short refusals and long conversations needs no special case, the hazard shows it
 * (Brown, Gans, Mandelbaum et al., JASA 2005). Old observations fade.
 */
export interface DurationLaw {
  /** Faded number of ends, by band. */
  readonly events: Float64Array;
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
/** Pseudo-events of the prior in each band. */
const PRIOR_EVENTS = 1;

function edges(): number[] {
  const list: number[] = [];
  for (let edge = 0; edge < 1_800; edge = Math.max(edge + 2, Math.round(edge * 1.2))) list.push(edge);
  return list;
}

export function durationLaw(priorMeanMs: DurationMs): DurationLaw {
  return {
    events: new Float64Array(BANDS),
    exposureS: new Float64Array(BANDS),
    priorPerS: SECOND_MS / priorMeanMs,
    fadedAt: 0,
  };
}

/** Learns one length; `ended` false when it was cut off, which still tells that it was no shorter. */
export function learnDuration(law: DurationLaw, durationMs: DurationMs, ended: boolean, at: UtcMs): void {
  fade(law, at);
  const seconds = Math.max(0, durationMs) / SECOND_MS;
  addExposure(law.exposureS, seconds);
  if (!ended) return;
  const band = bandOf(seconds);
  law.events[band] = (law.events[band] ?? 0) + 1;
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
  const keep = 0.5 ** (passedMs / HALF_LIFE_MS);
  for (let band = 0; band < BANDS; band++) {
    law.events[band] = (law.events[band] ?? 0) * keep;
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

/**
 * P(lasts longer than t), for t = 0, 1, … `seconds` s. `runningMs` are the ages of those in progress: exposure
 * without an event (right censoring), without which short calls would be over-represented.
 */
export function survival(law: DurationLaw, seconds: number, runningMs: readonly DurationMs[]): Float64Array {
  const exposureS = Float64Array.from(law.exposureS);
  for (const ageMs of runningMs) addExposure(exposureS, ageMs / SECOND_MS);
  const curve = new Float64Array(seconds + 1);
  curve[0] = 1;
  let band = 0;
  let stay = staySecond(law, exposureS, 0);
  for (let t = 0; t < seconds; t++) {
    if (band + 1 < BANDS && (EDGES_S[band + 1] ?? 0) <= t) {
      band++;
      stay = staySecond(law, exposureS, band);
    }
    curve[t + 1] = (curve[t] ?? 0) * stay;
  }
  return curve;
}

/** P(still there after one more second), in this band. */
function staySecond(law: DurationLaw, exposureS: Float64Array, band: number): number {
  const events = (law.events[band] ?? 0) + PRIOR_EVENTS;
  const exposure = (exposureS[band] ?? 0) + PRIOR_EVENTS / law.priorPerS;
  return Math.exp(-events / exposure);
}
