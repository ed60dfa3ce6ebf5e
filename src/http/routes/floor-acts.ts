import { z } from 'zod';
import type { AgentCommand, AgentState } from '../../dialer/index.ts';
import type { AgentId } from '../../kernel/id.ts';
import { agentId, floorActAnswer, sendOnPauseRequest } from '../contract/index.ts';
import { floorViewFor } from '../live/floor-view.ts';
import type { App, Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
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
