import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebhookFailure } from '../../src/campaigns/index.ts';
import type { ClientId } from '../../src/kernel/id.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import { CLIENT, EventMaker, ORG, OTHER_CLIENT, START, storeParts } from './store-world.ts';

const types = ['campaign.started', 'campaign.stopped'] as const;
const hooks = ['w1', 'w2', 'w3'] as const;

let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder({ readers: 1 });
});
afterAll(() => sqlite.remove());

const hook = fc.constantFrom(...hooks);
const place = fc.nat({ max: 30 });
const anyAct = fc.oneof(
  fc.record({ act: fc.constant('happen' as const), own: fc.boolean(), type: fc.constantFrom(...types) }),
  fc.record({ act: fc.constant('add' as const), hook, both: fc.boolean(), own: fc.boolean() }),
  fc.record({ act: fc.constant('remove' as const), hook }),
  fc.record({ act: fc.constant('advance' as const), hook, position: place, fails: fc.boolean(), dead: fc.boolean() }),
  fc.record({ act: fc.constant('retried' as const), hook, position: place, fails: fc.boolean() }),
  fc.record({ act: fc.constant('revive' as const), hook, all: fc.boolean(), position: place }),
  fc.record({ act: fc.constant('rewind' as const), hook, since: fc.nat({ max: 30 }) }),
);
type Act = typeof anyAct extends fc.Arbitrary<infer T> ? T : never;

const AT = (n: number) => START + n * 1_000;
const idAt = (position: number) => `event-of-webhooks-${position}`;

function failureOf(webhookId: string, position: number, dead: boolean): WebhookFailure {
  const about = { webhookId, eventId: idAt(position), position, attempts: 1, failedAt: AT(position) };
  return { ...about, nextAt: dead ? null : AT(position + 3), words: 'answered 500' };
}

/** What the act answers, alike in every adapter. */
async function does({ webhooks, append }: Store, act: Act, n: number): Promise<unknown> {
  switch (act.act) {
    case 'happen': {
      const events = new EventMaker();
      events.at = AT(n);
      const clientId = act.own ? CLIENT : OTHER_CLIENT;
      const made = events.make(act.type, {} as never, { stream: `campaign:${n}` });
      return append([{ ...made, id: idAt(n) as never, seq: 1, clientId }]);
    }
    case 'add': {
      const clientId = act.own ? CLIENT : OTHER_CLIENT;
      const eventTypes = act.both ? [...types] : [types[0]];
      const about = { webhookId: act.hook, orgId: ORG, clientId: clientId as ClientId, url: 'https://crm.example.org' };
      if ((await webhooks.byId(act.hook)) !== undefined) return 'there';
      return webhooks.add({ ...about, eventTypes, sealedSecret: 's', createdAt: AT(n), createdBy: 'u' });
    }
    case 'remove':
      return webhooks.remove(act.hook);
    case 'advance': {
      const { position } = act;
      return webhooks.advance(act.hook, position, act.fails ? [failureOf(act.hook, position, act.dead)] : []);
    }
    case 'retried': {
      const { position } = act;
      const failure = act.fails ? failureOf(act.hook, position, false) : undefined;
      return webhooks.retried(act.hook, idAt(position), failure);
    }
    case 'revive':
      return webhooks.revive(act.hook, act.all ? null : idAt(act.position), AT(n));
    case 'rewind':
      return webhooks.rewind(act.hook, AT(act.since));
  }
}

async function standing({ webhooks }: Store): Promise<unknown> {
  const each = hooks.map(async (webhookId) => ({
    byId: await webhooks.byId(webhookId),
    page: await webhooks.page(webhookId),
    failures: await webhooks.failures(webhookId),
    event: await webhooks.event(webhookId, idAt(2)),
  }));
  const due = await webhooks.due(ORG, AT(20));
  const order = (list: readonly WebhookFailure[]) =>
    list.toSorted((a, b) => (`${a.webhookId} ${a.eventId}` < `${b.webhookId} ${b.eventId}` ? -1 : 1));
  return { all: await webhooks.all(ORG), each: await Promise.all(each), due: order(due) };
}

test('both adapters keep the same subscriptions, pages and failures through any acts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAct, { maxLength: 25 }), async (acts) => {
      sqlite.empty();
      for (const { webhookId } of await sqlite.store.webhooks.all(ORG)) await sqlite.store.webhooks.remove(webhookId);
      const memory = createMemoryStore(storeParts());
      for (const [n, act] of acts.entries())
        expect(await does(memory, act, n), act.act).toEqual(await does(sqlite.store, act, n));
      expect(await standing(memory)).toEqual(await standing(sqlite.store));
    }),
    { numRuns: 40, seed: 16 },
  );
});

test('a message is claimed once, beyond a crash, and again only when it certainly did not leave', async () => {
  for (const store of [createMemoryStore(storeParts()), sqlite.store]) {
    const { sentMessages } = store;
    expect(await sentMessages.claim('k', 'sms', START)).toEqual({ state: 'yours' });
    expect(await sentMessages.claim('k', 'sms', START)).toEqual({ state: 'begun' });
    await sentMessages.release('k');
    expect(await sentMessages.claim('k', 'sms', START)).toEqual({ state: 'yours' });
    await sentMessages.settle('k', 'ref-1');
    await sentMessages.release('k');
    expect(await sentMessages.claim('k', 'sms', START)).toEqual({ state: 'sent', reference: 'ref-1' });
    expect(await sentMessages.claim('other', 'sms', START + 401 * DAY_MS)).toEqual({ state: 'yours' });
    expect(await sentMessages.claim('k', 'sms', START + 401 * DAY_MS)).toEqual({ state: 'yours' });
  }
});
