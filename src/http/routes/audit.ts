import { z } from 'zod';
import type { AccountFacts } from '../../storage/index.ts';
import { auditAnswer, signInsAnswer } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

/** Changes in one answer: fewer than storage gives at once, so that it is known whether there are more. */
const PAGE = 100;
const query = z.strictObject({ before: z.uuid().optional() });
const list = jsonRoute({
  method: 'get',
  path: '/api/audit',
  summary: 'What was changed of accounts, the newest first: who, when, why, before and after (?before= to go on)',
  answer: auditAnswer,
});

const signIns = jsonRoute({
  method: 'get',
  path: '/api/audit/sign-ins',
  summary: 'Who came in, who was refused and from where, the newest first (?before= to go on)',
  answer: signInsAnswer,
});

export function auditRoutes(app: App, { store, orgId, trail }: Parts): void {
  app.openapi(signIns, async (c) => {
    const found = await trail.newest(beforeOf(c));
    const page = found.slice(0, PAGE);
    const events = page.map(({ orgId: _org, ...event }) => event);
    return c.json({ events, next: found.length > PAGE ? (page.at(-1)?.eventId ?? null) : null }, 200);
  });
  app.openapi(list, async (c) => {
    const found = await store.accounts.changes(orgId, beforeOf(c));
    const page = found.slice(0, PAGE);
    const changes = page.map(({ orgId: _org, before, after, ...change }) => ({
      ...change,
      before: before === null ? null : listed(before),
      after: listed(after),
    }));
    const next = found.length > PAGE ? (page.at(-1)?.changeId ?? null) : null;
    return c.json({ changes, next }, 200);
  });
}

/** @throws Problem `bad-request` */
function beforeOf(c: HttpContext): string | undefined {
  const asked = query.safeParse(c.req.query());
  if (asked.success) return asked.data.before;
  const message = 'must be the "next" of an earlier answer';
  throw new Problem('bad-request', `The request does not fit: before ${message}.`, {
    errors: [{ field: 'before', message }],
  });
}

function listed(facts: AccountFacts) {
  return {
    ...facts,
    clientIds: [...facts.clientIds],
    campaignIds: [...facts.campaignIds],
    skills: [...facts.skills],
  };
}
