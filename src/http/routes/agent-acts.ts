import type { z } from 'zod';
import type { AgentCommand } from '../../dialer/index.ts';
import {
  agentAnswer,
  dialRequest,
  lastCallRequest,
  pauseRequest,
  planLeaveRequest,
  stepRequest,
  transferRequest,
  wrapUpRequest,
} from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, principalOf } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actAs, actorOf, agentAnswerOf } from './act.ts';
import { jsonRoute } from './route.ts';

/** Acts that need no more than the will to do them. */
const plainActs = [
  ['/api/agent/line', 'agent.reopen-line', 'Open my line again after it was lost'],
  ['/api/agent/ready', 'agent.ready', 'Ready: the next call may come'],
  ['/api/agent/not-ready', 'agent.not-ready', 'No call for the moment'],
  ['/api/agent/hang-up', 'agent.hang-up', 'End the call'],
  ['/api/agent/heartbeat', 'agent.heartbeat', 'A sign of life of my page, at least every 10 s of the floor’s clock'],
  ['/api/agent/preview/dial', 'agent.preview-dial', 'Dial the contact on my screen'],
  ['/api/agent/preview/skip', 'agent.preview-skip', 'Give the contact on my screen back'],
] as const;

export function agentActRoutes(app: App, parts: Parts): void {
  for (const [path, type, summary] of plainActs) {
    app.openapi(jsonRoute({ method: 'post', path, summary, answer: agentAnswer }), async (c) =>
      c.json(await actAs(parts, c.var.principal, { type }), 200),
    );
  }
  /** One act with a body: the command is made from it. */
  const act = <Body extends z.ZodType<object>>(
    path: string,
    summary: string,
    body: Body,
    command: (body: z.output<Body>) => AgentCommand,
  ) =>
    app.openapi(jsonRoute({ method: 'post', path, summary, body, answer: agentAnswer }), async (c) =>
      c.json(await actAs(parts, c.var.principal, command(c.req.valid('json' as never) as z.output<Body>)), 200),
    );

  act('/api/agent/pause', 'Pause now, or after this call', pauseRequest, ({ reason }) => ({
    type: 'agent.pause',
    reason,
  }));
  act('/api/agent/last-call', 'The present or next call is my last', lastCallRequest, ({ on }) => ({
    type: 'agent.last-call',
    on,
  }));
  act('/api/agent/plan-leave', 'When I go: nothing is dialed for me shortly before', planLeaveRequest, (body) => ({
    type: 'agent.plan-leave',
    ...body,
  }));
  act('/api/agent/step', 'The step of the script I have come to', stepRequest, (body) => ({
    type: 'agent.step',
    ...body,
  }));
  act('/api/agent/wrap-up', 'Give the result of the call', wrapUpRequest, ({ callbackAt, ...body }) => ({
    type: 'agent.wrap-up',
    callbackAt,
    ...body,
  }));
  act('/api/agent/dial', 'Manual: dial a contact of mine', dialRequest, ({ contactId, numberId }) => ({
    type: 'agent.dial',
    contactId,
    numberId,
  }));
  transferRoute(app, parts);

  const objection = jsonRoute({
    method: 'post',
    path: '/api/agent/objection',
    summary: 'The person I talk with wants no more calls: in force at once',
    answer: agentAnswer,
  });
  app.openapi(objection, async (c) => {
    const agentId = agentIdOf(c.var.principal);
    const result = await parts.floor.object({ type: 'own-call', agentId }, actorOf(c.var.principal));
    if (!result.ok) throw refusalProblem(result.error);
    return c.json(agentAnswerOf(parts, agentId), 200);
  });
}

/** The donor's card goes with the call: to nobody who may not see this charity. */
function transferRoute(app: App, parts: Parts): void {
  const transfer = jsonRoute({
    method: 'post',
    path: '/api/agent/transfer',
    summary: 'Hand my donor over to a colleague',
    body: transferRequest,
    answer: agentAnswer,
  });
  app.openapi(transfer, async (c) => {
    const { toAgentId } = c.req.valid('json');
    const { principal } = c.var;
    const { floor, store, orgId } = parts;
    const campaignId = floor.agentView(agentIdOf(principal))?.call?.campaignId;
    const clientId = floor.snapshot().campaigns.find((each) => each.campaignId === campaignId)?.clientId;
    const target = (await store.accounts.all(orgId)).find(({ agentId }) => agentId === toAgentId);
    if (clientId !== undefined && (target === undefined || !maySeeClient(principalOf(target), clientId)))
      throw new Problem('not-found', 'There is no such colleague who works for this charity.');
    return c.json(await actAs(parts, principal, { type: 'agent.transfer', toAgentId }), 200);
  });
}
