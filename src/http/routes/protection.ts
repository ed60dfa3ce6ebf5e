import { SYSTEM } from '../../dialer/index.ts';
import { agentAnswer, protectionList, reviewAnswer, reviewRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actAs, actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

const flag = jsonRoute({
  method: 'post',
  path: '/api/agent/vulnerable',
  summary:
    'The person I talk with is in a fragile situation: no ask any more, and a trained person looks before anybody calls again',
  answer: agentAnswer,
});
const rest = jsonRoute({
  method: 'post',
  path: '/api/agent/cool-down',
  summary: 'Take the paid pause that is offered after a hard call',
  answer: agentAnswer,
});
const list = jsonRoute({
  method: 'get',
  path: '/api/protection',
  summary: 'People in a fragile situation who wait for a review, the oldest first',
  answer: protectionList,
});
const review = jsonRoute({
  method: 'post',
  path: '/api/protection',
  summary: 'What was decided for one of them: no more contact, letters only, or may be called',
  body: reviewRequest,
  answer: reviewAnswer,
});

export function protectionRoutes(app: App, parts: Parts): void {
  const { store, floor, orgId, names } = parts;

  app.openapi(flag, async (c) => c.json(await actAs(parts, c.var.principal, { type: 'agent.flag-vulnerable' }), 200));
  app.openapi(rest, async (c) => c.json(await actAs(parts, c.var.principal, { type: 'agent.cool-down' }), 200));

  app.openapi(list, async (c) => {
    await names.refresh();
    const campaigns = new Map(floor.snapshot().campaigns.map(({ campaignId, name }) => [campaignId, name]));
    const open = await store.scripts.protections(orgId);
    const seen = open.filter(({ clientId }) => clientId !== null && maySeeClient(c.var.principal, clientId));
    const cases = seen.map(({ contactId, campaignId, attemptId, agentId, donorCode, flaggedAt }) => ({
      contactId,
      campaignId,
      campaignName: campaigns.get(campaignId) ?? '',
      attemptId,
      agentId,
      agentName: names.of(agentId),
      donorCode,
      flaggedAt,
    }));
    return c.json({ cases }, 200);
  });

  app.openapi(review, async (c) => {
    const { contactId, outcome } = c.req.valid('json');
    const { principal } = c.var;
    const found = (await store.scripts.protections(orgId)).find((each) => each.contactId === contactId);
    if (found?.clientId == null || !maySeeClient(principal, found.clientId))
      throw new Problem('not-found', 'Nobody of this contact waits for a review.');
    const { clientId, campaignId } = found;
    if (outcome !== 'may-be-called') await objectFor(parts, contactId, clientId);
    const about = { stream: `protection:${contactId}`, clientId, campaignId };
    const data = { contactId, outcome };
    const noted = await floor.note([{ ...about, type: 'protection.reviewed', data }], actorOf(principal));
    if (!noted.ok) throw refusalProblem(noted.error);
    return c.json({ reviewed: true as const }, 200);
  });
}

/** Whoever is not to be called any more is not, on any number, in any campaign of the charity: before it is written down. */
async function objectFor(
  { store, floor }: Parts,
  contactId: Parameters<Parts['store']['contactById']>[0],
  clientId: Parameters<Parts['store']['numberIdFor']>[1],
): Promise<void> {
  const candidate = await store.contactById(contactId);
  const number = candidate?.numbers[0].number;
  // No number is left, or the person objected already: nothing can be dialed.
  if (number === undefined) return;
  const result = await floor.object({ type: 'number', number, clientId, source: 'charity' }, SYSTEM);
  if (!result.ok) throw refusalProblem(result.error);
}
