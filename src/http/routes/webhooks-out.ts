import type { WebhookStanding } from '../../campaigns/index.ts';
import { idSource } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSecret, freshSeed } from '../../kernel/system-random.ts';
import { webhookSecretPlace, webhookUrlProblem } from '../../ops/index.ts';
import {
  type WebhookView,
  webhookEventTypes,
  webhookFailureList,
  webhookGone,
  webhookList,
  webhookMade,
  webhookParams,
  webhookReplayAnswer,
  webhookReplayRequest,
  webhookRequest,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

/** Bytes of a secret that nobody guesses. */
const SECRET_BYTES = 32;

const list = jsonRoute({
  method: 'get',
  path: '/api/webhooks',
  summary: 'Programs of clients that are told of events, and which events there are',
  answer: webhookList,
});
const add = jsonRoute({
  method: 'post',
  path: '/api/webhooks',
  summary: 'Tell a program of a client of events from now on; the answer holds the secret, once',
  body: webhookRequest,
  answer: webhookMade,
});
const remove = jsonRoute({
  method: 'delete',
  path: '/api/webhooks/{id}',
  summary: 'Tell it no more',
  params: webhookParams,
  answer: webhookGone,
});
const failures = jsonRoute({
  method: 'get',
  path: '/api/webhooks/{id}/failures',
  summary: 'Events that it did not take: those to be tried again, and the dead',
  params: webhookParams,
  answer: webhookFailureList,
});
const replay = jsonRoute({
  method: 'post',
  path: '/api/webhooks/{id}/replay',
  summary: 'Send again: one dead event, all the dead, or everything since an instant',
  params: webhookParams,
  body: webhookReplayRequest,
  answer: webhookReplayAnswer,
});

/** Subscriptions of clients to events. */
export function webhookOutRoutes(app: App, parts: Parts): void {
  const { orgId, wallClock } = parts;
  const ids = idSource(wallClock, seededRandom(freshSeed()).fork('webhooks'));

  app.openapi(list, async (c) => {
    const { store } = outsideOf(parts);
    const own = (await store.all(orgId)).filter(({ clientId }) => maySeeClient(c.var.principal, clientId));
    return c.json({ webhooks: own.map(viewOf), eventTypes: webhookEventTypes }, 200);
  });

  app.openapi(add, async (c) => {
    const { store, vault, privateAddresses } = outsideOf(parts);
    const { clientId, url, eventTypes } = c.req.valid('json');
    const { principal } = c.var;
    if (!maySeeClient(principal, clientId)) throw new Problem('not-found', 'There is no such charity.');
    const problem = webhookUrlProblem(url, privateAddresses);
    if (problem !== undefined)
      throw new Problem('bad-request', `The address cannot be used: ${problem}.`, {
        errors: [{ field: 'url', message: problem }],
      });
    const webhookId = ids.next<'webhook'>();
    const secret = `fwh_${Buffer.from(freshSecret(SECRET_BYTES)).toString('base64url')}`;
    const made = await store.add({
      webhookId,
      orgId,
      clientId,
      url,
      eventTypes: [...new Set(eventTypes)],
      sealedSecret: vault.seal(webhookSecretPlace(webhookId), secret),
      createdAt: wallClock.now(),
      createdBy: principal.userId,
    });
    if (!made) throw new Problem('not-possible', 'There are as many webhooks as there may be: remove one first.');
    return c.json({ webhook: viewOf(await webhookFor(parts, webhookId, principal)), secret }, 200);
  });

  app.openapi(remove, async (c) => {
    const { webhookId } = await webhookFor(parts, c.req.valid('param').id, c.var.principal);
    await outsideOf(parts).store.remove(webhookId);
    return c.json({ removed: true as const }, 200);
  });

  failureRoutes(app, parts);
}

/** What did not get through, and sending it again. */
function failureRoutes(app: App, parts: Parts): void {
  app.openapi(failures, async (c) => {
    const { webhookId } = await webhookFor(parts, c.req.valid('param').id, c.var.principal);
    const found = await outsideOf(parts).store.failures(webhookId);
    const shown = found.map(({ eventId, attempts, failedAt, nextAt, words }) => ({
      eventId,
      attempts,
      failedAt,
      nextAt,
      words,
    }));
    return c.json({ failures: shown }, 200);
  });

  app.openapi(replay, async (c) => {
    const { webhookId } = await webhookFor(parts, c.req.valid('param').id, c.var.principal);
    const { store } = outsideOf(parts);
    const asked = c.req.valid('json');
    if ('since' in asked) {
      await store.rewind(webhookId, asked.since);
      return c.json({ revived: 0 }, 200);
    }
    const eventId = 'eventId' in asked ? asked.eventId : null;
    const revived = await store.revive(webhookId, eventId, parts.wallClock.now());
    if (eventId !== null && revived === 0) throw new Problem('not-found', 'There is no dead event with this id.');
    return c.json({ revived }, 200);
  });
}

function outsideOf({ outside }: Parts) {
  const { webhooks, vault } = outside ?? {};
  if (webhooks === undefined || vault === undefined)
    throw new Problem('not-found', 'This server sends no webhooks: its storage or its vault is missing.');
  return { ...webhooks, vault };
}

async function webhookFor(parts: Parts, id: string, principal: Principal): Promise<WebhookStanding> {
  const webhook = await outsideOf(parts).store.byId(id);
  if (webhook === undefined || webhook.orgId !== parts.orgId || !maySeeClient(principal, webhook.clientId))
    throw new Problem('not-found', 'There is no such webhook.');
  return webhook;
}

function viewOf({ webhookId, clientId, url, eventTypes, createdAt, waiting, dead }: WebhookStanding): WebhookView {
  return { webhookId, clientId, url, eventTypes: [...eventTypes], createdAt, waiting, dead };
}
