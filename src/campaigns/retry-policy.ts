import { type DayNumber, findZone, weekday, type Zone } from '../compliance/index.ts';
import type { AgentId, ContactId } from '../kernel/id.ts';
import { invariant } from '../kernel/invariant.ts';
import { DAY_MS, type DurationMs, HOUR_MS, MINUTE_MS, type UtcMs } from '../kernel/time.ts';
import { MAX_CALLBACKS } from './callback/callback.ts';
import type { Candidate, ContactState, NumberId } from './contact.ts';
import { type DispositionCode, dispositions, type Outcome } from './disposition.ts';

export interface RetryPolicy {
  /** Parts of the donor's day, [start, end) in ms of the local day: the next attempt falls in another one. */
  readonly dayParts: readonly (readonly [number, number])[];
  /** 0 for Sunday to 6 for Saturday. */
  readonly workdays: readonly number[];
  /** R1: no answer, machine, third party. */
  readonly noAnswer: { readonly leastMs: DurationMs; readonly maxAttempts: number };
  /** R2: busy; after so many on one day as R1. */
  readonly busy: { readonly delayMs: DurationMs; readonly retriesADay: number };
  /** R3: network and technical failures, which do not count as attempts on the donor. */
  readonly technical: {
    readonly delayMs: DurationMs;
    readonly quickRetries: number;
    readonly laterMs: DurationMs;
    readonly retries: number;
  };
  /** R4: rejected by the person called. */
  readonly rejected: { readonly delayMs: DurationMs; readonly retries: number };
  /** R5: not a good time, hung up early. */
  readonly badMoment: { readonly delayMs: DurationMs; readonly retries: number };
  /** One retry at most: a second abandoned call within 30 days ends the contact. */
  readonly abandoned: { readonly restMs: DurationMs; readonly retries: 0 | 1 };
}

/** Product defaults; the gate's laws and courtesy caps hold on top of them. */
export const defaultRetryPolicy: RetryPolicy = {
  dayParts: [
    [10 * HOUR_MS, 12 * HOUR_MS],
    [14 * HOUR_MS, 17 * HOUR_MS],
    [17 * HOUR_MS, 20 * HOUR_MS],
  ],
  workdays: [1, 2, 3, 4, 5],
  noAnswer: { leastMs: 20 * HOUR_MS, maxAttempts: 6 },
  busy: { delayMs: 15 * MINUTE_MS, retriesADay: 2 },
  technical: { delayMs: 10 * MINUTE_MS, quickRetries: 2, laterMs: DAY_MS, retries: 4 },
  rejected: { delayMs: 3 * DAY_MS, retries: 2 },
  badMoment: { delayMs: 2 * DAY_MS, retries: 1 },
  abandoned: { restMs: 72 * HOUR_MS, retries: 1 },
};

/** A donor whose zone nobody knows is taken to live where most do; the gate refuses the call anyway. */
const FALLBACK_ZONE = 'Europe/Paris';
/** An abandoned call is remembered this long, as the rule packs do. */
const ABANDONED_MEMORY_MS = 30 * DAY_MS;
/** Days looked ahead for a part of the day; more than any run of days off the policy can hold. */
const DAYS_AHEAD = 14;

export interface AttemptResult {
  readonly outcome: Outcome;
  readonly disposition: DispositionCode | undefined;
  readonly candidate: Candidate;
  readonly numberId: NumberId;
  /** False when the originate never left. */
  readonly placed: boolean;
  readonly at: UtcMs;
  readonly callbackAt?: UtcMs | undefined;
  readonly agentId?: AgentId | undefined;
  readonly policy?: RetryPolicy;
}

/** What comes of the contact: the data of the event `contact.rescheduled`. */
export interface Reschedule {
  readonly contactId: ContactId;
  readonly state: ContactState;
  readonly dueAt: UtcMs | null;
  readonly agentRequired: boolean;
  readonly ownerId: AgentId | null;
  readonly deadNumberId: NumberId | null;
  readonly attempts: number;
  readonly technicalFailures: number;
  readonly busyToday: number;
  readonly softRefusals: number;
  /** Callbacks promised so far, where this is one more. */
  readonly callbacks?: number;
  readonly reason: string;
}

