import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { type ClientId, idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { signatureProblem } from '../../src/kernel/signature.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { createLog, deliverWebhooks, guardedPost, webhookSecretPlace } from '../../src/ops/index.ts';
import { openSqliteFolder, type SqliteFolder } from '../contract/store-sqlite-folder.ts';
import { CLIENT, ORG } from '../contract/store-world.ts';

const AT = Date.UTC(2026, 10, 25, 10);
const SECRET = 'fwh_a secret of this test';
const vault = createVault([new Uint8Array(32).fill(3)]);

interface Received {
  readonly id: string;
  readonly body: string;
  readonly headers: IncomingHttpHeaders;
}

let server: Server;
let url = '';
let answer = 200;
let received: Received[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ id: String(request.headers['foyer-event-id']), body, headers: request.headers });
      response.writeHead(answer).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

let folder: SqliteFolder;
let clock: SimulatedClock;
let seq = 0;
const ids = idSource({ now: () => AT }, seededRandom(4));
beforeAll(async () => {
  folder = await openSqliteFolder({ readers: 1 });
  clock = new SimulatedClock(AT);
});
afterAll(() => folder.remove());
beforeEach(() => {
  clock.advance(HOUR_MS);
  received = [];
  answer = 200;
});
afterEach(async () => {
  for (const { webhookId } of await folder.store.webhooks.all(ORG)) await folder.store.webhooks.remove(webhookId);
});

async function happen(count: number, clientId: ClientId = CLIENT): Promise<string[]> {
  const events = Array.from({ length: count }, (): FloorEvent => {
    const place = {
      id: ids.next<'event'>(),
      stream: 'campaign:1',
      seq: ++seq,
      at: clock.now(),
      recordedAt: clock.now(),
    };
    return {
      ...place,
      orgId: ORG,
      clientId,
      campaignId: null,
      type: 'campaign.started',
      version: 1,
      actor: 'user-7',
      causeId: null,
      data: {},
    };
  });
  await folder.store.append(events);
  return events.map(({ id }) => id);
}

async function subscribe(webhookId = 'w1', eventTypes = ['campaign.started']): Promise<void> {
  const sealedSecret = vault.seal(webhookSecretPlace(webhookId), SECRET);
  const made = await folder.store.webhooks.add({
    webhookId,
    orgId: ORG,
    clientId: CLIENT,
    url,
    eventTypes,
    sealedSecret,
    createdAt: AT,
    createdBy: 'u',
  });
  expect(made).toBe(true);
}

const logLines: string[] = [];
const log = createLog({ level: 'warn', destination: { write: (line) => logLines.push(line) } });
// The post has the machine's time for its limit, the rounds the test's.
const round = (with_ = vault) =>
  deliverWebhooks({
    orgId: ORG,
    store: folder.store.webhooks,
    vault: with_,
    post: guardedPost({ clock: systemClock, allowPrivate: true }),
    clock,
    log,
  });
const gotten = () => received.map(({ id }) => id);

