import type { CampaignId } from '../../kernel/id.ts';
import { type PacingCampaignSettings, type PacingGroupId, type PacingPresent, recheck } from '../../pacing/index.ts';
import type { FloorInput } from '../input.ts';
import { isFree } from './agent.ts';
import { paceWithin } from './campaign-pacing.ts';
import { cancelRings } from './cancel-rings.ts';
import { record } from './emit.ts';
import { PACING_SPACING_MS, TURN_MS } from './limits.ts';
import { serves } from './matching.ts';
import { rebuild } from './pacing-groups.ts';
import type { CampaignFloor, FloorState, PacingGroup } from './state.ts';
import { callingDay, termsOfCampaign } from './terms.ts';

/** The log has been read: the next question carries what has happened since. */
export function onPacingRebuilt(state: FloorState, groupId: PacingGroupId): void {
  const group = state.groups.get(groupId);
  if (group !== undefined) group.rebuilding = false;
}

/** Asks for a decision when something has changed, at most so often, and at least every second while anyone could talk. */
export function askPacing(state: FloorState): void {
  for (const group of state.groups.values()) {
    if (group.askedAt !== undefined || group.rebuilding) continue;
    const waitedMs = state.now - group.lastAskAt;
    if (waitedMs < PACING_SPACING_MS || (!group.changed && waitedMs < TURN_MS)) continue;
    const campaigns = predictive(state, group);
    if (campaigns.length === 0) continue;
    group.askedAt = state.now;
    group.lastAskAt = state.now;
    group.changed = false;
    for (const { campaignId } of campaigns) {
      const floor = state.campaigns.get(campaignId);
      if (floor !== undefined) floor.betsSinceAsk = 0;
    }
    const deltas = group.pending;
    group.pending = [];
    state.effects.push({
      type: 'ask-pacing',
      request: { groupId: group.id, version: group.version, at: state.now, deltas, campaigns },
    });
  }
}

function predictive(state: FloorState, group: PacingGroup): PacingCampaignSettings[] {
  const settings: PacingCampaignSettings[] = [];
  for (const campaignId of group.campaignIds) {
    const floor = state.campaigns.get(campaignId);
    if (floor === undefined || floor.messageMissing) continue;
    const { campaign } = floor;
    if (campaign.status !== 'running' || campaign.mode !== 'predictive') continue;
    const terms = termsOfCampaign(state, floor);
    settings.push({
      campaignId,
      mode: 'predictive',
      ...paceWithin(campaign, terms),
      ringLimitMs: campaign.ringLimitMs,
      connectLimitMs: terms.connectLimitMs,
      window: terms.abandonmentWindow,
      ...callingDay(floor),
    });
  }
  return settings;
}

/** A decision is some milliseconds old: it is checked against the present, and only ever lowered. */
export function onPacingDecided(state: FloorState, input: Extract<FloorInput, { type: 'pacing.decided' }>): void {
  const { decision } = input;
  const group = state.groups.get(decision.groupId);
  if (group === undefined || group.askedAt === undefined) return;
  group.askedAt = undefined;
  group.fallback = false;
  group.words = decision.words;
  const cancelled = cancelRings(state, decision);
  const lines = recheck(decision, present(state, group));
  let total = 0;
  for (const campaignId of group.campaignIds) {
    const floor = state.campaigns.get(campaignId);
    if (floor === undefined) continue;
    floor.grant = lines[campaignId] ?? 0;
    total += floor.grant;
  }
  if (total === 0 && cancelled === 0) return;
  const { groupId, version, figures, words } = decision;
  record(state, `pacing:${groupId}`, 'pacing.decided', {
    groupId,
    version,
    lines: { ...lines },
    figures: { ...figures },
    words,
  });
}

export function onPacingLate(state: FloorState, input: Extract<FloorInput, { type: 'pacing.late' }>): void {
  const group = state.groups.get(input.groupId);
  if (group === undefined || group.askedAt === undefined) return;
  group.askedAt = undefined;
  group.fallback = true;
  for (const campaignId of group.campaignIds) {
    const floor = state.campaigns.get(campaignId);
    if (floor !== undefined) floor.grant = 0;
  }
  const { groupId, version, afterMs, lost } = input;
  record(state, `pacing:${groupId}`, 'pacing.late', { groupId, version, afterMs, lost });
  if (lost) rebuild(state, group);
}

function present(state: FloorState, group: PacingGroup): PacingPresent {
  const campaigns: Record<CampaignId, PacingPresent['campaigns'][CampaignId]> = {};
  for (const campaignId of group.campaignIds) {
    const floor = state.campaigns.get(campaignId);
    if (floor === undefined) continue;
    campaigns[campaignId] = {
      mode: floor.campaign.mode,
      running: floor.campaign.status === 'running' && !state.draining && !state.storeFailing,
      unreservedLines: floor.bets,
      linesPlacedSince: floor.betsSinceAsk,
      maxLines: floor.campaign.maxLines,
      ...agentsOf(state, floor),
    };
  }
  return { campaigns };
}

function agentsOf(
  state: FloorState,
  floor: CampaignFloor,
): { readonly readyAgents: number; readonly workingAgents: number } {
  let readyAgents = 0;
  let workingAgents = 0;
  for (const agent of state.agents.values()) {
    if (agent.lastCall || !serves(agent, floor.campaign)) continue;
    if (isFree(agent)) readyAgents++;
    else if (agent.state === 'talking' || agent.state === 'wrap-up' || agent.state === 'reserved') workingAgents++;
  }
  return { readyAgents, workingAgents };
}
