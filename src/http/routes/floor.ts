import { z } from 'zod';
import type { AgentId } from '../../kernel/id.ts';
import { agentAnswer, agentId, floorView, joinRequest } from '../contract/index.ts';
import { floorViewFor } from '../live/floor-view.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { actAs } from './act.ts';
import { eventRoute, jsonRoute } from './route.ts';

const params = z.object({ id: agentId });

const show = jsonRoute({ method: 'get', path: '/api/floor', summary: 'The floor as it is', answer: floorView });
const live = eventRoute('/api/live', 'The floor as it changes (events: floor, then change at least every second)');
const join = jsonRoute({
  method: 'post',
  path: '/api/agents/{id}/join',
  summary: "Listen to an agent's call, or join it as a third voice; my own line must be open",
  params,
  body: joinRequest,
  answer: agentAnswer,
});
const leave = jsonRoute({
  method: 'post',
  path: '/api/agents/{id}/leave',
  summary: 'Leave the call I have joined',
  params,
  answer: agentAnswer,
});

export function floorRoutes(app: App, parts: Parts): void {
  app.openapi(show, async (c) => {
    await parts.names.refresh();
    return c.json(floorViewFor(c.var.principal, parts.floor.snapshot(), parts), 200);
  });

  app.openapi(live, (c) => {
    const { principal, sessionKey } = c.var;
    const isAllowed = () => {
      parts.sessions.touch(sessionKey);
      return parts.sessions.isOpen(sessionKey);
    };
    return parts.floorLive.open(principal, isAllowed);
  });

  app.openapi(join, async (c) => {
    const { id } = c.req.valid('param');
    refuseUnseen(parts, c.var.principal, id);
    refuseUnheard(parts, c.var.principal, id);
    const { way } = c.req.valid('json');
    return c.json(await actAs(parts, c.var.principal, { type: 'supervisor.join', targetAgentId: id, way }), 200);
  });

  app.openapi(leave, async (c) => {
    refuseUnseen(parts, c.var.principal, c.req.valid('param').id);
    return c.json(await actAs(parts, c.var.principal, { type: 'supervisor.leave' }), 200);
  });
}

/** An agent may work for several charities: the calls of the others are not there for this person. */
function refuseUnheard({ floor }: Parts, principal: Principal, id: AgentId): void {
  const campaignId = floor.agentView(id)?.call?.campaignId;
  const campaign = floor.snapshot().campaigns.find((each) => each.campaignId === campaignId);
  if (campaign !== undefined && !maySeeClient(principal, campaign.clientId))
    throw new Problem('not-found', 'This agent has no call that you could join.');
}

/** An agent who works for other charities only is not there for this person. */
function refuseUnseen(parts: Parts, principal: Principal, id: AgentId): void {
  const seen = floorViewFor(principal, parts.floor.snapshot(), parts).agents.some((each) => each.agentId === id);
  if (!seen) throw new Problem('not-found', 'There is no such agent on the floor.');
}
