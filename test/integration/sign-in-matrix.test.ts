import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { policy } from '../../src/http/policy.ts';
import { type Account, type Role, roles } from '../../src/storage/index.ts';
import { EventReader, HttpWorld, type Person } from './http-world.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  /** As in the policy table. */
  readonly route: string;
  readonly requestBody?: unknown;
  readonly parameters?: readonly unknown[];
}

/** Nothing has it. */
const NOBODY = '01900000-0000-7000-8000-00000000dead';
const scoped = roles.filter((role) => role !== 'administrator');
const own = new Map<Role, Person>();
/** Each role, at the other charity. */
const foreign = new Map<Role, Person>();
let world: HttpWorld;
let folder: string;
/** Keys of programs that may write, by their role, at the other charity. */
const keys = new Map<Role, Person>();
let sessionId = NOBODY;
let objects = { importId: NOBODY, promiseId: NOBODY, attemptId: NOBODY, agentId: NOBODY, contactId: NOBODY };
let operations: readonly Operation[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-matrix-'));
  world = await HttpWorld.open({ importFolder: folder });
  for (const role of roles) {
    own.set(role, await world.person(role));
    foreign.set(role, await world.person(role, { clientIds: [world.otherClient], campaignIds: [] }));
  }
  await makeObjects();
  await makeKeys();
  const { body } = await world.json('GET', '/openapi.json');
  const paths = body['paths'] as Record<string, Record<string, Omit<Operation, 'method' | 'path' | 'route'>>>;
  operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([name, operation]) => {
      const method = name.toUpperCase();
      return { ...operation, method, path, route: `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}` };
    }),
  );
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

/** An import, a promise, and an agent in a call, all of the first charity. */
async function makeObjects(): Promise<void> {
  const manager = own.get('production-manager');
  const upload = `/api/imports?campaignId=${world.campaign.id}&name=dons.csv`;
  const bytes = { 'Content-Type': 'application/octet-stream' };
  const { body: taken } = await world.json(
    'POST',
    upload,
    manager,
    'code_donateur;nom;tel_fixe\nD1;Un;0199001001\n',
    bytes,
  );
  const agent = await world.readyAgent();
  await world.donorAnswers();
  const promise = { kind: 'one-off', amountCents: 3_000, askStep: 1, ...key };
  const { body: made } = await world.json('POST', '/api/agent/promise', agent, promise);
  const { body: view } = await world.json('GET', '/api/agent', agent);
  const { attemptId } = (view['agent'] as { call: { attemptId: string } }).call;
  const ids = [(taken['import'] as { batchId: string }).batchId, (made['promise'] as { promiseId: string }).promiseId];
  const [importId = '', promiseId = ''] = ids;
  const [contact] = await world.store.contactPage(world.campaign.id);
  objects = { importId, promiseId, attemptId, agentId: agent.agentId, contactId: contact?.contactId ?? NOBODY };
}

async function makeKeys(): Promise<void> {
  const coach = own.get('coach');
  const { body } = await world.json('GET', '/api/sessions', coach);
  sessionId = (body['sessions'] as { sessionId: string }[])[0]?.sessionId ?? NOBODY;
  for (const role of ['production-manager', 'campaign-manager', 'supervisor', 'coach', 'client'] as const) {
    const wanted = { name: role, role, clientIds: [world.otherClient], readOnly: false, ...because };
    const made = await world.json('POST', '/api/keys', own.get('administrator'), wanted);
    const account = foreign.get(role)?.account;
    if (account !== undefined) keys.set(role, { account, token: String(made.body['key']) });
  }
}

const because = { reason: 'a reason that is long enough' };
const key = { key: 'k1' };

/** A request about an object of the first charity that fits its schema; by the route of each operation that can name one. */
function requestsAbout(): Readonly<
  Record<string, { readonly body?: unknown; readonly query?: string; readonly id?: string }>
