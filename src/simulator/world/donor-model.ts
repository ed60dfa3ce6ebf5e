import type { Random } from '../../kernel/random.ts';
import { type DurationMs, HOUR_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { Callee, Conduct, Signalling } from './callee.ts';
import { drawExponential, drawLength, drawNormal, drawWeighted, type LengthLaw } from './draw.ts';
import { type Refusal, refusals } from './refusal.ts';
import { drawTalk, type TalkLaw } from './talk-model.ts';

/** How donors behave, as data. Shares of `outcome` add up to 1. */
export interface DonorLaw {
  readonly outcome: {
    readonly person: number;
    readonly machine: number;
    readonly failure: number;
    readonly 'no-answer': number;
  };
  /** What the failures are, by weight. */
  readonly failures: Readonly<Record<Refusal, number>>;
  /** From the INVITE to the first ringing tone. */
  readonly progress: LengthLaw;
  /** From the INVITE until a person picks up: lognormal, never later than `cutMs`. */
  readonly personAnswers: LengthLaw & { readonly cutMs: DurationMs };
  readonly machineAnswers: { readonly meanMs: DurationMs; readonly sdMs: DurationMs };
  readonly failureMs: DurationMs;
  readonly talk: TalkLaw;
  /** A person who is met by silence hangs up after this: mean of an exponential, and the least. */
  readonly patience: { readonly meanMs: DurationMs; readonly leastMs: DurationMs };
  /** A person who hears a recorded message: share that hears it out, mean of the others, share that presses the objection key. */
  readonly message: {
    readonly hearsOut: number;
    readonly meanMs: DurationMs;
    readonly pressesKey: number;
    readonly key: string;
  };
  /** A machine records for this long before it hangs up. */
  readonly machineRecordsMs: DurationMs;
  /** Share of calls whose ringing is sent as sound (183) instead of 180. */
  readonly earlyMedia: number;
  /** Factor on the share of persons, by local hour of the day; missing: the same all day. */
  readonly byHour?: readonly number[];
  /** The share of persons goes up and down by `amplitude` with this period. */
  readonly wave?: { readonly amplitude: number; readonly periodMs: DurationMs };
  /** Local time minus UTC, for `byHour`. */
  readonly utcOffsetMs: DurationMs;
}

/** A call to a donor. Every draw is made, in the same order, whatever comes of it, so that laws can be compared call by call. */
export function drawDonor(random: Random, law: DonorLaw, at: UtcMs): Callee {
  const fate = random.next();
  const progressMs = Math.min(drawLength(random, law.progress), 8 * SECOND_MS);
  const pickUpMs = Math.min(drawLength(random, law.personAnswers), law.personAnswers.cutMs);
  const machineMs = drawNormal(random, law.machineAnswers.meanMs, law.machineAnswers.sdMs, 2 * SECOND_MS);
  const refusal = drawWeighted(random, law.failures);
  const earlyMedia = random.next() < law.earlyMedia;
  const person = personConduct(random, law);
  const what = outcomeAt(law, fate, at);
  if (what === 'person') return { signalling: answers(progressMs, earlyMedia, pickUpMs), conduct: person };
  if (what === 'machine')
    return { signalling: answers(progressMs, earlyMedia, machineMs), conduct: machineConduct(law) };
  if (what === 'no-answer') return { signalling: { kind: 'rings', progressMs }, conduct: person };
  return { signalling: refuses(law, refusal), conduct: person };
}

function answers(progressMs: DurationMs, earlyMedia: boolean, answerMs: DurationMs): Signalling {
  return { kind: 'answers', progressMs: Math.min(progressMs, answerMs), earlyMedia, answerMs };
}

function refuses(law: DonorLaw, refusal: Refusal): Signalling {
  const { sipStatus, cause } = refusals[refusal];
  // A phone that is busy or refuses has rung, or not; a number that does not exist never rings.
  const rings = refusal === 'rejected' || refusal === 'no-answer';
  const afterMs = rings ? law.failureMs + 4 * SECOND_MS : law.failureMs;
  return {
    kind: 'refuses',
    progressMs: rings ? SECOND_MS : undefined,
    earlyMedia: false,
    afterMs,
    sipStatus,
    cause,
    local: false,
  };
}

function personConduct(random: Random, law: DonorLaw): Conduct {
  const talk = drawTalk(random, law.talk);
  const patienceMs = law.patience.leastMs + drawExponential(random, law.patience.meanMs - law.patience.leastMs);
  const hearsOut = random.next() < law.message.hearsOut;
  const listensMs = hearsOut ? Number.POSITIVE_INFINITY : 500 + drawExponential(random, law.message.meanMs);
  const presses = random.next() < law.message.pressesKey;
  const afterMs = 2 * SECOND_MS + random.int(0, 4 * SECOND_MS);
  const key = presses ? { digit: law.message.key, afterMs } : undefined;
  return {
    party: 'person',
    patienceMs,
    talk,
    listensMs,
    key,
    leavesAfterMs: Number.POSITIVE_INFINITY,
    leavesSilently: false,
  };
}

/** A machine talks and records to its end, whoever is there. */
function machineConduct(law: DonorLaw): Conduct {
  const lengthMs = law.machineRecordsMs;
  return {
    party: 'machine',
    patienceMs: lengthMs,
    talk: { lengthMs, endedBy: 'donor', lingerMs: 0 },
    listensMs: lengthMs,
    key: undefined,
    leavesAfterMs: lengthMs,
    leavesSilently: false,
  };
}

function outcomeAt(law: DonorLaw, fate: number, at: UtcMs): keyof DonorLaw['outcome'] {
  const { outcome } = law;
  const person = Math.min(
    Math.max(outcome.person * hourFactor(law, at) + wave(law, at), 0),
    1 - outcome.machine - outcome.failure,
  );
  if (fate < person) return 'person';
  if (fate < person + outcome.machine) return 'machine';
  return fate < person + outcome.machine + outcome.failure ? 'failure' : 'no-answer';
}

function hourFactor(law: DonorLaw, at: UtcMs): number {
  if (law.byHour === undefined) return 1;
  const hour = Math.floor((at + law.utcOffsetMs) / HOUR_MS) % 24;
  return law.byHour[hour] ?? 1;
}

function wave(law: DonorLaw, at: UtcMs): number {
  return law.wave === undefined ? 0 : law.wave.amplitude * Math.sin((2 * Math.PI * at) / law.wave.periodMs);
}
