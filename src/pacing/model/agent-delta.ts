import type { AgentId, CampaignId } from '../../kernel/id.ts';
import { type DurationMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingDelta } from '../pacing-port.ts';
import { endsLearned, learnDuration } from './duration-law.ts';
import { freeTable, nothingRuns, passedHazard } from './free-table.ts';
import {
  type AgentPace,
  type CampaignModel,
  campaignOf,
  dropOldest,
  MAX_AGENTS,
  type PacedAgent,
  type PacingModel,
  stepOf,
} from './state.ts';

type AgentDelta = Extract<PacingDelta, { type: 'agent' }>;
type Present = AgentDelta & { readonly state: PacedAgent['state'] };

/** Tables of time-to-free are rebuilt at most this often, at instants fixed by the deltas alone; oftener while new. */
const TABLE_AGE_MS = MINUTE_MS;
const NEW_TABLE_AGE_MS = 10 * SECOND_MS;
const NEW_TALKS = 200;
/** How fast the habit of pausing after a call is forgotten, in wrap-ups. */
const PAUSE_MEMORY = 200;
/** How fast an agent's own pace is forgotten, in calls. */
const PACE_MEMORY = 100;
/** How fast the occupancy is forgotten, in time of the whole team. */
const OCCUPANCY_MEMORY_MS = 20 * MINUTE_MS;

export function onAgent(model: PacingModel, delta: AgentDelta): void {
  const before = model.agents.get(delta.agentId);
  const changed = before?.state !== delta.state;
  const left = before !== undefined && changed ? leaveState(model, before, delta) : undefined;
  if (before !== undefined && !changed) reachStep(model, before, delta);
  if (delta.state === 'offline') model.agents.delete(delta.agentId);
  else enterState(model, { ...delta, state: delta.state }, before, changed);
  const campaignId = left ?? delta.campaignIds[0];
  if (campaignId !== undefined) refreshTable(model, campaignId, delta.at);
}

function enterState(model: PacingModel, delta: Present, before: PacedAgent | undefined, changed: boolean): void {
  // A call may be bridged before its agent is told to talk, or after: ready, there is none.
  const keepsCampaign = delta.state === 'wrap-up' || delta.state === 'talking';
  const stays = before !== undefined && !changed;
  const step = delta.step === undefined ? (stays ? before.step : '') : delta.step;
  model.agents.set(delta.agentId, {
    agentId: delta.agentId,
    state: delta.state,
    since: stays ? before.since : delta.at,
    campaignIds: delta.campaignIds,
    lastCall: delta.lastCall,
    campaignId: keepsCampaign ? before?.campaignId : undefined,
    step,
    stepSince: stays && step === before.step ? before.stepSince : delta.at,
    setupMs: delta.setupMs ?? before?.setupMs ?? 0,
    leavesAt: delta.leavesAt ?? Number.POSITIVE_INFINITY,
  });
  dropOldest(model.agents, MAX_AGENTS);
}

/** The agent's state is over: its length is an observation; cut off by a lost line, it is a censored one. Returns whose. */
function leaveState(model: PacingModel, agent: PacedAgent, delta: AgentDelta): CampaignId | undefined {
  const working = agent.state === 'talking' || agent.state === 'wrap-up';
  const lengthMs = Math.max(0, delta.at - agent.since);
  if (agent.state !== 'paused') fadeOccupancy(model, lengthMs, working);
  if (!working) return undefined;
  const ended = delta.state !== 'offline';
  if (agent.state === 'wrap-up') {
    const keep = 1 - 1 / PAUSE_MEMORY;
    model.stayed = model.stayed * keep + (delta.state === 'paused' || !ended ? 0 : 1);
    model.wrapUps = model.wrapUps * keep + 1;
  }
  const campaignId = agent.campaignId ?? agent.campaignIds[0];
  if (campaignId === undefined) return undefined;
  const campaign = campaignOf(model, campaignId);
  learnPace(model, campaign, agent, lengthMs, ended);
  const work = agent.state === 'talking' ? campaign.talk : campaign.wrap;
  const end = ended ? 'ended' : 'cut';
  learnDuration(work.whole, lengthMs, end, delta.at);
  learnDuration(stepOf(work, agent.step).law, delta.at - agent.stepSince, end, delta.at);
  return campaignId;
}

