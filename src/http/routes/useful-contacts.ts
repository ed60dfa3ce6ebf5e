import { z } from 'zod';
import type { UsefulContactRecord } from '../../campaigns/index.ts';
import { arbitrateRequest, attemptId, disputedList, disputeRequest, usefulContactView } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

const params = z.object({ id: attemptId });
const list = jsonRoute({
  method: 'get',
  path: '/api/useful-contacts/disputed',
  summary: 'Useful contacts in dispute, the oldest first',
  answer: disputedList,
});
const show = jsonRoute({
  method: 'get',
  path: '/api/calls/{id}/useful-contact',
  summary: 'Whether a call was a useful contact, and what it rests on',
  params,
  answer: usefulContactView,
});
const dispute = jsonRoute({
  method: 'post',
  path: '/api/calls/{id}/useful-contact/dispute',
  summary: 'What was computed is disputed, with the reason: nobody edits it',
  params,
  body: disputeRequest,
  answer: usefulContactView,
});
const arbitrate = jsonRoute({
  method: 'post',
  path: '/api/calls/{id}/useful-contact/arbitrate',
  summary: 'A dispute is decided, with the reason',
  params,
  body: arbitrateRequest,
  answer: usefulContactView,
});

export function usefulContactRoutes(app: App, parts: Parts): void {
  const { store, floor, orgId } = parts;

  app.openapi(list, async (c) => {
    const open = await store.scripts.disputed(orgId);
    return c.json({ contacts: open.filter((each) => maySee(c.var.principal, each)).map(viewOf) }, 200);
  });

  app.openapi(show, async (c) => c.json(viewOf(await found(parts, c.var.principal, c.req.valid('param').id)), 200));

  app.openapi(dispute, async (c) => {
    const { principal } = c.var;
    const record = await found(parts, principal, c.req.valid('param').id);
    if (record.dispute !== null) throw new Problem('not-possible', 'This contact is, or was, in dispute already.');
    const { contactId } = record;
    const by = principal.role === 'client' ? 'client' : principal.role === 'agent' ? 'agent' : 'agency';
    const data = { attemptId: record.attemptId, contactId, by, reason: c.req.valid('json').reason } as const;
    const noted = await floor.note([{ ...about(record), type: 'useful-contact.disputed', data }], actorOf(principal));
    if (!noted.ok) throw refusalProblem(noted.error);
    return c.json(viewOf(await found(parts, principal, record.attemptId)), 200);
  });

  app.openapi(arbitrate, async (c) => {
    const { principal } = c.var;
    const record = await found(parts, principal, c.req.valid('param').id);
    if (record.dispute === null || record.arbitration !== null)
      throw new Problem('not-possible', 'There is no open dispute about this contact.');
    const { contactId } = record;
    const data = { attemptId: record.attemptId, contactId, ...c.req.valid('json') };
    const noted = await floor.note([{ ...about(record), type: 'useful-contact.arbitrated', data }], actorOf(principal));
    if (!noted.ok) throw refusalProblem(noted.error);
    return c.json(viewOf(await found(parts, principal, record.attemptId)), 200);
  });
}

function about({ attemptId: id, clientId, campaignId }: UsefulContactRecord) {
  if (clientId === null) throw new Problem('not-found', 'The charity of this call is not known any more.');
  return { stream: `useful-contact:${id}`, clientId, campaignId };
}

/** Agents see what came of their own calls. */
function maySee(principal: Principal, { clientId, agentId }: UsefulContactRecord): boolean {
  if (clientId === null || !maySeeClient(principal, clientId)) return false;
  return principal.role !== 'agent' || principal.agentId === agentId;
}

async function found({ store }: Parts, principal: Principal, id: UsefulContactRecord['attemptId']) {
  const record = await store.scripts.usefulContact(id);
  if (record !== undefined && maySee(principal, record)) return record;
  throw new Problem('not-found', 'There is no such call, or nobody has written it up yet.');
}

function viewOf({ clientId: _clientId, ...record }: UsefulContactRecord) {
  return { ...record, reasons: [...record.reasons], asks: [...record.asks] };
}
