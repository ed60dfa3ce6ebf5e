import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { HORIZONS, horizonMs } from '../horizons.ts';

/**
 * What comes of a dialed call, and at what age it stops ringing: a person (or anything else that claims an agent),
 * a machine that is told apart, a busy or failed call, or none of them. Competing risks: each has its own level and
 * its own law of ages. The levels fade fast where they move, with the hour or the list; the ages slowly.
 */
export const ringCauses = ['person', 'machine', 'failed'] as const;
export type RingCause = (typeof ringCauses)[number];

/** How a call stopped ringing; `cut`: hung up by us, or its end was never told: censored at that age. */
export type RingOutcome = RingCause | 'none' | 'cut';

interface CauseLaw {
  /** Faded number of calls that ended so, of late and over the long run. */
  level: number;
  longLevel: number;
  /** Number of those by half-second of age, in units that grow instead of letting the old ones fade. */
  readonly ages: Float64Array;
}

export interface AnswerLaw {
  readonly causes: Readonly<Record<RingCause, CauseLaw>>;
  /** Faded number of all calls resolved, of late and over the long run. */
  dials: number;
  longDials: number;
  /** What one more observed age weighs. */
  ageWeight: number;
  /** The highest that the share of persons has been, faded slowly: a list may come back to it at once. */
  peak: number;
  /** From the pick-up to knowing that it is a person, faded mean. */
  detectionMs: number;
  curve: AnswerCurve | undefined;
}

const BIN_MS: DurationMs = 500;
const BINS = 128;
/**
 * The level of late remembers about this many dials, that of the long run and the ages so many. At a list which one in
 * twelve answers, 330 dials leave the level uncertain by an eighth, which costs a team of 10 half a point at 1 %.
 */
const LEVEL_DIALS = 330;
const LONG_DIALS = 4_000;
const PEAK_DIALS = 10_000;
/** Before so many dials the level is the prior's. */
const PEAK_FROM_DIALS = 200;
const AGE_DIALS = 3_000;
const HEAVIEST = 1e9;
/**
 * Before anything is seen, as well as from 20 dials: two calls in five claim an agent (persons, and voicemails that
 * nothing tells from them), one in ten is told to be a machine, one in ten fails.
 */
const PRIOR_DIALS = 20;
const PRIOR_LEVELS: Readonly<Record<RingCause, number>> = { person: 8, machine: 2, failed: 2 };
/** Mean age and standard deviation of a lognormal, s: people after 10 s, voicemail after 16 s, refusals after 3 s; worth ten calls. */
const PRIOR_AGES: Readonly<Record<RingCause, readonly [number, number]>> = {
  person: [10, 8],
  machine: [16, 6],
  failed: [3, 2],
};
const PRIOR_AGE_WEIGHT = 10;
const PRIOR_DETECTION_MS: DurationMs = 1_500;
const DETECTION_MEMORY = 50;
const NEW_DIALS = 50;
/** Upper 60 % quantile, and 99 % while only the prior speaks: under-estimating the chance of an answer is what abandons calls. */
const CAUTION_DEVIATIONS = 0.253;
const PRIOR_CAUTION_DEVIATIONS = 2.33;
/** Ages within so many half-seconds tell of one another, when asked whether an answer is a person's. */
const SMOOTHING_BINS = 4;

export function answerLaw(): AnswerLaw {
  const cause = (name: RingCause): CauseLaw => ({
    level: PRIOR_LEVELS[name],
    longLevel: PRIOR_LEVELS[name],
    ages: priorAges(PRIOR_AGES[name]),
  });
  return {
    causes: { person: cause('person'), machine: cause('machine'), failed: cause('failed') },
    dials: PRIOR_DIALS,
    longDials: PRIOR_DIALS,
    ageWeight: 1,
    peak: 0,
    detectionMs: PRIOR_DETECTION_MS,
    curve: undefined,
  };
}

function priorAges([meanS, deviationS]: readonly [number, number]): Float64Array {
  const ages = new Float64Array(BINS);
  const sigma2 = Math.log(1 + (deviationS / meanS) ** 2);
  const mu = Math.log(meanS) - sigma2 / 2;
  let sum = 0;
  for (let bin = 0; bin < BINS; bin++) {
    const seconds = ((bin + 0.5) * BIN_MS) / SECOND_MS;
    ages[bin] = Math.exp(-((Math.log(seconds) - mu) ** 2) / (2 * sigma2)) / seconds;
    sum += ages[bin] ?? 0;
  }
  for (let bin = 0; bin < BINS; bin++) ages[bin] = ((ages[bin] ?? 0) * PRIOR_AGE_WEIGHT) / sum;
  return ages;
}

