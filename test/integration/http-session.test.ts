import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAILURES_PER_LOGIN } from '../../src/http/login.ts';
import { ACCOUNT_RECHECK_MS, SESSION_IDLE_MS, SESSION_LIFETIME_MS } from '../../src/http/sessions.ts';
import { HttpWorld, PASSWORD, type Person } from './http-world.ts';

let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.open();
});
afterEach(() => world.close());

const SITE = { Host: 'foyer.test', Origin: 'http://foyer.test' };

async function cookieOf(login: string): Promise<string> {
  const response = await world.request('POST', '/api/session', undefined, { login, password: PASSWORD }, SITE);
  return response.headers.get('set-cookie') ?? '';
}

describe('a session', () => {
  it('is opened by password and kept in a cookie that scripts and other sites never get', async () => {
    const { account } = await world.person('production-manager');
    const cookie = await cookieOf(account.login);
    expect(cookie).toMatch(/^foyer_session=[\w-]{43}; .*HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain('Secure');
    const answer = await world.json('GET', '/api/session', undefined, undefined, {
      Cookie: cookie.split(';')[0] ?? '',
    });
    expect(answer.body).toMatchObject({ login: account.login, role: 'production-manager', clock: { speed: 1 } });
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
  });

  it('has a secure cookie where the public address is https', async () => {
    const secure = await HttpWorld.open({ publicUrl: 'https://foyer.example.org' });
    const { account } = await secure.person('production-manager');
    const headers = { Origin: 'https://foyer.example.org', Host: '10.0.0.1:8080' };
    const response = await secure.request(
      'POST',
      '/api/session',
      undefined,
      { login: account.login, password: PASSWORD },
      headers,
    );
    expect(response.headers.get('set-cookie')).toContain('; Secure');
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000');
    await secure.close();
  });

  it('changes nothing for another site, whose requests carry the cookie but not our origin', async () => {
    const { account } = await world.person('production-manager');
    const cookie = { Cookie: (await cookieOf(account.login)).split(';')[0] ?? '', Host: 'foyer.test' };
    const stop = `/api/campaigns/${world.campaign.id}/stop`;
    for (const origin of [{}, { Origin: 'https://evil.test' }, { Origin: 'null' }]) {
      const answer = await world.json('POST', stop, undefined, undefined, { ...cookie, ...origin });
      expect(answer).toMatchObject({ status: 403, body: { code: 'wrong-origin' } });
    }
    expect(await world.json('POST', stop, undefined, undefined, { ...cookie, ...SITE })).toMatchObject({
      status: 200,
      body: { status: 'stopped' },
    });
  });

  it('ends by log-out, by idleness, after a day, and with its account', async () => {
    const open = async (person: Person) => (await world.request('GET', '/api/session', person)).status === 200;
    const leaver = await world.person('production-manager');
    await world.request('DELETE', '/api/session', leaver);
    expect(await open(leaver)).toBe(false);

    const idle = await world.person('production-manager');
    world.clock.advance(SESSION_IDLE_MS - 1);
    expect(await open(idle)).toBe(true);
    world.clock.advance(SESSION_IDLE_MS);
    expect(await open(idle)).toBe(false);

    const busy = await world.person('production-manager');
    for (let used = 0; used < SESSION_LIFETIME_MS - SESSION_IDLE_MS; used += SESSION_IDLE_MS / 2) {
      expect(await open(busy)).toBe(true);
      world.clock.advance(SESSION_IDLE_MS / 2);
    }
    world.clock.advance(SESSION_IDLE_MS);
    expect(await open(busy)).toBe(false);

    const demoted = await world.person('production-manager');
    await world.store.accounts.put({ ...demoted.account, role: 'client' });
    world.clock.advance(ACCOUNT_RECHECK_MS);
    expect(await world.json('GET', '/api/floor', demoted)).toMatchObject({ status: 403 });
  });

  it('is not opened by guessing: the wrong password, the unknown login, and then nothing for a while', async () => {
    const { account } = await world.person('agent');
    const tryIn = (login: string, password: string) =>
      world.json('POST', '/api/session', undefined, { login, password, token: true });
    expect(await tryIn('nobody', PASSWORD)).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    for (let failure = 0; failure < FAILURES_PER_LOGIN; failure++) {
      expect(await tryIn(account.login, 'wrong')).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    }
    const blocked = await world.request('POST', '/api/session', undefined, {
      login: account.login,
      password: PASSWORD,
      token: true,
    });
    expect(blocked.status).toBe(429);
    expect(Number(blocked.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await world.person('agent');
    expect(other.token).toMatch(/^[\w-]{43}$/);
  });

  it('is one too many beyond the limit', async () => {
    const small = await HttpWorld.open({ limits: { sessions: 1, liveStreams: 1 } });
    const { account } = await small.person('agent');
    const answer = await small.json('POST', '/api/session', undefined, {
      login: account.login,
      password: PASSWORD,
      token: true,
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'too-many-sessions' } });
    await small.close();
  });
});

describe('an answer that is not what was asked for', () => {
  it('is a problem document with a stable code, which names the field', async () => {
    const answer = await world.json('POST', '/api/session', undefined, { login: 7, pasword: 'x' });
    expect(answer).toMatchObject({
      status: 400,
      type: 'application/problem+json',
      body: { code: 'bad-request', type: 'urn:foyer:problem:bad-request' },
    });
    const fields = (answer.body['errors'] as { field: string }[]).map(({ field }) => field);
    expect(fields).toEqual(expect.arrayContaining(['login', 'password', 'pasword']));
  });

  it.each([
    ['not JSON', '{"login": ', 400, 'bad-request'],
    ['too large', JSON.stringify({ login: 'x'.repeat(70_000), password: 'x' }), 413, 'body-too-large'],
  ])('says so when the body is %s', async (_what, body, status, code) => {
    const answer = await world.json('POST', '/api/session', undefined, body, { 'Content-Length': String(body.length) });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('tells apart an unknown address and a malformed id', async () => {
    const manager = await world.person('production-manager');
    expect(await world.json('GET', '/api/nothing', manager)).toMatchObject({
      status: 404,
      body: { code: 'unknown-route' },
    });
    expect(await world.json('GET', '/api/campaigns/42', manager)).toMatchObject({
      status: 400,
      body: { code: 'bad-request' },
    });
  });

  it('never tells what broke inside, but writes it to the log', async () => {
    const manager = await world.person('production-manager');
    world.store.campaignCounts = () => Promise.reject(new Error('secret detail'));
    const answer = await world.json('GET', `/api/campaigns/${world.campaign.id}`, manager);
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } });
    expect(JSON.stringify(answer.body)).not.toContain('secret detail');
    expect(world.logLines.join('')).toContain('secret detail');
  });
});

describe('what the server says of itself', () => {
  it('keeps other sites, frames and foreign scripts out by its headers', async () => {
    const response = await world.request('GET', '/health');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('strict-transport-security')).toBeNull();
  });

  it('describes every route of the API in OpenAPI', async () => {
    const { body } = await world.json('GET', '/openapi.json');
    const paths = body['paths'] as Record<string, Record<string, unknown>>;
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
    );
    const api = world.http.app.routes.filter(
      // The switch asks in its own words (mod_xml_curl).
      ({ method, path }) => method !== 'ALL' && path.startsWith('/api/') && path !== '/api/switch/directory',
    );
    expect(described).toEqual(expect.arrayContaining([...new Set(api.map(({ method, path }) => `${method} ${path}`))]));
  });

  it('gives its metrics to an administrator and to this machine, not through a proxy', async () => {
    const admin = await world.person('administrator');
    const text = await (await world.request('GET', '/metrics', admin)).text();
    expect(text).toContain('foyer_agents');
    const env = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };
    expect((await world.http.app.request('/metrics', {}, env)).status).toBe(200);
    expect((await world.http.app.request('/metrics', { headers: { 'X-Forwarded-For': '10.0.0.9' } }, env)).status).toBe(
      401,
    );
    // Nor to a page that somebody looks at here, under whichever name it asks.
    const pages = [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }, { Host: 'evil.example' }];
    for (const headers of pages)
      expect(
        (await world.http.app.request('/metrics', { headers: { ...headers } as Record<string, string> }, env)).status,
      ).toBe(401);
    const far = { incoming: { socket: { remoteAddress: '10.0.0.9' } } };
    expect((await world.http.app.request('/metrics', {}, far)).status).toBe(401);
  });
});