> {
  const { client: clientId, campaign } = world;
  const campaignId = campaign.id;
  const { importId, promiseId, attemptId, agentId } = objects;
  const number = '0199001005';
  const day = 'from=2026-11-24&to=2026-11-24';
  return {
    'GET /api/campaigns/:id': {},
    'POST /api/campaigns/:id/start': {},
    'POST /api/campaigns/:id/stop': {},
    'POST /api/campaigns/:id/mode': { body: { mode: 'progressive' } },
    'POST /api/campaigns/:id/basis': { body: { profile: 'recommended', ...because } },
    'POST /api/campaigns/:id/pacing': { body: { maxLines: 3, ...because } },
    'POST /api/campaigns/:id/what-if': { body: { agents: 4 } },
    'POST /api/campaigns/:id/replay': { body: { from: 0, lengthMs: 3_600_000 } },
    'GET /api/campaigns/:id/trials': {},
    'POST /api/campaigns/:id/trials': { body: { maxLines: 3, ...because } },
    'POST /api/campaigns/:id/trials/end': { body: { keep: true } },
    'GET /api/campaigns/:id/callable': {},
    'GET /api/campaigns/:id/why': {},
    'GET /api/campaigns/:id/why/:contactId': {},
    'GET /api/campaigns/:id/pace': {},
    'GET /api/campaigns/:id/changes': {},
    'GET /api/campaigns/:id/plan': {},
    'PATCH /api/campaigns/:id/plan': { body: { segments: {}, ...because } },
    'POST /api/campaigns': {
      body: { clientId, name: 'New', charityName: 'S', callerId: '+33162000001', gatewayId: 'carrier', ...because },
    },
    'POST /api/campaigns/check': { body: { clientId } },
    'GET /api/campaigns/:id/set-up': {},
    'POST /api/campaigns/:id/set-up': { body: { charityName: 'Autre', ...because } },
    'GET /api/campaigns/:id/list': {},
    'POST /api/campaigns/:id/asks': {
      body: { kind: 'upgrade', lastCents: null, yearCents: null, monthlyCents: 1_000 },
    },
    'GET /api/campaigns/:id/dry-run': {},
    'POST /api/campaigns/:id/objective': { body: { objective: 'abandonment', value: 0.01, ...because } },
    'POST /api/objections': { body: { number, clientId, source: 'letter' } },
    'POST /api/objections/links': { body: { number, clientId } },
    'POST /api/limits': { body: { limit: 'donor-dials-a-day', value: 2, scope: 'client', clientId, ...because } },
    'POST /api/imports': { query: `campaignId=${campaignId}&name=a.csv`, body: 'nom;tel\n' },
    'POST /api/import-mappings': { body: { clientId, fingerprint: 'unknown' } },
    'GET /api/reports': { query: `${day}&campaignId=${campaignId}` },
    'GET /api/reports.csv': { query: `${day}&clientId=${clientId}` },
    'GET /api/reports/reasons': { query: `${day}&campaignId=${campaignId}` },
    'GET /api/reports/promises': { query: `${day}&campaignId=${campaignId}` },
    'GET /api/reports/promises.csv': { query: `${day}&clientId=${clientId}` },
    'GET /api/reports/reasons.csv': { query: `${day}&clientId=${clientId}` },
    'POST /api/campaigns/:id/records.csv': { body: {} },
    'POST /api/donors/consent': { body: { clientId, code: 'D1', givenAt: 1, means: 'paper' } },
    'POST /api/donors/consent/withdraw': { body: { clientId, code: 'D1' } },
    'GET /api/promises': { query: `campaign=${campaignId}` },
    'POST /api/creditors': {
      body: { clientId, name: 'Secours', address: ['1 rue du Lac'], creditorId: 'FR72 ZZZ 123456' },
    },
    'POST /api/promises/:id/cancel': { id: promiseId, body: { because: 'donor', ...key } },
    'POST /api/promises/:id/unfreeze': { id: promiseId, body: key },
    'POST /api/promises/:id/amend': { id: promiseId, body: { change: 'resume', ...key } },
    'POST /api/promises/:id/link': { id: promiseId, body: { channel: 'post', ...key } },
    'POST /api/promises/:id/paper': { id: promiseId, body: { name: 'Donatrice', iban: 'FR14', ...key } },
    'GET /api/promises/:id/mandate.pdf': { id: promiseId },
    'GET /api/imports/:id': { id: importId },
    'GET /api/imports/:id/look': { id: importId },
    'POST /api/imports/:id/reading': { id: importId, body: {} },
    'POST /api/imports/:id/preview': { id: importId },
    'POST /api/imports/:id/apply': { id: importId },
    'POST /api/imports/:id/undo': { id: importId },
    'GET /api/imports/:id/kept': { id: importId },
    'GET /api/imports/:id/rejects': { id: importId },
    'POST /api/agents/:id/join': { id: agentId, body: { way: 'listen' } },
    'POST /api/agents/:id/leave': { id: agentId },
    'POST /api/agents/:id/pause': { id: agentId, body: { reason: 'technical' } },
    'POST /api/agents/:id/end': { id: agentId },
    'GET /api/agents/:id/line-quality': { id: agentId },
    'POST /api/agents/:id/campaigns': { id: agentId, body: { campaignIds: [campaignId] } },
    'GET /api/agents/:id/messages': { id: agentId },
    'POST /api/agents/:id/messages': { id: agentId, body: { text: 'Bonjour' } },
    'POST /api/agents/:id/messages/read': { id: agentId },
    'DELETE /api/sessions/:id': { id: sessionId },
    'GET /api/campaigns/:id/scripts': {},
    'POST /api/campaigns/:id/scripts': { body: { document: {} } },
    'GET /api/campaigns/:id/scripts/:version': {},
    'POST /api/campaigns/:id/scripts/:version/approve': { body: { onBehalf: 'a letter of the charity' } },
    'POST /api/campaigns/:id/scripts/:version/live': { body: {} },
    'POST /api/agent/training/:id': { body: { version: 1, read: true, answers: [0, 0, 0] } },
    'POST /api/protection': { body: { contactId: objects.contactId, outcome: 'no-more-contact' } },
    'GET /api/calls/:id/steps': { id: attemptId },
    'GET /api/calls/:id/useful-contact': { id: attemptId },
    'POST /api/calls/:id/useful-contact/dispute': { id: attemptId, body: because },
    'POST /api/calls/:id/useful-contact/arbitrate': { id: attemptId, body: { useful: true, ...because } },
  };
}

