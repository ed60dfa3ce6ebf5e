import type { CampaignId } from '../../kernel/id.ts';
import type { PacingGroupId } from '../../pacing/index.ts';
import type { FloorState, PacingGroup } from './state.ts';

/** Campaigns that share agents are paced together: the connected parts of the graph "some agent serves both". */
export function regroup(state: FloorState): void {
  const groupIds = connected(state);
  const wanted = new Map<PacingGroupId, CampaignId[]>();
  for (const [campaignId, groupId] of groupIds) wanted.set(groupId, [...(wanted.get(groupId) ?? []), campaignId]);
  for (const [id, group] of state.groups) {
    const members = wanted.get(id);
    if (members === undefined || members.join() !== group.campaignIds.join()) state.groups.delete(id);
  }
  state.groupOf.clear();
  for (const [id, campaignIds] of wanted) {
    const group = state.groups.get(id) ?? openGroup(state, id, campaignIds);
    for (const campaignId of campaignIds) state.groupOf.set(campaignId, group);
  }
}

function connected(state: FloorState): Map<CampaignId, PacingGroupId> {
  const root = new Map<CampaignId, CampaignId>([...state.campaigns.keys()].map((id) => [id, id]));
  const find = (id: CampaignId): CampaignId => {
    const parent = root.get(id) ?? id;
    return parent === id ? id : find(parent);
  };
  for (const agent of state.agents.values()) {
    const [first, ...others] = agent.campaignIds;
    if (first === undefined) continue;
    for (const other of others) {
      const [a, b] = [find(first), find(other)].sort();
      if (a !== undefined && b !== undefined) root.set(b, a);
    }
  }
  return new Map([...root.keys()].sort().map((id) => [id, find(id) as unknown as PacingGroupId]));
}

/** A new group learns what its campaigns' log already knows. */
function openGroup(state: FloorState, id: PacingGroupId, campaignIds: readonly CampaignId[]): PacingGroup {
  const group: PacingGroup = {
    id,
    campaignIds,
    pending: [],
    version: 0,
    askedAt: undefined,
    lastAskAt: 0,
    changed: true,
    rebuilding: false,
    fallback: true,
    words: { fr: 'Pas encore de décision.', en: 'No decision yet.' },
  };
  state.groups.set(id, group);
  rebuild(state, group);
  return group;
}

/** Its model is made anew from the log; dialing is 1:1 meanwhile. */
export function rebuild(state: FloorState, group: PacingGroup): void {
  group.rebuilding = true;
  group.fallback = true;
  group.askedAt = undefined;
  group.pending = [];
  const upToEventId = state.events.at(-1)?.id ?? state.lastEventId;
  state.effects.push({
    type: 'rebuild-pacing',
    groupId: group.id,
    version: group.version,
    campaignIds: group.campaignIds,
    upToEventId,
  });
}
