import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemDocument } from '../../src/http/contract/index.ts';
import { policy } from '../../src/http/policy.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { createLog, fileOutbox, sendMessages, smsSettings } from '../../src/ops/index.ts';
import { paymentSettings, stripeService } from '../../src/payments/index.ts';
import { type Role, roles } from '../../src/storage/index.ts';
import { openSqliteFolder, type SqliteFolder } from '../contract/store-sqlite-folder.ts';
import { type FuzzRequest, type Operation, operationsOf, requestsFor } from './fuzz-requests.ts';
import { HttpWorld, type Person } from './http-world.ts';

const isLong = process.env['FOYER_LONG_TESTS'] === '1';
const seed = Number(process.env['FOYER_SEED'] ?? 20_261_125);
/** Requests for each operation. */
const requests = isLong ? 300 : 10;
/** Few of those that take long when they fit: a simulation, a slow hash. */
const slow = new Map([
  ['POST /api/campaigns/:id/what-if', isLong ? 100 : 8],
  ['POST /api/accounts', isLong ? 300 : 12],
  ['POST /api/accounts/:id/password', isLong ? 300 : 12],
]);
/** What no page of a program should show of the server's inside. */
const INSIDE = /\n\s+at |node_modules|\.ts:\d+|\/src\/|SqliteError|ZodError|TypeError|RangeError|SyntaxError/;
/** The pages for donors answer people, not programs. */
const PAGES = /^\/(signature|objections)\//;
/** Refusals that are no fault of the server: something outside is missing or full. */
const BUSY = new Set([
  'no-switch',
  'no-line-free',
  'not-stored',
  'too-many-streams',
  'too-many-sessions',
  'overloaded',
]);

const folder = mkdtempSync(join(tmpdir(), 'foyer-fuzz-'));
let sqlite: SqliteFolder;
let world: HttpWorld;
let operations: readonly Operation[];
let ids: readonly string[];
const people = new Map<Role, Person>();

beforeAll(async () => {
  sqlite = await openSqliteFolder();
  const clock = { now: () => world.clock.now(), monotonic: () => 0, schedule: () => () => undefined };
  const vault = createVault([new Uint8Array(32).fill(5)]);
  const { stripe } = paymentSettings.parse({ stripe: { apiKey: 'rk_test_1', webhookSecrets: ['whsec_of_this_test'] } });
  if (stripe === undefined) throw new Error('it is set');
  const outbox = fileOutbox(join(folder, 'outbox.jsonl'), clock);
  const messages = sendMessages({
    gateways: { email: outbox, sms: outbox, post: outbox },
    sent: sqlite.store.sentMessages,
    clock: systemClock,
    log: createLog({ level: 'error' }),
  });
  world = await HttpWorld.open({
    importFolder: folder,
    promisePorts: { messages, vault },
    outside: {
      vault,
      webhooks: { store: sqlite.store.webhooks, privateAddresses: false },
      payments: [stripeService(stripe, clock)],
      sms: smsSettings.parse({ url: 'https://sms.example/send', secret: 'a secret of the gateway' }),
      outbox,
      bankFolder: folder,
    },
    limits: { sessions: 100_000, liveStreams: 10 },
  });
  for (const role of roles) people.set(role, await world.person(role));
  const agent = await world.readyAgent();
  await world.donorAnswers();
  const contacts = await world.store.contactPage(world.campaign.id);
  const { body } = await world.json('GET', '/api/agent', agent);
  const { attemptId } = (body['agent'] as { call: { attemptId: string } }).call;
  ids = [
    world.campaign.id,
    world.otherCampaign.id,
    world.client,
    agent.agentId,
    attemptId,
    contacts[0]?.contactId ?? '',
    people.get('coach')?.account.userId ?? '',
    '01900000-0000-7000-8000-00000000dead',
  ];
  operations = operationsOf((await world.json('GET', '/openapi.json')).body);
});
afterAll(async () => {
  await world.close();
  await sqlite.remove();
  rmSync(folder, { recursive: true });
});

/** Mostly somebody who may; in turn everybody else, and nobody. */
function askersOf(operation: Operation): readonly (Role | undefined)[] {
  const access = policy[operation.route];
  const allowed = typeof access === 'object' ? access : (['administrator'] as const);
  return [...allowed, 'administrator', ...allowed, undefined, ...roles];
}

