import { type Campaign, scriptSkill } from '../../campaigns/index.ts';
import type { SwitchId } from '../../kernel/id.ts';
import { isFree } from './agent.ts';
import type { Agent, FloorState } from './state.ts';

/** May this agent take this campaign's calls? Who is not certified for the live script does not, whatever else. */
export function serves(agent: Agent, campaign: Campaign): boolean {
  return (
    agent.campaignIds.includes(campaign.id) &&
    campaign.skills.every((skill) => agent.skills.includes(skill)) &&
    isCertified(agent, campaign)
  );
}

export function isCertified({ skills }: Pick<Agent, 'skills'>, { id, script }: Campaign): boolean {
  return script === undefined || skills.includes(scriptSkill(id, script.version));
}

/** The free agent who has waited longest, has the skills, and whose line is on one of these switches. */
export function longestIdle(
  state: FloorState,
  campaign: Campaign,
  switchIds: readonly SwitchId[],
  avoid: readonly string[] = [],
): Agent | undefined {
  let best: Agent | undefined;
  for (const agent of state.agents.values()) {
    if (!isFree(agent) || !serves(agent, campaign) || avoid.includes(agent.id)) continue;
    if (agent.switchId === undefined || !switchIds.includes(agent.switchId)) continue;
    if (best === undefined || agent.idleSince < best.idleSince) best = agent;
  }
  return best;
}

/** Agents of the call's own switch first: a call crosses to another switch only when it must. */
export function agentForAnswer(
  state: FloorState,
  campaign: Campaign,
  switchId: SwitchId,
  avoid: readonly string[],
): Agent | undefined {
  const near = longestIdle(state, campaign, [switchId], avoid);
  if (near !== undefined) return near;
  const peers = state.switches.get(switchId)?.peers.filter((id) => state.switches.get(id)?.up === true) ?? [];
  return peers.length === 0 ? undefined : longestIdle(state, campaign, peers, avoid);
}
