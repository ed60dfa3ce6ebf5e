import type { CampaignId } from '../../kernel/id.ts';
import { type DurationMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingDelta } from '../pacing-port.ts';
import { book, unbookAnswer } from './abandonment-account.ts';
import { learnAnswer, type RingOutcome } from './answer-law.ts';
import { endsLearned, learnDuration } from './duration-law.ts';
import { freeTable } from './free-table.ts';
import {
  type CampaignModel,
  campaignModel,
  MAX_AGENTS,
  MAX_CALLS,
  MAX_CAMPAIGNS,
  type PacedAgent,
  type PacedCall,
  type PacingModel,
} from './state.ts';

/** Tables of time-to-free are rebuilt at most this often, at instants fixed by the deltas alone; oftener while new. */
const TABLE_AGE_MS = MINUTE_MS;
const NEW_TABLE_AGE_MS = 10 * SECOND_MS;
const NEW_TALKS = 200;
/** A call that rings for longer has lost its end: the calls after it are learned from without it. */
const LOST_MS = 65 * SECOND_MS;
/** How fast the habit of pausing after a call is forgotten, in wrap-ups. */
const PAUSE_MEMORY = 200;

type DeltaOf<T extends PacingDelta['type']> = Extract<PacingDelta, { type: T }>;

/**
 * Learns one fact. A fact about a call that was never told to be placed (the log's window begins after it) is
 * passed over; the same deltas in the same order always lead to the same model.
 */
export function applyDelta(model: PacingModel, delta: PacingDelta): void {
  switch (delta.type) {
    case 'agent':
      onAgent(model, delta);
      break;
    case 'placed':
      onPlaced(model, delta);
      break;
    case 'ringing':
      return;
    case 'answered':
      onAnswered(model, delta);
      break;
    case 'bridged':
      onBridged(model, delta);
      break;
    case 'ended':
      onEnded(model, delta);
  }
}

function onAgent(model: PacingModel, delta: DeltaOf<'agent'>): void {
  const before = model.agents.get(delta.agentId);
  const changed = before?.state !== delta.state;
  const left = before !== undefined && changed ? leaveState(model, before, delta) : undefined;
  if (delta.state === 'offline') model.agents.delete(delta.agentId);
  else enterState(model, { ...delta, state: delta.state }, before, changed);
  const campaignId = left ?? delta.campaignIds[0];
  if (campaignId !== undefined) refreshTable(model, campaignId, delta.at);
}

type Agent = PacedAgent;
type Present = DeltaOf<'agent'> & { readonly state: Agent['state'] };

function enterState(model: PacingModel, delta: Present, before: Agent | undefined, changed: boolean): void {
  const keepsCampaign = delta.state === 'wrap-up' || (delta.state === 'talking' && !changed);
  model.agents.set(delta.agentId, {
    state: delta.state,
    since: before === undefined || changed ? delta.at : before.since,
    campaignIds: delta.campaignIds,
    lastCall: delta.lastCall,
    campaignId: keepsCampaign ? before?.campaignId : undefined,
  });
  dropOldest(model.agents, MAX_AGENTS);
}

/** The agent's state is over: its length is an observation; cut off by a lost line, it is a censored one. Returns whose. */
function leaveState(model: PacingModel, agent: Agent, delta: DeltaOf<'agent'>): CampaignId | undefined {
  if (agent.state !== 'talking' && agent.state !== 'wrap-up') return undefined;
  const ended = delta.state !== 'offline';
  if (agent.state === 'wrap-up') {
    const keep = 1 - 1 / PAUSE_MEMORY;
    model.stayed = model.stayed * keep + (delta.state === 'paused' || !ended ? 0 : 1);
    model.wrapUps = model.wrapUps * keep + 1;
  }
  const campaignId = agent.campaignId ?? agent.campaignIds[0];
  if (campaignId === undefined) return undefined;
  const campaign = campaignOf(model, campaignId);
  learnDuration(agent.state === 'talking' ? campaign.talk : campaign.wrap, delta.at - agent.since, ended, delta.at);
  return campaignId;
}

function refreshTable(model: PacingModel, campaignId: CampaignId, at: UtcMs): void {
  const campaign = campaignOf(model, campaignId);
  const dueMs = endsLearned(campaign.talk) < NEW_TALKS ? NEW_TABLE_AGE_MS : TABLE_AGE_MS;
  if (at - campaign.freeBuiltAt < dueMs) return;
  const talkingMs: DurationMs[] = [];
  const wrappingMs: DurationMs[] = [];
  for (const agent of model.agents.values()) {
    if ((agent.campaignId ?? agent.campaignIds[0]) !== campaignId) continue;
    if (agent.state === 'talking') talkingMs.push(at - agent.since);
    if (agent.state === 'wrap-up') wrappingMs.push(at - agent.since);
  }
  campaign.free = freeTable(campaign.talk, campaign.wrap, talkingMs, wrappingMs);
  campaign.freeBuiltAt = at;
}

function onPlaced(model: PacingModel, delta: DeltaOf<'placed'>): void {
  const campaign = campaignOf(model, delta.campaignId);
  // A second leg of the same attempt, on another gateway, rings anew.
  model.calls.delete(delta.callId);
  campaign.unlearned.delete(delta.callId);
  const call: PacedCall = {
    campaignId: delta.campaignId,
    reserved: delta.reserved,
    placedAt: delta.at,
    answeredAt: undefined,
    bridged: false,
    ring: undefined,
    bookedIn: undefined,
  };
  model.calls.set(delta.callId, call);
  campaign.unlearned.set(delta.callId, call);
  dropOldest(model.calls, MAX_CALLS);
  dropOldest(campaign.unlearned, MAX_CALLS);
}

function onAnswered(model: PacingModel, delta: DeltaOf<'answered'>): void {
  const call = model.calls.get(delta.callId);
  if (call !== undefined) call.answeredAt ??= delta.at;
}

function onBridged(model: PacingModel, delta: DeltaOf<'bridged'>): void {
  const call = model.calls.get(delta.callId);
  if (call === undefined) return;
  const agent = model.agents.get(delta.agentId);
  if (agent !== undefined) agent.campaignId = call.campaignId;
  call.bridged = true;
  claim(model, call, delta.at);
}

/** The call needed an agent: booked as answered by a person, until an agent says it was a machine. */
function claim(model: PacingModel, call: PacedCall, at: UtcMs): void {
  call.bookedIn ??= book(campaignOf(model, call.campaignId).account, at, 1, 0);
  stopRinging(model, call, 'claim', at);
}

function onEnded(model: PacingModel, delta: DeltaOf<'ended'>): void {
  const call = model.calls.get(delta.callId);
  if (call === undefined) return;
  model.calls.delete(delta.callId);
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
      if (call.bookedIn !== undefined) unbookAnswer(account, call.bookedIn);
      stopRinging(model, call, 'filtered', delta.at);
      break;
    case 'no-answer':
    case 'busy':
    case 'failed':
      stopRinging(model, call, 'none', delta.at);
      break;
    case 'cancelled':
      stopRinging(model, call, 'untold', delta.at);
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

function campaignOf(model: PacingModel, campaignId: CampaignId): CampaignModel {
  const known = model.campaigns.get(campaignId);
  if (known !== undefined) return known;
  const fresh = campaignModel();
  model.campaigns.set(campaignId, fresh);
  dropOldest(model.campaigns, MAX_CAMPAIGNS);
  return fresh;
}

function dropOldest<K>(map: Map<K, unknown>, maximum: number): void {
  if (map.size <= maximum) return;
  for (const key of map.keys()) {
    map.delete(key);
    return;
  }
}
