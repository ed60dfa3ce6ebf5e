import type { Campaign } from '../../campaigns/index.ts';
import type { SwitchId } from '../../kernel/id.ts';
import { isFree } from './agent.ts';
import type { Agent, FloorState } from './state.ts';

/** May this agent take this campaign's calls? */
export function serves(agent: Agent, campaign: Campaign): boolean {
  return agent.campaignIds.includes(campaign.id) && campaign.skills.every((skill) => agent.skills.includes(skill));
}

/**
 * The free agent who has waited longest and has the skills. An answered call can only be bridged to a line
 * of its own switch, so `switchId` narrows the choice.
 */
export function longestIdle(state: FloorState, campaign: Campaign, switchId: SwitchId | undefined, avoid: readonly string[] = []): Agent | undefined {
  let best: Agent | undefined;
  for (const agent of state.agents.values()) {
    if (!isFree(agent) || !serves(agent, campaign) || avoid.includes(agent.id)) continue;
    if (switchId !== undefined && agent.switchId !== switchId) continue;
    if (best === undefined || agent.idleSince < best.idleSince) best = agent;
  }
  return best;
}