describe('outgoing webhooks', () => {
  it('tell of what happens from then on, to its client alone, signed, and of nobody by name', async () => {
    await happen(2);
    await subscribe();
    const own = await happen(3);
    await happen(2, 'another-client' as ClientId);
    await round();
    await round();
    expect(gotten()).toEqual(own);
    for (const { body, headers } of received) {
      expect(
        signatureProblem({ header: String(headers['foyer-signature']), body: Buffer.from(body), at: clock.now() }, [
          SECRET,
        ]),
      ).toBeUndefined();
      expect(Object.keys(JSON.parse(body) as object).sort()).toEqual([
        'at',
        'campaignId',
        'clientId',
        'data',
        'id',
        'type',
        'version',
      ]);
      expect(body).not.toContain('user-7');
    }
  });

  it('go on where they were after a long log of other things', async () => {
    await subscribe('w1', ['campaign.stopped']);
    await subscribe('w2');
    const own = await happen(120);
    for (let i = 0; i < 4; i++) await round();
    expect(gotten()).toEqual(own);
    const [stopped, started] = await folder.store.webhooks.all(ORG);
    expect(stopped?.position).toBe(started?.position);
  });

  it('are tried again with growing waits, and die after two days', async () => {
    await subscribe();
    const [first = ''] = await happen(1);
    answer = 500;
    await round();
    const waits: number[] = [];
    for (let tries = 1; ; tries++) {
      const [failure] = await folder.store.webhooks.failures('w1');
      expect(failure).toMatchObject({ eventId: first, attempts: tries, words: 'it answered 500' });
      const nextAt = failure?.nextAt ?? null;
      if (nextAt === null) break;
      waits.push(nextAt - clock.now());
      clock.advance(nextAt - clock.now() - 1);
      await round();
      expect(received).toHaveLength(tries);
      clock.advance(1);
      await round();
    }
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits.reduce((sum, wait) => sum + wait, 0)).toBeGreaterThan(1.8 * DAY_MS);
    expect(await folder.store.webhooks.byId('w1')).toMatchObject({ waiting: 0, dead: 1 });
    expect(logLines.join('')).toContain('given up');

    answer = 200;
    expect(await folder.store.webhooks.revive('w1', null, clock.now())).toBe(1);
    await round();
    expect(await folder.store.webhooks.failures('w1')).toEqual([]);
    expect(gotten().at(-1)).toBe(first);
  });

  it('wait in the log for a receiver that is down, and lose nothing', async () => {
    await subscribe();
    const own = await happen(200);
    answer = 503;
    for (let i = 0; i < 40; i++) await round();
    const down = await folder.store.webhooks.byId('w1');
    expect(down?.waiting).toBe(20);
    expect(received).toHaveLength(20);
    answer = 200;
    received = [];
    for (let i = 0; i < 8; i++) {
      clock.advance(HOUR_MS);
      await round();
    }
    expect(gotten().sort()).toEqual([...own].sort());
  });

  it('send again what happened since an instant', async () => {
    await subscribe();
    const before = await happen(2);
    await round();
    const since = clock.now() + 1;
    clock.advance(HOUR_MS);
    const after = await happen(2);
    await round();
    await folder.store.webhooks.rewind('w1', since);
    await round();
    expect(gotten()).toEqual([...before, ...after, ...after]);
  });

  it('stop for one that is gone, was removed, or whose secret cannot be opened', async () => {
    await subscribe();
    await happen(1);
    answer = 410;
    await round();
    expect(await folder.store.webhooks.byId('w1')).toMatchObject({ waiting: 0, dead: 1 });
    await happen(1);
    await round(createVault([new Uint8Array(32).fill(4)]));
    expect((await folder.store.webhooks.failures('w1'))[0]?.words).toContain('key-missing');
    await folder.store.webhooks.remove('w1');
    await happen(1);
    await round();
    expect(received).toHaveLength(1);
    expect(await folder.store.webhooks.failures('w1')).toEqual([]);
  });

  it('are a hundred at most', async () => {
    for (let n = 0; n < 100; n++) await subscribe(`w${n}`);
    const more = {
      webhookId: 'w100',
      orgId: ORG,
      clientId: CLIENT,
      url,
      eventTypes: [],
      sealedSecret: '',
      createdAt: 0,
      createdBy: '',
    };
    expect(await folder.store.webhooks.add(more)).toBe(false);
  });
});

describe('messages that have left', () => {
  it('are known by their keys', async () => {
    const { sentMessages } = folder.store;
    expect(await sentMessages.claim('a', 'sms', AT)).toEqual({ state: 'yours' });
    expect(await sentMessages.claim('a', 'sms', AT)).toEqual({ state: 'begun' });
    await sentMessages.release('a');
    expect(await sentMessages.claim('a', 'sms', AT)).toEqual({ state: 'yours' });
    await sentMessages.settle('a', 'r1');
    await sentMessages.release('a');
    expect(await sentMessages.claim('a', 'sms', AT + 399 * DAY_MS)).toEqual({ state: 'sent', reference: 'r1' });
    expect(await sentMessages.claim('a', 'sms', AT + 401 * DAY_MS)).toEqual({ state: 'yours' });
  });
});
