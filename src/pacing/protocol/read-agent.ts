import type { AgentId, CampaignId } from '../../kernel/id.ts';
import { ok } from '../../kernel/result.ts';
import { MAX_AGENTS } from '../model/state.ts';
import { agentDelta, type PaceAgent, type PaceFloor, type Taken, unknownCampaign } from './floor.ts';
import type { AgentLine } from './line-schema.ts';
import { refuse } from './refusal.ts';

/** An agent's new state. What a line leaves out stays as it was told last, as far as it can still be true. */
export function readAgent(floor: PaceFloor, line: AgentLine): Taken {
  const agentId = line.agent as AgentId;
  for (const [index, named] of (line.campaigns ?? []).entries()) {
    if (!floor.campaigns.has(named as CampaignId)) return unknownCampaign(`campaigns[${index}]`, named);
  }
  if (!floor.agents.has(agentId) && floor.agents.size >= MAX_AGENTS && !forgetOneOffline(floor))
    return refuse('agent', `there are ${MAX_AGENTS} agents already`, 'Tell which agents are offline.');
  const agent = merged(floor.agents.get(agentId), line);
  floor.agents.set(agentId, agent);
  return ok([agentDelta(floor, agentId, agent, line.at)]);
}

function merged(before: PaceAgent | undefined, line: AgentLine): PaceAgent {
  const { state } = line;
  const onACall = state === 'talking' || state === 'wrap-up';
  const away = state === 'paused' || state === 'offline';
  const sameTalk = state === 'talking' && before?.state === 'talking';
  return {
    state,
    campaignIds: line.campaigns === undefined ? before?.campaignIds : [...new Set(line.campaigns as CampaignId[])],
    lastCall: line.lastCall ?? (onACall && before?.lastCall === true),
    step: line.step ?? (sameTalk ? before.step : undefined),
    setupMs: line.setupMs ?? before?.setupMs,
    leavesAt: line.leavesAt === undefined ? (away ? undefined : before?.leavesAt) : (line.leavesAt ?? undefined),
  };
}

function forgetOneOffline({ agents }: PaceFloor): boolean {
  for (const [agentId, { state }] of agents) {
    if (state === 'offline') return agents.delete(agentId);
  }
  return false;
}
