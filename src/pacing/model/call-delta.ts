import { type DurationMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingDelta } from '../pacing-port.ts';
import { book, noteBet } from './abandonment-account.ts';
import { learnAnswer, learnDetection, type RingOutcome } from './answer-law.ts';
import { type AnswerPace, campaignOf, dropOldest, MAX_CALLS, type PacedCall, type PacingModel } from './state.ts';

type DeltaOf<T extends PacingDelta['type']> = Extract<PacingDelta, { type: T }>;

/** A call that rings for longer has lost its end: the calls after it are learned from without it. */
const LOST_MS: DurationMs = 65 * SECOND_MS;
/** Placings remembered: of so long, and at most so many. */
const PLACINGS_MS: DurationMs = 10 * SECOND_MS;
const MAX_PLACINGS = 1_000;
/** How fast the pace of answers is forgotten; a silence longer than the other (a night, a lunch) is not counted. */
const ANSWER_PACE_MEMORY_MS: DurationMs = 45 * MINUTE_MS;
const LONGEST_SILENCE_MS: DurationMs = 10 * MINUTE_MS;

export function onPlaced(model: PacingModel, delta: DeltaOf<'placed'>): void {
  const campaign = campaignOf(model, delta.campaignId);
  // A second leg of the same attempt, on another gateway, rings anew.
  forget(model, model.calls.get(delta.callId));
  model.calls.delete(delta.callId);
  campaign.unlearned.delete(delta.callId);
  const call: PacedCall = {
    campaignId: delta.campaignId,
    reserved: delta.reserved,
    placedAt: delta.at,
    answeredAt: undefined,
    personAt: undefined,
    bridged: false,
    ring: undefined,
    booked: false,
  };
  model.calls.set(delta.callId, call);
  if (!call.reserved) {
    model.linesOut++;
    if (isBet(model)) noteBet(campaign.account, delta.at);
  }
  keepPlacing(campaign.placedAt, delta.at);
  campaign.unlearned.set(delta.callId, call);
  forget(model, dropOldest(model.calls, MAX_CALLS));
  dropOldest(campaign.unlearned, MAX_CALLS);
}

/** What a rate of lines in a second is held against. */
function keepPlacing(placedAt: UtcMs[], at: UtcMs): void {
  placedAt.push(at);
  while (placedAt.length > MAX_PLACINGS || at - (placedAt[0] ?? at) > PLACINGS_MS) placedAt.shift();
}

/** More lines are out than agents are free. */
function isBet(model: PacingModel): boolean {
  let ready = 0;
  for (const { state } of model.agents.values()) {
    if (state === 'ready' && ++ready >= model.linesOut) return false;
  }
  return true;
}

/** The call is no line out any more. */
function forget(model: PacingModel, call: PacedCall | undefined): void {
  if (call !== undefined && !call.reserved && !call.bridged) model.linesOut--;
}

export function onAnswered(model: PacingModel, delta: DeltaOf<'answered'>): void {
  const call = model.calls.get(delta.callId);
  if (call !== undefined) call.answeredAt ??= delta.at;
}

export function onPerson(model: PacingModel, delta: DeltaOf<'person'>): void {
  const call = model.calls.get(delta.callId);
  if (call === undefined || call.personAt !== undefined) return;
  call.personAt = delta.at;
  call.answeredAt ??= delta.at;
  learnDetection(campaignOf(model, call.campaignId).answers, delta.at - call.answeredAt);
  claim(model, call, delta.at);
}

export function onBridged(model: PacingModel, delta: DeltaOf<'bridged'>): void {
  const call = model.calls.get(delta.callId);
  if (call === undefined) return;
  const agent = model.agents.get(delta.agentId);
  if (agent !== undefined) agent.campaignId = call.campaignId;
  claim(model, call, delta.at);
  forget(model, call);
  call.bridged = true;
}

/** The call needed an agent: booked as answered by a person, until an agent says it was a machine. */
function claim(model: PacingModel, call: PacedCall, at: UtcMs): void {
  if (!call.booked) {
    const { account, pace } = campaignOf(model, call.campaignId);
    book(account, at, 1, 0);
    keepPace(pace, at);
    call.booked = true;
  }
  stopRinging(model, call, 'person', at);
}

function keepPace(pace: AnswerPace, at: UtcMs): void {
  const passedMs = pace.at === undefined ? 0 : Math.min(LONGEST_SILENCE_MS, Math.max(0, at - pace.at));
  const keep = Math.exp(-passedMs / ANSWER_PACE_MEMORY_MS);
  pace.answers = pace.answers * keep + (pace.at === undefined ? 0 : 1);
  pace.ms = pace.ms * keep + passedMs;
  pace.at = at;
}

export function onEnded(model: PacingModel, delta: DeltaOf<'ended'>): void {
  const call = model.calls.get(delta.callId);
  if (call === undefined) return;
  model.calls.delete(delta.callId);
  forget(model, call);
  const { account } = campaignOf(model, call.campaignId);
  switch (delta.as) {
    case 'person':
      claim(model, call, delta.at);
      break;
    case 'abandoned':
      claim(model, call, delta.at);
      book(account, delta.at, 0, 1);
      break;
    case 'machine':
      if (call.booked) book(account, delta.at, -1, 0);
      stopRinging(model, call, 'machine', delta.at);
      break;
    case 'busy':
    case 'failed':
      stopRinging(model, call, 'failed', delta.at);
      break;
    case 'no-answer':
      stopRinging(model, call, 'none', delta.at);
      break;
    case 'cancelled':
      stopRinging(model, call, 'cut', delta.at);
  }
}

function stopRinging(model: PacingModel, call: PacedCall, outcome: RingOutcome, at: UtcMs): void {
  call.ring ??= { outcome, ageMs: (call.answeredAt ?? at) - call.placedAt };
  const campaign = campaignOf(model, call.campaignId);
  for (const [callId, oldest] of campaign.unlearned) {
    if (oldest.ring === undefined && at - oldest.placedAt < LOST_MS) break;
    campaign.unlearned.delete(callId);
    if (oldest.ring !== undefined) learnAnswer(campaign.answers, oldest.ring.outcome, oldest.ring.ageMs);
  }
}