/** Another step of the script, in the same talk or wrap-up. */
function reachStep(model: PacingModel, agent: PacedAgent, delta: AgentDelta): void {
  if (agent.state !== 'talking' && agent.state !== 'wrap-up') return;
  if (delta.step === undefined || delta.step === agent.step) return;
  const campaignId = agent.campaignId ?? agent.campaignIds[0];
  if (campaignId === undefined) return;
  const campaign = campaignOf(model, campaignId);
  const work = agent.state === 'talking' ? campaign.talk : campaign.wrap;
  const { law, next } = stepOf(work, agent.step);
  learnDuration(law, delta.at - agent.stepSince, 'moved', delta.at);
  stepOf(work, delta.step);
  const reached = work.steps.has(delta.step) ? delta.step : '';
  next.set(reached, (next.get(reached) ?? 0) + 1);
}

function fadeOccupancy(model: PacingModel, lengthMs: DurationMs, working: boolean): void {
  const keep = Math.exp(-lengthMs / (OCCUPANCY_MEMORY_MS * Math.max(1, model.agents.size)));
  model.busyMs = model.busyMs * keep + (working ? lengthMs : 0);
  model.workMs = model.workMs * keep + lengthMs;
}

function learnPace(
  model: PacingModel,
  campaign: CampaignModel,
  agent: PacedAgent,
  lengthMs: DurationMs,
  ended: boolean,
): void {
  let pace = model.paces.get(agent.agentId);
  if (pace === undefined) {
    pace = { talks: 0, talksExpected: 0, wraps: 0, wrapsExpected: 0 };
    model.paces.set(agent.agentId, pace);
    dropOldest(model.paces, MAX_AGENTS);
  }
  addPace(pace, campaign, agent.state === 'talking', lengthMs, ended);
}

function addPace(
  pace: AgentPace,
  { free }: CampaignModel,
  talking: boolean,
  lengthMs: DurationMs,
  ended: boolean,
): void {
  const keep = 1 - 1 / PACE_MEMORY;
  if (talking) {
    pace.talks = pace.talks * keep + Number(ended);
    pace.talksExpected = pace.talksExpected * keep + passedHazard(free.talkHazard, lengthMs);
  } else {
    pace.wraps = pace.wraps * keep + Number(ended);
    pace.wrapsExpected = pace.wrapsExpected * keep + passedHazard(free.wrapHazard, lengthMs);
  }
}

function refreshTable(model: PacingModel, campaignId: CampaignId, at: UtcMs): void {
  const campaign = campaignOf(model, campaignId);
  const dueMs = endsLearned(campaign.talk.whole) < NEW_TALKS ? NEW_TABLE_AGE_MS : TABLE_AGE_MS;
  if (at - campaign.freeBuiltAt < dueMs) return;
  const [talking, wrapping] = [nothingRuns(), nothingRuns()];
  for (const agent of model.agents.values()) {
    if (agent.state !== 'talking' && agent.state !== 'wrap-up') continue;
    if ((agent.campaignId ?? agent.campaignIds[0]) !== campaignId) continue;
    const { wholeMs, stepsMs } = agent.state === 'talking' ? talking : wrapping;
    wholeMs.push(at - agent.since);
    const ages = stepsMs.get(agent.step) ?? [];
    ages.push(at - agent.stepSince);
    stepsMs.set(agent.step, ages);
  }
  campaign.free = freeTable(campaign.talk, campaign.wrap, talking, wrapping);
  campaign.freeBuiltAt = at;
}

/** Calls with which the campaign's law weighs against the agent's own. */
const PACE_PRIOR = 20;

/** How much faster than the campaign's law this agent finishes: a factor on the hazard, shrunken to 1 (gamma). */
export function paceOf(model: PacingModel, agentId: AgentId, talking: boolean): number {
  const pace = model.paces.get(agentId);
  if (pace === undefined) return 1;
  return talking
    ? (pace.talks + PACE_PRIOR) / (pace.talksExpected + PACE_PRIOR)
    : (pace.wraps + PACE_PRIOR) / (pace.wrapsExpected + PACE_PRIOR);
}
