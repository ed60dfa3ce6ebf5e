import type { CampaignId } from '../../kernel/id.ts';
import { type DurationMs, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingDelta } from '../pacing-port.ts';
import { book, unbookAnswer } from './abandonment-account.ts';
import { learnAnswer } from './answer-law.ts';
import { learnDuration } from './duration-law.ts';
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

/** Tables of time-to-free are rebuilt at most this often, at instants fixed by the deltas alone. */
const TABLE_AGE_MS = MINUTE_MS;
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
  if (left !== undefined) refreshTable(model, left, delta.at);
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
  if (at - campaign.freeBuiltAt < TABLE_AGE_MS) return;
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
  // A second leg of the same attempt, on another gateway, rings anew.
  model.calls.delete(delta.callId);
  model.calls.set(delta.callId, {
    campaignId: delta.campaignId,
    reserved: delta.reserved,
    placedAt: delta.at,
    answeredAt: undefined,
    bridged: false,
    bookedIn: undefined,
  });
  campaignOf(model, delta.campaignId);
  dropOldest(model.calls, MAX_CALLS);
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
  claim(model, call, delta.at);
  call.bridged = true;
}

/** The call needed an agent: booked as answered by a person, until an agent says it was a machine. */
function claim(model: PacingModel, call: PacedCall, at: UtcMs): void {
  if (call.bookedIn !== undefined) return;
  const campaign = campaignOf(model, call.campaignId);
  learnAnswer(campaign.answers, 'claim', (call.answeredAt ?? at) - call.placedAt);
  call.bookedIn = book(campaign.account, at, 1, 0);
}

function onEnded(model: PacingModel, delta: DeltaOf<'ended'>): void {
  const call = model.calls.get(delta.callId);
  if (call === undefined) return;
  model.calls.delete(delta.callId);
  const campaign = campaignOf(model, call.campaignId);
  switch (delta.as) {
    case 'person':
      claim(model, call, delta.at);
      return;
    case 'abandoned':
      claim(model, call, delta.at);
      book(campaign.account, delta.at, 0, 1);
      return;
    case 'machine':
      if (call.bookedIn !== undefined) unbookAnswer(campaign.account, call.bookedIn);
      else learnAnswer(campaign.answers, 'filtered', (call.answeredAt ?? delta.at) - call.placedAt);
      return;
    case 'no-answer':
    case 'busy':
    case 'failed':
      if (call.bookedIn === undefined)
        learnAnswer(campaign.answers, 'none', (call.answeredAt ?? delta.at) - call.placedAt);
      return;
    case 'cancelled':
      // Cut off by us, or its end never known: tells nothing of how it would have gone on.
      return;
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