/** These name charities or ids, but are the whole house's, or of one's own call alone. */
const unscoped = new Set([
  'POST /api/agent/session',
  'POST /api/agent/dial',
  'POST /api/agent/transfer',
  'POST /api/agent/promise/link',
  // Asked for another charity in http-outgoing.test.ts: they need storage and a vault that this world has not.
  'POST /api/webhooks',
  'DELETE /api/webhooks/:id',
  'GET /api/webhooks/:id/failures',
  'POST /api/webhooks/:id/replay',
]);

function accessOf({ route }: Operation) {
  const access = policy[route];
  if (access === undefined) throw new Error(`${route} is not in the policy table`);
  return access;
}

function namesAnObject(operation: Operation): boolean {
  const asked = JSON.stringify([operation.path, operation.requestBody ?? null, operation.parameters ?? null]);
  return /\{\w+\}|clientId|campaignId|AgentId|contactId|promiseId/.test(asked);
}

function isScoped(operation: Operation): boolean {
  const access = accessOf(operation);
  if (access === 'public' || access === 'local-or-admin') return false;
  return access === 'local-or-watcher' || access.some((role) => role !== 'administrator');
}

function ask(operation: Operation, person: Person | undefined): Promise<Response> {
  const { body, query, id = world.campaign.id } = requestsAbout()[operation.route] ?? {};
  const path =
    operation.path.replace('{id}', id).replace('{contactId}', objects.contactId).replace('{version}', '1') +
    (query === undefined ? '' : `?${query}`);
  const raw = typeof body === 'string' ? { 'Content-Type': 'application/octet-stream' } : {};
  return world.request(operation.method, path, person, body, raw);
}

function rolesOf(operation: Operation): readonly Role[] {
  const access = accessOf(operation);
  if (access === 'public') return roles;
  if (access === 'local-or-admin') return ['administrator'];
  return access === 'local-or-watcher'
    ? ['administrator', 'production-manager', 'campaign-manager', 'supervisor']
    : access;
}

