import { afterAll, beforeAll, expect, it } from 'vitest';
import { createVault } from '../../src/kernel/vault.ts';
import { HttpWorld, PASSWORD } from './http-world.ts';
import { Outbox } from './promise-http-world.ts';

const PUBLIC = 'https://foyer.example.org';
const outbox = new Outbox();
let world: HttpWorld;
beforeAll(async () => {
  const vault = createVault([new Uint8Array(32).fill(7)]);
  world = await HttpWorld.open({
    publicUrl: PUBLIC,
    promisePorts: { messages: outbox, vault },
    outside: { vault },
  });
});
afterAll(() => world.close());

const origin = { Origin: PUBLIC };
const ask = (name: string, token: string) =>
  world.json('GET', '/api/session', undefined, undefined, { Cookie: `${name}=${token}` });

it('keeps the session in a cookie that no other host of the domain can plant', async () => {
  const { account } = await world.person('coach');
  const wanted = { login: account.login, password: PASSWORD };
  const answer = await world.request('POST', '/api/session', undefined, wanted, origin);
  const [cookie = ''] = answer.headers.getSetCookie();
  expect(cookie).toMatch(/^__Host-foyer_session=[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  const token = cookie.slice(cookie.indexOf('=') + 1, cookie.indexOf(';'));
  expect(await ask('__Host-foyer_session', token)).toMatchObject({ status: 200 });
  expect(await ask('foyer_session', token)).toMatchObject({ status: 401 });
});

it('gives a new session at each sign-in, and ends the one that was brought along', async () => {
  const { account, token } = await world.person('coach');
  const headers = { ...origin, Cookie: `__Host-foyer_session=${token}` };
  const wanted = { login: account.login, password: PASSWORD };
  const answer = await world.request('POST', '/api/session', undefined, wanted, headers);
  expect(answer.headers.getSetCookie()[0]).not.toContain(token);
  expect(await ask('__Host-foyer_session', token)).toMatchObject({ status: 401 });
});

it('tells the owner by e-mail of every change of what opens the account, and nothing secret', async () => {
  const person = await world.person('supervisor', { email: 'sylvie@example.org' });
  const admin = await world.person('administrator');
  const change = { current: PASSWORD, password: 'another long password' };
  expect(await world.json('POST', '/api/session/password', person, change)).toMatchObject({ status: 200 });
  const path = `/api/accounts/${person.account.userId}`;
  const reset = { reason: 'telephone lost' };
  expect(await world.json('POST', `${path}/second-factor/reset`, admin, reset)).toMatchObject({ status: 200 });
  const set = { password: 'a third long password', reason: 'asked for' };
  expect(await world.json('POST', `${path}/password`, admin, set)).toMatchObject({ status: 200 });
  await world.pass(100);
  expect(outbox.sent.map(({ to }) => to)).toEqual(Array(3).fill('sylvie@example.org'));
  expect(outbox.sent.map(({ text }) => /your (\w+ ?\w*) was/.exec(text)?.[1])).toEqual([
    'password',
    'second factor',
    'password',
  ]);
  for (const { text } of outbox.sent)
    for (const secret of [PASSWORD, change.password, set.password]) expect(text).not.toContain(secret);
  expect(new Set(outbox.sent.map(({ key }) => key)).size).toBe(3);
  outbox.failing = true;
  const other = { current: set.password, password: 'a fourth long password' };
  const fresh = await world.json('POST', '/api/session', undefined, {
    login: person.account.login,
    password: set.password,
    token: true,
  });
  const again = { ...person, token: String(fresh.body['token']) };
  expect(await world.json('POST', '/api/session/password', again, other)).toMatchObject({ status: 200 });
  await world.pass(100);
  expect(world.logLines.join()).toContain('was not told of a change');
});

it('writes into the log who was refused what, and not that somebody has to sign in', async () => {
  const agent = await world.person('agent');
  const before = world.logLines.length;
  await world.json('GET', '/api/accounts', agent);
  await world.json('GET', '/api/accounts');
  const lines = world.logLines.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines).toMatchObject([
    { code: 'forbidden', route: 'GET /api/accounts', userId: agent.account.userId, msg: 'a request was refused' },
  ]);
});

it('takes new passwords of 12 to 128 characters of any kind', async () => {
  const person = await world.person('agent');
  const set = (password: string) =>
    world.json('POST', '/api/session/password', person, { current: PASSWORD, password });
  for (const bad of ['x'.repeat(11), 'x'.repeat(129)])
    expect(await set(bad)).toMatchObject({ status: 400, body: { errors: [{ field: 'password' }] } });
  expect(await set(`é 𝄞 ${'x'.repeat(122)}`)).toMatchObject({ status: 200 });
  const stored = await world.store.accounts.byId(person.account.userId);
  expect(stored?.passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$/);
});

it('asks for a passkey nowhere but under a name, and refuses answers that were not asked for', async () => {
  const person = await world.person('agent');
  const answer = { id: 'AAAA', clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA' };
  const refused = await world.json('POST', '/api/session/passkey', undefined, answer, origin);
  expect(refused).toMatchObject({ status: 401, body: { code: 'passkey-refused' } });
  expect(await world.json('POST', '/api/session/passkey', undefined, answer)).toMatchObject({
    status: 403,
    body: { code: 'wrong-origin' },
  });
  const made = { id: 'AAAA', clientDataJSON: 'e30', attestationObject: 'AAAA' };
  const added = await world.json('POST', '/api/session/passkeys', person, { name: 'x', passkey: made });
  expect(added).toMatchObject({ status: 400, body: { errors: [{ field: 'passkey' }] } });
  const wrong = await world.json('POST', '/api/session/passkeys/begin', person, { password: 'wrong' });
  expect(wrong).toMatchObject({ status: 401 });
  const other = await HttpWorld.open();
  const local = await other.json('POST', 'http://127.0.0.1:8080/api/session/passkey/begin');
  expect(local).toMatchObject({ status: 409, body: { code: 'not-possible' } });
  await other.close();
});

it('sends what keeps scripts, frames, other sites and plain http out, and nothing of its own make', async () => {
  const answers = ['/health', '/api/session', '/api/nothing', '/compte'].map((path) => world.request('GET', path));
  for (const { headers } of await Promise.all(answers)) {
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toBe(
      "default-src 'self'; img-src 'self' data:; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    for (const tale of ['server', 'x-powered-by', 'access-control-allow-origin']) expect(headers.get(tale)).toBeNull();
  }
  const api = await world.request('GET', '/api/session');
  expect(api.headers.get('cache-control')).toBe('no-store');
});

it('lets no other site read or change anything, and knows no other methods', async () => {
  const { token } = await world.person('administrator');
  const cookie = { Cookie: `__Host-foyer_session=${token}` };
  const preflight = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'POST' };
  const asked = await world.request('OPTIONS', '/api/accounts', undefined, undefined, { ...cookie, ...preflight });
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([404, null]);
  for (const from of [{}, { Origin: 'https://evil.example' }, { Origin: 'null' }, { Origin: `${PUBLIC}.evil.example` }])
    expect(await world.json('DELETE', '/api/session', undefined, undefined, { ...cookie, ...from })).toMatchObject({
      status: 403,
      body: { code: 'wrong-origin' },
    });
  for (const method of ['PUT', 'PROPFIND'])
    expect(await world.json(method, '/api/session', undefined, undefined, cookie)).toMatchObject({ status: 404 });
  const session = await world.json('GET', '/api/session', undefined, undefined, cookie);
  expect(session).toMatchObject({ status: 200 });
});

it('limits the guessing of one client, not of everybody behind the same proxy', async () => {
  const other = await HttpWorld.open({ proxies: ['127.0.0.1'] });
  const { account } = await other.person('coach');
  const ask = (from: string, password: string) =>
    other.http.app.request(
      '/api/session',
      {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': `1.2.3.4, ${from}` },
        body: JSON.stringify({ login: account.login, password, token: true }),
      },
      { incoming: { socket: { remoteAddress: '::ffff:127.0.0.1' } } },
    );
  for (let times = 0; times < 5; times++) expect((await ask('203.0.113.9', 'wrong')).status).toBe(401);
  expect((await ask('203.0.113.9', PASSWORD)).status).toBe(429);
  expect((await ask('203.0.113.10', PASSWORD)).status).toBe(200);
  await other.pass(0);
  const [event] = await other.store.signIn.signIns(other.orgId);
  expect(event).toMatchObject({ what: 'signed-in', address: '203.0.113.10' });
  await other.close();
});

it('refuses passwords that are guessed first, and leaves the link for a better one', async () => {
  const admin = await world.person('administrator');
  const person = await world.person('agent', { login: 'anne.durand' });
  const path = `/api/accounts/${person.account.userId}`;
  const common = { status: 400, body: { code: 'common-password', errors: [{ field: 'password' }] } };
  const set = (password: string) => world.json('POST', `${path}/password`, admin, { password, reason: 'asked for' });
  for (const bad of ['administrator', 'Qwerty123456', 'anne.durand-2026']) expect(await set(bad)).toMatchObject(common);
  const { body } = await world.json('POST', `${path}/link`, admin, { reason: 'forgotten' });
  const token = String(body['url']).split('#')[1];
  const accept = (password: string) => world.json('POST', '/api/session/invitation', undefined, { token, password });
  expect(await accept('administrator')).toMatchObject(common);
  expect(await accept('embrun-cabestan-41')).toMatchObject({ status: 200 });
  expect(await accept('embrun-cabestan-42')).toMatchObject({ status: 403, body: { code: 'link-unusable' } });
});