/** After each attempt: when, how and whether this contact is dialed again. */
export function afterAttempt(result: AttemptResult): Reschedule {
  const { outcome, disposition } = result;
  if (outcome === 'cancelled' && !result.placed) return notPlaced(result);
  if (outcome === 'unknown') return held(result, 'unknown-outcome');
  if (outcome === 'cancelled') return noAnswer(result, 'cancelled-while-ringing');
  if (disposition === undefined) return held(result, 'no-result');
  switch (dispositions[disposition].effect) {
    case 'R1':
      return noAnswer(result, disposition);
    case 'R2':
      return busy(result);
    case 'R3':
      return technical(result);
    case 'R4':
      return rejected(result);
    case 'R5':
      return badMoment(result, disposition);
    case 'abandoned':
      return abandoned(result);
    case 'number-dead':
      return numberDead(result, disposition);
    case 'callback':
      return callback(result, disposition);
    case 'callback-or-R1':
      return result.callbackAt === undefined ? noAnswer(result, disposition) : callback(result, disposition);
    case 'close':
      return ended(result, 'closed', disposition);
    case 'suppress':
      return ended(result, 'suppressed', disposition);
    case 'hold':
      return held(result, disposition);
  }
}

/** The contact as it was, with one more attempt on the donor. */
function attempted(result: AttemptResult): Omit<Reschedule, 'state' | 'dueAt' | 'reason'> {
  const { candidate } = result;
  return {
    ...counts(candidate),
    contactId: candidate.contactId,
    attempts: candidate.attempts + 1,
    // A donor who was met by silence is dialed only with an agent held for the call.
    agentRequired: abandonedLately(result),
    ownerId: null,
    deadNumberId: null,
  };
}

function counts(candidate: Candidate): Pick<Reschedule, 'technicalFailures' | 'busyToday' | 'softRefusals'> {
  const { technicalFailures, busyToday, softRefusals = 0 } = candidate;
  return { technicalFailures, busyToday, softRefusals };
}

/** Nobody was called: the contact stays what it was. */
function notPlaced(result: AttemptResult): Reschedule {
  const { candidate } = result;
  return {
    ...attempted(result),
    attempts: candidate.attempts,
    state: candidate.ownerId === undefined ? 'ready' : 'callback',
    dueAt: candidate.dueAt,
    agentRequired: candidate.agentRequired,
    ownerId: candidate.ownerId ?? null,
    reason: 'not-placed',
  };
}

function held(result: AttemptResult, reason: string): Reschedule {
  return { ...attempted(result), state: 'held', dueAt: null, reason: `held:${reason}` };
}

function ended(result: AttemptResult, state: 'closed' | 'suppressed', reason: string): Reschedule {
  return { ...attempted(result), state, dueAt: null, reason: `${state}:${reason}` };
}

function again(result: AttemptResult, dueAt: UtcMs, reason: string): Reschedule {
  const next = attempted(result);
  const { maxAttempts } = policyOf(result).noAnswer;
  if (next.attempts >= maxAttempts) return ended(result, 'closed', 'attempts-exhausted');
  return { ...next, state: 'ready', dueAt, reason };
}

function noAnswer(result: AttemptResult, why: string): Reschedule {
  return again(result, nextDayPart(result, policyOf(result).noAnswer.leastMs), `R1:${why}`);
}

function busy(result: AttemptResult): Reschedule {
  const { delayMs, retriesADay } = policyOf(result).busy;
  const busyToday = (calledToday(result) ? result.candidate.busyToday : 0) + 1;
  const soon = busyToday <= retriesADay;
  const dueAt = soon ? result.at + delayMs : nextDayPart(result, policyOf(result).noAnswer.leastMs);
  return { ...again(result, dueAt, soon ? 'R2:OCC' : 'R1:OCC'), busyToday };
}

/** `busyToday` of a candidate is of the day of its last attempt, which may not be today. */
function calledToday(result: AttemptResult): boolean {
  const zone = zoneOf(result);
  const today = zone.localDay(result.at);
  return result.candidate.numbers.some(({ history }) => history.attemptedAt.some((at) => zone.localDay(at) === today));
}

function technical(result: AttemptResult): Reschedule {
  const { delayMs, quickRetries, laterMs, retries } = policyOf(result).technical;
  const { candidate } = result;
  const technicalFailures = candidate.technicalFailures + 1;
  const base = { ...attempted(result), attempts: candidate.attempts, technicalFailures };
  if (technicalFailures > retries)
    return { ...base, state: 'closed', dueAt: null, reason: 'closed:technical-failures' };
  const dueAt = result.at + (technicalFailures <= quickRetries ? delayMs : laterMs);
  return { ...base, state: 'ready', dueAt, agentRequired: candidate.agentRequired, reason: 'R3' };
}

