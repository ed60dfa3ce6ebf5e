import {
  type Creditor,
  isCreditorId,
  PROMISE_PAGE,
  type PromiseAct,
  type PromiseRecord,
  readIban,
} from '../../campaigns/index.ts';
import {
  amendPromiseRequest,
  cancelPromiseRequest,
  creditorRequest,
  creditorView,
  paperMandateRequest,
  promiseAnswer,
  promiseLinkRequest,
  promiseList,
  promiseParams,
  promiseQuery,
  unfreezePromiseRequest,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { actorOf } from './act.ts';
import { mandatePdfRoute } from './promises-pdf.ts';
import { badPromise, promiseProblem, promiseViewOf } from './promises-words.ts';
import { jsonRoute } from './route.ts';

const list = jsonRoute({
  method: 'get',
  path: '/api/promises',
  summary: 'The promises of a campaign (?campaign=…&state=…&after=…), a page at a time',
  answer: promiseList,
});
const act = <Body>(what: string, summary: string, body: Body) =>
  ({
    method: 'post',
    path: `/api/promises/{id}/${what}`,
    summary,
    params: promiseParams,
    body,
    answer: promiseAnswer,
  }) as const;
const cancel = jsonRoute({
  ...act('cancel', 'Cancel a promise, and revoke its mandate', cancelPromiseRequest),
  path: '/api/promises/{id}/cancel',
});
const unfreeze = jsonRoute({
  ...act('unfreeze', 'The review is done: the promise goes on where it was', unfreezePromiseRequest),
  path: '/api/promises/{id}/unfreeze',
});
const amend = jsonRoute({
  ...act('amend', 'Another amount, a pause, or the end of a pause, for a gift that is signed', amendPromiseRequest),
  path: '/api/promises/{id}/amend',
});
const resend = jsonRoute({
  ...act('link', 'Send the donor a fresh link: the one before is dead', promiseLinkRequest),
  path: '/api/promises/{id}/link',
});
const paper = jsonRoute({
  ...act('paper', 'The mandate came back by post, signed by hand', paperMandateRequest),
  path: '/api/promises/{id}/paper',
});
const setCreditor = jsonRoute({
  method: 'post',
  path: '/api/creditors',
  summary: 'Who collects the gifts of a charity, and how far its agents may ask',
  body: creditorRequest,
  answer: creditorView,
});

export function promiseRoutes(app: App, parts: Parts): void {
  const { store } = parts;
  app.openapi(list, async (c) => {
    const asked = promiseQuery.safeParse(c.req.query());
    if (!asked.success)
      throw badPromise('campaign', 'must be the id of a campaign (?campaign=…), and state one of the states');
    const { campaign, state, after } = asked.data;
    const known = parts.floor.snapshot().campaigns.find(({ campaignId }) => campaignId === campaign);
    if (known === undefined || !maySeeClient(c.var.principal, known.clientId))
      throw new Problem('not-found', 'There is no such campaign.');
    const found = await store.promises.promisesOf({ of: 'campaign', campaignId: campaign, state }, after);
    const promises = await Promise.all(found.map((promise) => promiseViewOf(parts, promise)));
    return c.json({ promises, next: found.length < PROMISE_PAGE ? null : (found.at(-1)?.promiseId ?? null) }, 200);
  });

  const done = async (id: string, principal: Principal, what: PromiseAct, key: string) => {
    await promiseFor(parts, id, principal);
    const acted = await parts.promises.desk.act(id, what, actorOf(principal), `manager:${key}`);
    if (!acted.ok) throw promiseProblem(acted.error);
    return { promise: await promiseViewOf(parts, acted.value), delivery: { sent: false, message: null } };
  };
  app.openapi(cancel, async (c) => {
    const { because, key } = c.req.valid('json');
    return c.json(await done(c.req.valid('param').id, c.var.principal, { type: 'cancel', because }, key), 200);
  });
  app.openapi(unfreeze, async (c) =>
    c.json(await done(c.req.valid('param').id, c.var.principal, { type: 'unfreeze' }, c.req.valid('json').key), 200),
  );
  app.openapi(amend, async (c) => {
    const { key, ...change } = c.req.valid('json');
    const what: PromiseAct =
      change.change === 'amount'
        ? { type: 'change-amount', amountCents: change.amountCents }
        : change.change === 'pause'
          ? { type: 'pause', until: change.until }
          : { type: 'resume' };
    const { id } = c.req.valid('param');
    const before = await promiseFor(parts, id, c.var.principal);
    const { promise } = await done(id, c.var.principal, what, key);
    return c.json({ promise, delivery: await tell(parts, before, what, key) }, 200);
  });
  app.openapi(resend, async (c) => {
    const { channel, key, ...detail } = c.req.valid('json');
    const { id } = c.req.valid('param');
    await promiseFor(parts, id, c.var.principal);
    const sent = await parts.promises.signing.sendLink(id, channel, detail, actorOf(c.var.principal), `manager:${key}`);
    if (!sent.ok) throw promiseProblem(sent.error);
    const promise = await promiseViewOf(parts, sent.value);
    return c.json({ promise, delivery: { sent: true, message: null } }, 200);
  });
  paperRoutes(app, parts);
  app.openapi(setCreditor, async (c) => {
    const creditor = creditorOf(c.req.valid('json'), c.var.principal);
    await store.promises.putCreditor(creditor);
    const { orgId: _org, ...view } = creditor;
    return c.json({ ...view, address: [...view.address] }, 200);
  });
}

/** A donor has the notice of another amount 14 days before it is debited, and of a pause. */
async function tell(parts: Parts, before: PromiseRecord, act: PromiseAct, key: string) {
  if (act.type !== 'change-amount' && act.type !== 'pause') return { sent: false, message: null };
  const now = (await parts.store.promises.promise(before.promiseId)) ?? before;
  const more = act.type === 'change-amount' && act.amountCents > (before.amountCents ?? 0);
  const kind = act.type === 'pause' ? 'pause' : more ? 'upgrade' : 'downgrade';
  const told = await parts.promises.signing.tellChange(now, kind, key);
  if (told?.ok === true) return { sent: true, message: null };
  const why = told === undefined ? 'No number or address of the donor is known.' : told.message;
  return { sent: false, message: `${why} Tell the donor in writing, 14 days before the next debit.` };
}

/** By post: the mandate goes out as a PDF, and comes back signed. */
function paperRoutes(app: App, parts: Parts): void {
  app.openapi(paper, async (c) => {
    const { key, ...typed } = c.req.valid('json');
    const { id } = c.req.valid('param');
    await promiseFor(parts, id, c.var.principal);
    const signed = await parts.promises.signing.signedOnPaper(id, typed, actorOf(c.var.principal), `manager:${key}`);
    if (!signed.ok) {
      const { error } = signed;
      if ('code' in error) throw promiseProblem(error);
      throw badPromise(error.field, `cannot be used (${error.problem}): read it again from the paper`);
    }
    return c.json({ promise: await promiseViewOf(parts, signed.value), delivery: { sent: false, message: null } }, 200);
  });
  mandatePdfRoute(app, parts, (id, principal) => promiseFor(parts, id, principal));
}

async function promiseFor({ store }: Parts, id: string, principal: Principal): Promise<PromiseRecord> {
  const promise = await store.promises.promise(id);
  if (promise === undefined || !maySeeClient(principal, promise.clientId))
    throw new Problem('not-found', 'There is no such promise.');
  return promise;
}

function creditorOf(request: Omit<Creditor, 'orgId'>, principal: Principal): Creditor {
  if (!maySeeClient(principal, request.clientId)) throw new Problem('not-found', 'There is no such charity.');
  const creditorId = request.creditorId.replace(/\s/g, '').toUpperCase();
  if (!isCreditorId(creditorId))
    throw badPromise('creditorId', 'is no SEPA creditor identifier: its check digits do not fit');
  const account = request.iban === null ? undefined : readIban(request.iban);
  if (account?.ok === false) throw badPromise('iban', `is no IBAN that can be used (${account.error})`);
  try {
    new Intl.DateTimeFormat('en', { timeZone: request.zone });
  } catch {
    throw badPromise('zone', 'must be a time zone such as Europe/Paris');
  }
  return { ...request, creditorId, iban: account?.value.iban ?? null, orgId: principal.orgId };
}