/**
 * Learns how a call stopped ringing, `ageMs` after its placing. Calls must come in the order of their placing:
 * refusals are known after seconds and missed calls only at the ring limit, so that calls taken as they end would
 * tell, whenever dialing speeds up, of an answer rate that does not exist. A call cut off counts as what it would
 * have become, by the law so far (redistribution to the right: Kaplan-Meier).
 */
export function learnAnswer(law: AnswerLaw, outcome: RingOutcome, ageMs: DurationMs): void {
  const shares = outcome === 'cut' ? sharesAfter(law, ageMs) : undefined;
  const keep = 1 - 1 / LEVEL_DIALS;
  const keepLong = 1 - 1 / LONG_DIALS;
  law.dials = law.dials * keep + 1;
  law.longDials = law.longDials * keepLong + 1;
  law.ageWeight *= AGE_DIALS / (AGE_DIALS - 1);
  for (const name of ringCauses) {
    const cause = law.causes[name];
    const more = shares === undefined ? Number(outcome === name) : shares[name];
    cause.level = cause.level * keep + more;
    cause.longLevel = cause.longLevel * keepLong + more;
    if (outcome !== name) continue;
    const bin = binOf(ageMs);
    cause.ages[bin] = (cause.ages[bin] ?? 0) + law.ageWeight;
  }
  const late = law.causes.person.level / law.dials;
  if (law.dials > PEAK_FROM_DIALS) law.peak = Math.max(late, law.peak + (late - law.peak) / PEAK_DIALS);
  if (law.ageWeight > HEAVIEST) lighten(law);
  law.curve = undefined;
}

/** What a call that has rung for so long would still have become. */
function sharesAfter(law: AnswerLaw, ageMs: DurationMs): Readonly<Record<RingCause, number>> {
  const curve = answerCurve(law);
  const rings = Math.max(1e-9, at(curve.rings, ageMs));
  const share = (name: RingCause) =>
    Math.min(1, (levelOf(law, name).share * (1 - at(curve.before[name], ageMs))) / rings);
  return { person: share('person'), machine: share('machine'), failed: share('failed') };
}

/** A level as it is now, and how many dials speak for it. */
interface Level {
  readonly share: number;
  readonly dials: number;
}

/**
 * The long run's, moved towards that of late as far as the two differ by more than chance (James and Stein's shrinkage):
 * a steady list is known well, a moving one soon.
 */
function levelOf({ causes, dials, longDials }: AnswerLaw, name: RingCause): Level {
  const [late, long] = [causes[name].level / dials, causes[name].longLevel / longDials];
  // Variance of a mean whose memory fades over so many dials.
  const chance = (long * (1 - long)) / (2 * dials);
  const trust = Math.max(0, 1 - chance / Math.max(1e-12, (late - long) ** 2));
  return { share: long + trust * (late - long), dials: longDials + trust * (dials - longDials) };
}

function lighten(law: AnswerLaw): void {
  for (const name of ringCauses) {
    const { ages } = law.causes[name];
    for (let bin = 0; bin < BINS; bin++) ages[bin] = (ages[bin] ?? 0) / law.ageWeight;
  }
  law.ageWeight = 1;
}

/** Learns how long after the pick-up a person was told from a machine. */
export function learnDetection(law: AnswerLaw, delayMs: DurationMs): void {
  law.detectionMs += (delayMs - law.detectionMs) / DETECTION_MEMORY;
}

/** So little is known that the law is mostly its prior. */
export function isNew(law: AnswerLaw): boolean {
  return law.dials < PRIOR_DIALS + NEW_DIALS;
}

/** The law made ready for questions; a pure function of it. */
export interface AnswerCurve {
  /** P(a fresh call claims an agent), on the cautious side. */
  readonly chance: number;
  /** P(a fresh call claims an agent), as seen. */
  readonly mean: number;
  /** The highest it has been of late, over some hundred dials. */
  readonly peak: number;
  readonly detectionMs: DurationMs;
  /** By cause: share of its calls over before each half-second. */
  readonly before: Readonly<Record<RingCause, Float64Array>>;
  /** P(still rings at that age). */
  readonly rings: Float64Array;
  /** P(claims an agent within horizon k | still rings at this half-second): rows of horizons. */
  readonly claims: Float64Array;
  /** Its first row: of a line dialed now. */
  readonly fresh: Float64Array;
  /** P(a person | picked up in this half-second). */
  readonly person: Float64Array;
}

export function answerCurve(law: AnswerLaw): AnswerCurve {
  law.curve ??= makeCurve(law);
  return law.curve;
}

