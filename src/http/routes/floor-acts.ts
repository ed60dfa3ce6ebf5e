import { z } from 'zod';
import type { AgentCommand, AgentState } from '../../dialer/index.ts';
import type { AgentId, CampaignId } from '../../kernel/id.ts';
import { agentId, floorActAnswer, moveAgentRequest, sendOnPauseRequest } from '../contract/index.ts';
import { floorViewFor } from '../live/floor-view.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { tellAgent } from './floor-notes.ts';
import { jsonRoute } from './route.ts';

/** Sessions that may be ended from outside: no donor on the line, and no result that is still being typed. */
const endable: ReadonlySet<AgentState> = new Set(['ghost', 'line-lost', 'connecting', 'not-ready', 'paused']);

const params = z.object({ id: agentId });
const pause = jsonRoute({
  method: 'post',
  path: '/api/agents/{id}/pause',
  summary: 'Send an agent on a pause, at once or after the call; it is logged under my name',
  params,
  body: sendOnPauseRequest,
  answer: floorActAnswer,
});
const end = jsonRoute({
  method: 'post',
  path: '/api/agents/{id}/end',
  summary: 'End the session of an agent whose page or line is gone, or who has stopped working',
  params,
  answer: floorActAnswer,
});

const move = jsonRoute({
  method: 'post',
  path: '/api/agents/{id}/campaigns',
  summary: 'Have a free agent work for other campaigns until the end of the session; logged, and told to the agent',
  params,
  body: moveAgentRequest,
  answer: floorActAnswer,
});

export function floorActRoutes(app: App, parts: Parts): void {
  app.openapi(pause, async (c) => {
    const { reason } = c.req.valid('json');
    const { id } = c.req.valid('param');
    stateOf(parts, c.var.principal, id);
    return c.json(await actOn(parts, c.var.principal, id, { type: 'agent.pause', reason }), 200);
  });

  app.openapi(end, async (c) => {
    const { id } = c.req.valid('param');
    const state = stateOf(parts, c.var.principal, id);
    if (!endable.has(state))
      throw new Problem('wrong-state', `The session of an agent who is "${state}" is not ended from outside.`);
    return c.json(await actOn(parts, c.var.principal, id, { type: 'agent.log-out' }), 200);
  });

  app.openapi(move, async (c) => {
    const { id } = c.req.valid('param');
    const { principal } = c.var;
    stateOf(parts, principal, id);
    const { campaignIds, names } = await movedTo(parts, principal, id, c.req.valid('json').campaignIds);
    const answer = await actOn(parts, principal, id, { type: 'agent.move', campaignIds });
    await tellAgent(parts, principal, id, `→ ${names}`);
    return c.json(answer, 200);
  });
}

/** Charities that the account has not: an administrator adds them, nobody is lent out by the way. */
async function movedTo(parts: Parts, principal: Principal, id: AgentId, wanted: readonly CampaignId[]) {
  const { floor, store, orgId } = parts;
  const campaigns = floor.snapshot().campaigns;
  const chosen = campaigns.filter(({ campaignId }) => wanted.includes(campaignId));
  if (chosen.length < wanted.length || chosen.some(({ clientId }) => !maySeeClient(principal, clientId)))
    throw new Problem('not-found', 'There is no such campaign.');
  const account = (await store.accounts.all(orgId)).find((each) => each.agentId === id);
  const foreign = chosen.find(({ clientId }) => account?.clientIds.includes(clientId) !== true);
  if (foreign !== undefined)
    throw new Problem('not-possible', `This agent has no access to ${foreign.charityName}: an administrator adds it.`);
  const unseen = campaigns.filter(({ clientId }) => !maySeeClient(principal, clientId)).map((each) => each.campaignId);
  const kept = (floor.agentView(id)?.campaignIds ?? []).filter((each) => unseen.includes(each));
  return { campaignIds: [...wanted, ...kept], names: chosen.map(({ name }) => name).join(', ') };
}

async function actOn(parts: Parts, principal: Principal, id: AgentId, command: AgentCommand) {
  const result = await parts.floor.act(id, command, actorOf(principal));
  if (!result.ok) throw refusalProblem(result.error);
  return { at: parts.clock.now() };
}

/** @throws Problem `not-found`, also for an agent who works for other charities only */
function stateOf(parts: Parts, principal: Principal, id: AgentId): AgentState {
  const seen = floorViewFor(principal, parts.floor.snapshot(), parts).agents.find((each) => each.agentId === id);
  if (seen === undefined) throw new Problem('not-found', 'There is no such agent on the floor.');
  return seen.state;
}