describe('every operation of the OpenAPI document', () => {
  it('is in the policy table', () => {
    for (const operation of operations) expect(policy).toHaveProperty([operation.route]);
    expect(operations.length).toBeGreaterThan(60);
  });

  it('is every route of the API, but the one that the switch asks in its own words', () => {
    const described = new Set(operations.map(({ route }) => route));
    const routes = Object.keys(policy).filter((route) => route.includes(' /api/'));
    expect(routes.filter((route) => !described.has(route))).toEqual(['POST /api/switch/directory']);
  });

  it('that can name an object of a charity is asked about one here', () => {
    const named = operations.filter((each) => isScoped(each) && namesAnObject(each)).map(({ route }) => route);
    const asked = new Set([...Object.keys(requestsAbout()), ...unscoped]);
    expect(named.filter((route) => !asked.has(route))).toEqual([]);
  });

  it('answers 401 without a session, unless it is public', async () => {
    for (const operation of operations) {
      if (accessOf(operation) === 'public') continue;
      const answer = await ask(operation, undefined);
      await answer.body?.cancel();
      expect([operation.route, answer.status]).toEqual([operation.route, 401]);
    }
  });

  it.each(scoped)('is 403 for a %s beyond the role, and 404 for the objects of another charity', async (role) => {
    for (const operation of operations) {
      if (requestsAbout()[operation.route] === undefined) continue;
      const answer = await ask(operation, foreign.get(role));
      await answer.body?.cancel();
      const expected = rolesOf(operation).includes(role) ? 404 : 403;
      expect([operation.route, answer.status]).toEqual([operation.route, expected]);
    }
  });

  it.each(['production-manager', 'campaign-manager', 'supervisor', 'coach', 'client'] as const)(
    'is the same for a key of the role %s',
    async (role) => {
      for (const operation of operations) {
        if (requestsAbout()[operation.route] === undefined) continue;
        const answer = await ask(operation, keys.get(role));
        await answer.body?.cancel();
        // A key has no session.
        const isAllowed = rolesOf(operation).includes(role) && !/\/api\/sessions?\b/.test(operation.route);
        const expected = isAllowed ? 404 : 403;
        expect([operation.route, answer.status]).toEqual([operation.route, expected]);
      }
    },
  );

  it.each(scoped)('that streams shows a %s nothing of another charity', async (role) => {
    for (const operation of operations.filter(({ path }) => path === '/api/live')) {
      const answer = await ask(operation, foreign.get(role));
      expect(answer.status).toBe(rolesOf(operation).includes(role) ? 200 : 403);
      if (answer.status !== 200) continue;
      const reader = new EventReader(answer);
      const first = await reader.next();
      await reader.cancel();
      expect(first?.event).toBe('floor');
      for (const secret of [world.campaign.id, world.client, objects.agentId, 'Hiver', 'Donatrice'])
        expect(JSON.stringify(first)).not.toContain(secret);
    }
  });

  it.each(scoped)('that lists shows a %s nothing of another charity', async (role) => {
    const secrets = [world.campaign.id, world.client, 'Hiver', 'Donatrice'];
    const lists = operations.filter(
      ({ method, path, route }) =>
        method === 'GET' &&
        path.startsWith('/api/') &&
        !path.includes('{') &&
        !path.endsWith('live') &&
        requestsAbout()[route] === undefined,
    );
    expect(lists.length).toBeGreaterThan(10);
    for (const operation of lists) {
      const answer = await ask(operation, foreign.get(role));
      const text = await answer.text();
      expect([operation.route, secrets.filter((secret) => text.includes(secret))]).toEqual([operation.route, []]);
    }
  });

  it('is 404 above for the charity alone: its own people reach the same objects', async () => {
    const reached = operations.filter(({ route }) => {
      const request = requestsAbout()[route];
      return request !== undefined && request.id === undefined && !/import|scripts|training|protection/.test(route);
    });
    for (const operation of reached) {
      const answer = await ask(operation, own.get('production-manager'));
      await answer.body?.cancel();
      const allowed = /what-if|replay|trials/.test(operation.route) ? [200, 409] : [200];
      expect([operation.route, answer.status, allowed.includes(answer.status)]).toEqual([
        operation.route,
        answer.status,
        true,
      ]);
    }
  });
});

describe('a person of one charity', () => {
  beforeAll(async () => {
    await world.close();
    world = await HttpWorld.open();
    own.set('production-manager', await world.person('production-manager'));
  });

  it('does not listen to an agent who works for two, while the call is of the other', async () => {
    const both = { campaignIds: [world.campaign.id, world.otherCampaign.id] };
    const agent = await world.person('agent', { clientIds: [world.client, world.otherClient], ...both });
    await world.act(agent, '/session', { line: { kind: 'sip' } });
    await world.pass(100);
    await world.act(agent, '/ready');
    await world.donorAnswers();
    const listen = async (clientIds: Account['clientIds']) => {
      const coach = await world.person('coach', { clientIds });
      await world.act(coach, '/session', { line: { kind: 'sip' } });
      await world.pass(100);
      return world.json('POST', `/api/agents/${agent.account.agentId}/join`, coach, { way: 'listen' });
    };
    const seen = await world.json('GET', '/api/floor', await world.person('coach', { clientIds: [world.otherClient] }));
    expect(JSON.stringify(seen.body['agents'])).toContain(agent.account.agentId);
    expect(await listen([world.otherClient])).toMatchObject({ status: 404 });
    expect(await listen([world.client])).toMatchObject({ status: 200 });
  });

  it('is not handed a call of another, with the card of its donor', async () => {
    const agent = await world.readyAgent();
    await world.donorAnswers();
    const there = { clientIds: [world.otherClient], campaignIds: [world.otherCampaign.id] };
    for (const role of ['agent', 'supervisor'] as const) {
      const other = await world.person(role, there);
      await world.act(other, '/session', { line: { kind: 'sip' } });
      await world.pass(100);
      const answer = await world.json('POST', '/api/agent/transfer', agent, { toAgentId: other.account.agentId });
      expect(answer).toMatchObject({ status: 404 });
    }
  });

  it('does not record an objection to a campaign of another', async () => {
    const manager = own.get('production-manager');
    const objection = {
      number: '0199001005',
      clientId: world.client,
      scope: 'campaign',
      campaignId: world.otherCampaign.id,
      source: 'letter',
    };
    expect(await world.json('POST', '/api/objections', manager, objection)).toMatchObject({ status: 404 });
  });
});