function makeCurve(law: AnswerLaw): AnswerCurve {
  const { share: mean, dials } = levelOf(law, 'person');
  const deviation = Math.sqrt(Math.max(0, mean * (1 - mean)) / (dials + 1));
  const unknown = Math.min(1, PRIOR_DIALS / dials);
  const caution = CAUTION_DEVIATIONS + unknown * (PRIOR_CAUTION_DEVIATIONS - CAUTION_DEVIATIONS);
  const chance = Math.min(1, mean + caution * deviation);
  const before = {
    person: cumulative(law.causes.person.ages),
    machine: cumulative(law.causes.machine.ages),
    failed: cumulative(law.causes.failed.ages),
  };
  const machine = Math.min(1 - chance, levelOf(law, 'machine').share);
  const failed = Math.min(1 - chance - machine, levelOf(law, 'failed').share);
  const rings = new Float64Array(BINS + 1);
  for (let bin = 0; bin <= BINS; bin++) {
    const [person, other, lost] = [before.person[bin] ?? 1, before.machine[bin] ?? 1, before.failed[bin] ?? 1];
    rings[bin] = 1 - chance * person - machine * other - failed * lost;
  }
  const curve = { chance, mean, peak: Math.max(mean, law.peak), detectionMs: law.detectionMs, before, rings };
  const claims = claimsTable(curve);
  return { ...curve, claims, fresh: claims.subarray(0, HORIZONS), person: posterior(law) };
}

function cumulative(ages: Float64Array): Float64Array {
  const before = new Float64Array(BINS + 1);
  for (let bin = 0; bin < BINS; bin++) before[bin + 1] = (before[bin] ?? 0) + (ages[bin] ?? 0);
  const total = before[BINS] ?? 0;
  if (total > 0) for (let bin = 0; bin <= BINS; bin++) before[bin] = (before[bin] ?? 0) / total;
  return before;
}

/** A person is only known to be one after the detection: who claims by horizon k picks up so much earlier. */
function claimsTable(curve: Pick<AnswerCurve, 'chance' | 'detectionMs' | 'before' | 'rings'>): Float64Array {
  const table = new Float64Array(BINS * HORIZONS);
  for (let bin = 0; bin < BINS; bin++) {
    const ageMs = bin * BIN_MS;
    const rings = curve.rings[bin] ?? 0;
    const passed = curve.before.person[bin] ?? 1;
    if (rings <= 1e-9) continue;
    for (let k = 0; k < HORIZONS; k++) {
      const by = at(curve.before.person, ageMs + Math.max(0, horizonMs(k) - curve.detectionMs));
      table[bin * HORIZONS + k] = Math.min(1, Math.max(0, (curve.chance * (by - passed)) / rings));
    }
  }
  return table;
}

/** Each age with those around it, by a triangle. */
function posterior(law: AnswerLaw): Float64Array {
  const { person, machine } = law.causes;
  const persons = levelOf(law, 'person').share / sum(person.ages);
  const machines = levelOf(law, 'machine').share / sum(machine.ages);
  const result = new Float64Array(BINS);
  for (let bin = 0; bin < BINS; bin++) {
    let [isPerson, isMachine] = [1e-9, 0];
    for (let off = -SMOOTHING_BINS; off <= SMOOTHING_BINS; off++) {
      const weight = SMOOTHING_BINS + 1 - Math.abs(off);
      isPerson += weight * persons * (person.ages[bin + off] ?? 0);
      isMachine += weight * machines * (machine.ages[bin + off] ?? 0);
    }
    result[bin] = isPerson / (isPerson + isMachine);
  }
  return result;
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** P(claims an agent within horizon k | has rung for `ageMs`). */
export function claimWithin(curve: AnswerCurve, ageMs: DurationMs, k: number): number {
  return curve.claims[binOf(ageMs) * HORIZONS + k] ?? 0;
}

/** P(a person | picked up at this age), before anything more is known. */
export function personGivenAnswer(curve: AnswerCurve, ageMs: DurationMs): number {
  return curve.person[binOf(ageMs)] ?? 1;
}

/** How long a fresh call keeps its line ringing on average under this ring limit, ms. */
export function meanRingMs(curve: AnswerCurve, ringLimitMs: DurationMs): DurationMs {
  let sumMs = 0;
  for (let bin = 0; bin < BINS && bin * BIN_MS < ringLimitMs; bin++) sumMs += (curve.rings[bin] ?? 0) * BIN_MS;
  return sumMs;
}

function binOf(ageMs: DurationMs): number {
  return Math.min(BINS - 1, Math.max(0, Math.floor(ageMs / BIN_MS)));
}

function at(before: Float64Array, ms: DurationMs): number {
  const bins = Math.min(BINS, Math.max(0, ms / BIN_MS));
  const bin = Math.floor(bins);
  const from = before[bin] ?? 1;
  return from + ((before[bin + 1] ?? from) - from) * (bins - bin);
}
