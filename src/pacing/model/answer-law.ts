import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';

/**
 * Whether a dialed call comes to need an agent, and at what age it is answered. "Needs an agent" is what counts
 * for pacing: a machine that nothing filters out claims one as a person does. The level fades fast, because
 * it moves with the hour and the list; the shape of the ages fades slowly.
 */
export interface AnswerLaw {
  /** Faded number of calls that claimed an agent, and of all calls that were resolved. */
  claims: number;
  dials: number;
  /** Faded ages at which calls were answered, when they claimed an agent, by second. */
  readonly claimAges: Float64Array;
  /** Faded ages at which the other calls stopped ringing: refused, busy, filtered out, given up. */
  readonly otherAges: Float64Array;
  /** Of the answered ones: faded number that claimed, and of all. */
  answeredClaims: number;
  answered: number;
}

const AGE_BINS = 64;
/** The level remembers about this many dials. */
const LEVEL_DIALS = 330;
/** The shape of the ages remembers about this many. */
const SHAPE_DIALS = 3_000;
/** Before anything is seen: two calls in five claim an agent (persons, and voicemails that nothing tells from them), known as well as from 20 dials. */
const PRIOR_CLAIMS = 8;
const PRIOR_DIALS = 20;
const NEW_DIALS = 50;
/** Lognormal of mean 10 s and coefficient of variation 0.8, known as well as from 10 answers. */
const PRIOR_MEAN_S = 10;
const PRIOR_VARIATION = 0.8;
const PRIOR_AGES = 10;
/** One other end in five after 3 s (refused), the rest at a usual ring limit. */
const PRIOR_REFUSED_BIN = 3;
const PRIOR_RING_LIMIT_BIN = 25;
/** Upper 60 % quantile, and 90 % while only the prior speaks: under-estimating the chance of an answer is what abandons calls. */
const CAUTION_DEVIATIONS = 0.253;
const PRIOR_CAUTION_DEVIATIONS = 1.28;

export function answerLaw(): AnswerLaw {
  const claimAges = new Float64Array(AGE_BINS);
  const sigma2 = Math.log(1 + PRIOR_VARIATION ** 2);
  const mu = Math.log(PRIOR_MEAN_S) - sigma2 / 2;
  let sum = 0;
  for (let bin = 0; bin < AGE_BINS; bin++) {
    const density = Math.exp(-((Math.log(bin + 0.5) - mu) ** 2) / (2 * sigma2)) / (bin + 0.5);
    claimAges[bin] = density;
    sum += density;
  }
  for (let bin = 0; bin < AGE_BINS; bin++) claimAges[bin] = ((claimAges[bin] ?? 0) * PRIOR_AGES) / sum;
  const otherAges = new Float64Array(AGE_BINS);
  otherAges[PRIOR_REFUSED_BIN] = 0.2 * PRIOR_AGES;
  otherAges[PRIOR_RING_LIMIT_BIN] = 0.8 * PRIOR_AGES;
  return { claims: PRIOR_CLAIMS, dials: PRIOR_DIALS, claimAges, otherAges, answeredClaims: 1, answered: 1 };
}

/** `filtered`: answered by a machine that never claimed an agent. `untold`: cut off by us, or its end was never known. */
export type RingOutcome = 'claim' | 'filtered' | 'none' | 'untold';

/**
 * Learns how a call stopped ringing, `ageMs` after its placing. Calls must come in the order of their placing:
 * refusals are known after seconds and missed calls only at the ring limit, so that calls taken as they end would
 * tell, whenever dialing speeds up, of an answer rate that does not exist.
 */
export function learnAnswer(law: AnswerLaw, outcome: RingOutcome, ageMs: DurationMs): void {
  if (outcome === 'untold') return;
  const claimed = outcome === 'claim' ? 1 : 0;
  const level = 1 - 1 / LEVEL_DIALS;
  law.claims = law.claims * level + claimed;
  law.dials = law.dials * level + 1;
  const shape = 1 - 1 / SHAPE_DIALS;
  for (let bin = 0; bin < AGE_BINS; bin++) {
    law.claimAges[bin] = (law.claimAges[bin] ?? 0) * shape;
    law.otherAges[bin] = (law.otherAges[bin] ?? 0) * shape;
  }
  const ages = claimed === 1 ? law.claimAges : law.otherAges;
  const bin = Math.min(AGE_BINS - 1, Math.max(0, Math.floor(ageMs / SECOND_MS)));
  ages[bin] = (ages[bin] ?? 0) + 1;
  if (outcome === 'none') return;
  law.answeredClaims = law.answeredClaims * level + claimed;
  law.answered = law.answered * level + 1;
}

/** P(an answered call of which nothing more is known claims an agent). */
export function claimGivenAnswer(law: AnswerLaw): number {
  return law.answered <= 0 ? 1 : Math.min(1, law.answeredClaims / law.answered);
}

/** So little is known that the law is mostly its prior. */
export function isNew(law: AnswerLaw): boolean {
  return law.dials < PRIOR_DIALS + NEW_DIALS;
}

/** The law made ready for questions; a pure function of it. */
export interface AnswerCurve {
  /** P(a fresh call claims an agent), on the cautious side. */
  readonly chance: number;
  /** Share of the claiming calls answered before each full second. */
  readonly claimBefore: Float64Array;
  /** Share of the other calls over before each full second. */
  readonly otherBefore: Float64Array;
}

export function answerCurve(law: AnswerLaw): AnswerCurve {
  const mean = law.claims / law.dials;
  const deviation = Math.sqrt(Math.max(0, mean * (1 - mean)) / (law.dials + 1));
  const unknown = Math.min(1, PRIOR_DIALS / law.dials);
  const caution = CAUTION_DEVIATIONS + unknown * (PRIOR_CAUTION_DEVIATIONS - CAUTION_DEVIATIONS);
  return {
    chance: Math.min(1, mean + caution * deviation),
    claimBefore: cumulative(law.claimAges),
    otherBefore: cumulative(law.otherAges),
  };
}

function cumulative(ages: Float64Array): Float64Array {
  const before = new Float64Array(AGE_BINS + 1);
  for (let bin = 0; bin < AGE_BINS; bin++) before[bin + 1] = (before[bin] ?? 0) + (ages[bin] ?? 0);
  const total = before[AGE_BINS] ?? 0;
  if (total > 0) for (let bin = 0; bin <= AGE_BINS; bin++) before[bin] = (before[bin] ?? 0) / total;
  return before;
}

/** P(claims an agent within `withinMs` | has rung for `ageMs`). */
export function claimWithin(curve: AnswerCurve, ageMs: DurationMs, withinMs: DurationMs): number {
  const passed = at(curve.claimBefore, ageMs);
  const claimLeft = curve.chance * (1 - passed);
  const left = claimLeft + (1 - curve.chance) * (1 - at(curve.otherBefore, ageMs));
  if (left <= 1e-9) return 0;
  return Math.min(1, Math.max(0, (curve.chance * (at(curve.claimBefore, ageMs + withinMs) - passed)) / left));
}

function at(before: Float64Array, ms: DurationMs): number {
  const seconds = Math.min(AGE_BINS, Math.max(0, ms / SECOND_MS));
  const bin = Math.floor(seconds);
  const from = before[bin] ?? 1;
  return from + ((before[bin + 1] ?? 1) - from) * (seconds - bin);
}
