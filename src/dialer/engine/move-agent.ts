import type { CampaignId } from '../../kernel/id.ts';
import type { AgentInput } from '../input.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { pause, transition } from './agent.ts';
import { record } from './emit.ts';
import { skipPreview } from './preview.ts';
import { untaughtCampaign } from './script.ts';
import type { Agent, FloorState } from './state.ts';

/** Nothing is under way for this agent, and the line is there. */
const movable = new Set<Agent['state']>(['ready', 'not-ready', 'paused']);

/**
 * An agent works for other campaigns from now on: he or she leaves the floor and comes back to it on the same line, so
 * that the log, the pacing of either campaign and the hours by campaign say what is so. Back to waiting leads the
 * agent's own act alone; a pause goes on.
 */
export function moveAgent(
  state: FloorState,
  agent: Agent,
  input: Extract<AgentInput, { type: 'agent.move' }>,
): ActResult {
  const campaignIds = input.campaignIds.filter((id) => state.campaigns.has(id));
  if (campaignIds.length === 0)
    return refusal('not-possible', 'None of these campaigns is on the floor: choose another one.');
  if (same(campaignIds, agent.campaignIds)) return DONE;
  const { lineLegId, switchId } = agent;
  if (!movable.has(agent.state) || !agent.lineOpen || lineLegId === undefined || switchId === undefined)
    return refusal('wrong-state', `An agent who is "${agent.state}" is not moved: after the call, with an open line.`);
  const untaught = untaughtCampaign(state, { ...agent, campaignIds });
  if (untaught !== undefined) return untaught;
  const actor = input.actor.kind === 'user' ? input.actor.userId : 'system';
  const { pauseReason } = agent;
  if (agent.preview !== undefined) skipPreview(state, agent);
  transition(state, agent, 'offline', actor);
  agent.campaignIds = campaignIds;
  const { id: agentId, skills, line, supervisor } = agent;
  const stream = `agent:${agentId}`;
  const session = { agentId, campaignIds: [...campaignIds], skills: [...skills], line, supervisor };
  record(state, stream, 'agent.logged-in', session, { actor });
  transition(state, agent, 'connecting', actor);
  record(state, stream, 'agent.line-opened', { agentId, legId: lineLegId, switchId });
  transition(state, agent, 'not-ready', actor);
  if (pauseReason !== undefined) pause(state, agent, pauseReason, actor);
  return DONE;
}

function same(a: readonly CampaignId[], b: readonly CampaignId[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}