function rejected(result: AttemptResult): Reschedule {
  const { delayMs, retries } = policyOf(result).rejected;
  return softRefusal(result, retries, nextDayPart(result, delayMs), 'R4:INT');
}

function badMoment(result: AttemptResult, why: string): Reschedule {
  const { delayMs, retries } = policyOf(result).badMoment;
  return softRefusal(result, retries, result.at + delayMs, `R5:${why}`);
}

/** Rejected calls and early hang-ups are counted together: each is a sign that the call is not wanted. */
function softRefusal(result: AttemptResult, retries: number, dueAt: UtcMs, reason: string): Reschedule {
  const softRefusals = (result.candidate.softRefusals ?? 0) + 1;
  const next = softRefusals > retries ? ended(result, 'closed', reason) : again(result, dueAt, reason);
  return { ...next, softRefusals };
}

function abandoned(result: AttemptResult): Reschedule {
  const { restMs, retries } = policyOf(result).abandoned;
  if (retries < 1 || abandonedLately(result)) return ended(result, 'closed', 'abandoned-again');
  return { ...again(result, result.at + restMs, 'ABD'), agentRequired: true };
}

function numberDead(result: AttemptResult, why: string): Reschedule {
  const { candidate, numberId, at } = result;
  const left = candidate.numbers.some((number) => number.numberId !== numberId);
  return {
    ...attempted(result),
    attempts: candidate.attempts,
    state: left ? 'ready' : 'closed',
    dueAt: left ? at : null,
    agentRequired: left && candidate.agentRequired,
    deadNumberId: numberId,
    reason: left ? `next-number:${why}` : `closed:no-number-left:${why}`,
  };
}

function abandonedLately({ candidate, at }: AttemptResult): boolean {
  return candidate.numbers.some(({ history }) => (history.lastAbandonedAt ?? -Infinity) > at - ABANDONED_MEMORY_MS);
}

/** A promise: dialed with its owner, or after his or her window with another agent, never as a bet. */
function callback(result: AttemptResult, why: string): Reschedule {
  const { at, agentId } = result;
  const callbacks = (result.candidate.callbacks ?? 0) + 1;
  if (callbacks > MAX_CALLBACKS) return ended(result, 'closed', 'callbacks-exhausted');
  const dueAt = Math.max(at, result.callbackAt ?? at + policyOf(result).badMoment.delayMs);
  return {
    ...attempted(result),
    state: 'callback',
    dueAt,
    agentRequired: true,
    ownerId: agentId ?? null,
    callbacks,
    reason: `callback:${why}`,
  };
}

/** The first instant at least `leastMs` away that falls in another part of the donor's day, on a working day. */
function nextDayPart(result: AttemptResult, leastMs: DurationMs): UtcMs {
  const { dayParts, workdays } = policyOf(result);
  const zone = zoneOf(result);
  const now = ofDay(zone, result.at);
  const avoid = dayParts.length > 1 ? dayParts.findIndex(([start, end]) => now.ms >= start && now.ms < end) : -1;
  const earliest = ofDay(zone, result.at + leastMs);
  for (let day = earliest.day; day <= earliest.day + DAYS_AHEAD; day++) {
    if (!workdays.includes(weekday(day))) continue;
    const from = day === earliest.day ? earliest.ms : 0;
    const part = dayParts.find(([, end], index) => index !== avoid && from < end);
    if (part !== undefined) return instantOf(zone, day, Math.max(part[0], from));
  }
  return result.at + leastMs;
}

function ofDay(zone: Zone, at: UtcMs): { readonly day: DayNumber; readonly ms: number } {
  const local = at + zone.segmentAt(at).offsetMs;
  const day = Math.floor(local / DAY_MS);
  return { day, ms: local - day * DAY_MS };
}

/** The instant of a wall clock; clocks change at night, outside the parts of the day. */
function instantOf(zone: Zone, day: DayNumber, ms: number): UtcMs {
  const wall = day * DAY_MS + ms;
  const near = wall - zone.segmentAt(wall).offsetMs;
  return wall - zone.segmentAt(near).offsetMs;
}

function zoneOf({ candidate, numberId }: AttemptResult): Zone {
  const number = candidate.numbers.find((each) => each.numberId === numberId) ?? candidate.numbers[0];
  const zone = findZone(number.zones[0] ?? FALLBACK_ZONE) ?? findZone(FALLBACK_ZONE);
  invariant(zone !== undefined, `the runtime knows the zone ${FALLBACK_ZONE}`);
  return zone;
}

function policyOf(result: AttemptResult): RetryPolicy {
  return result.policy ?? defaultRetryPolicy;
}