/** From elsewhere: what is refused too often there does not lock the people of this test out. */
const ELSEWHERE = { incoming: { socket: { remoteAddress: '192.0.2.9' } } };

async function send({ method }: Operation, { path, body, type }: FuzzRequest, person: Person | undefined) {
  const headers = {
    'Content-Type': type,
    ...(person === undefined ? {} : { Authorization: `Bearer ${person.token}` }),
  };
  const wanted = { method, headers, ...(body === undefined ? {} : { body }) };
  const answer = await world.http.app.request(path, wanted, ELSEWHERE);
  if (answer.headers.get('content-type')?.startsWith('text/event-stream') !== true)
    return { answer, text: await answer.text() };
  await answer.body?.cancel();
  return { answer, text: '' };
}

/** Why this answer is not one; undefined when it is. */
function wrongWith({ path }: Operation, answer: Response, text: string): string | undefined {
  if (INSIDE.test(text)) return `shows the inside: ${text.slice(0, 300)}`;
  if (answer.status < 400) return undefined;
  const isProblem = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
  if (!isProblem) return PAGES.test(path) && answer.status < 500 ? undefined : `is no problem document: ${text}`;
  const parsed = problemDocument.safeParse(JSON.parse(text));
  if (!parsed.success) return `is not the document it should be: ${text}`;
  const { code, status, errors, detail } = parsed.data;
  if (status !== answer.status || detail === '') return `contradicts itself: ${text}`;
  if (answer.status >= 500 && !BUSY.has(code)) return `fails: ${text}`;
  const isNamed = errors?.length !== undefined && errors.length > 0 && errors.every(({ field }) => field !== '');
  return code === 'bad-request' && !isNamed ? `names no field: ${text}` : undefined;
}

function shown(operation: Operation, { path, body, type }: FuzzRequest, asker: Role | undefined): string {
  const bytes =
    typeof body === 'string'
      ? body.slice(0, 300)
      : Buffer.from(body ?? [])
          .toString('hex')
          .slice(0, 100);
  return `${operation.route} as ${asker ?? 'nobody'}: ${path.slice(0, 200)} ${type} ${bytes}`;
}

/** Every fault of one operation, each kind once; that nobody got beyond the door is one too. */
async function faultsOf(operation: Operation, from: number, count: number): Promise<readonly string[]> {
  const askers = askersOf(operation);
  let isReached = false;
  const faults = new Map<string, string>();
  const cases = fc.sample(requestsFor(operation, ids), { seed: from, numRuns: count });
  for (const [index, request] of cases.entries()) {
    const asker = askers[index % askers.length];
    const { answer, text } = await send(operation, request, asker === undefined ? undefined : people.get(asker));
    // What a request ended, somebody signs in again.
    if (asker !== undefined && text.includes('"not-authenticated"')) people.set(asker, await world.person(asker));
    isReached ||= answer.status !== 401 && answer.status !== 403 && answer.status !== 429;
    const wrong = wrongWith(operation, answer, text);
    if (wrong !== undefined && !faults.has(wrong)) faults.set(wrong, `${shown(operation, request, asker)}\n  ${wrong}`);
  }
  return isReached ? [...faults.values()] : [...faults.values(), `${operation.route}: nobody was let in`];
}

describe('every operation of the OpenAPI document, asked with what nobody should send', () => {
  it('answers with no 500, no inside of the server, and problems that name the field', async () => {
    const faults: string[] = [];
    for (const [index, operation] of operations.entries())
      faults.push(...(await faultsOf(operation, seed + index, slow.get(operation.route) ?? requests)));
    const crashed = world.logLines.filter((line) => line.includes('a request failed'));
    expect([...faults, ...crashed].join('\n')).toBe('');
    expect(operations.length).toBeGreaterThan(120);
  }, 600_000);

  it('and goes on serving: nobody gained a role, and prototypes are as they were', async () => {
    expect((await world.json('GET', '/health')).status).toBe(200);
    expect(Object.keys(Object.prototype)).toEqual([]);
    const fresh = await world.person('coach');
    const { body } = await world.json('GET', '/api/session', fresh);
    expect(body).toMatchObject({ role: 'coach', clientIds: [world.client] });
  });
});
