import { createHash, createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SoftphoneAccount } from '../../src/http/contract/index.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import { HttpWorld, type Person } from '../integration/http-world.ts';

const PASSWORD = 'a password of twenty letters';
const DOMAIN = 'agents.example.org';
const softphone = {
  url: 'wss://sip.example.org:7443',
  domain: DOMAIN,
  directoryPassword: PASSWORD,
  hours: 4,
  stun: ['stun:relay.example.org:3478'],
  turn: { urls: ['turns:relay.example.org:443'], secret: 'the secret of the relay' },
};
let world: HttpWorld;
let agent: Person;

beforeAll(async () => {
  world = await HttpWorld.open({ agentLines: { telephone: undefined, softphone }, webFolder: '/nowhere' });
  agent = await world.person('agent');
});
afterAll(() => world.close());

const ask = async (person: Person): Promise<SoftphoneAccount> => {
  const { status, body } = await world.json('POST', '/api/agent/softphone', person);
  expect(status).toBe(200);
  return body as unknown as SoftphoneAccount;
};

/** As FreeSWITCH asks when a browser registers. */
async function directory(user: string, more: { domain?: string; section?: string; password?: string } = {}) {
  const { domain = DOMAIN, section = 'directory', password = PASSWORD } = more;
  const body = new URLSearchParams({ section, tag_name: 'domain', key_name: 'name', key_value: domain, user, domain });
  const response = await world.http.app.request('/api/switch/directory', {
    method: 'POST',
    headers: { Authorization: `Basic ${Buffer.from(`foyer:${password}`).toString('base64')}` },
    body,
  });
  return { status: response.status, xml: await response.text() };
}

const a1Of = (xml: string) => /name="a1-hash" value="([0-9a-f]{32})"/.exec(xml)?.[1];
const NOT_FOUND = /<result status="not found"/;

describe('the account of a browser', () => {
  it('is made for the agent who asks, and the switch checks it by its hash alone', async () => {
    const account = await ask(agent);
    expect(account).toMatchObject({ url: softphone.url, domain: DOMAIN, user: agent.account.agentId });
    const { status, xml } = await directory(account.user);
    expect(status).toBe(200);
    const expected = createHash('md5').update(`${account.user}:${DOMAIN}:${account.password}`).digest('hex');
    expect(a1Of(xml)).toBe(expected);
    expect(xml).not.toContain(account.password);
  });

  it('gives the relay a name that says how long it lasts, and its password', async () => {
    const { iceServers, expiresAt, user } = await ask(agent);
    const username = `${Math.floor(expiresAt / 1_000)}:${user}`;
    const credential = createHmac('sha1', softphone.turn.secret).update(username).digest('base64');
    expect(iceServers).toEqual([{ urls: softphone.stun }, { urls: softphone.turn.urls, username, credential }]);
  });

  it('takes the place of the one before', async () => {
    const [first, second] = [await ask(agent), await ask(agent)];
    expect(second.password).not.toBe(first.password);
    const hash = createHash('md5').update(`${second.user}:${DOMAIN}:${second.password}`).digest('hex');
    expect(a1Of((await directory(second.user)).xml)).toBe(hash);
  });

  it('ends with the session', async () => {
    const leaver = await world.person('agent');
    const { user } = await ask(leaver);
    expect(a1Of((await directory(user)).xml)).toBeDefined();
    await world.json('DELETE', '/api/session', leaver);
    expect((await directory(user)).xml).toMatch(NOT_FOUND);
  });

  it('ends after its hours, though the session goes on', async () => {
    const { user } = await ask(agent);
    for (let hour = 0; hour < softphone.hours; hour++) {
      expect(a1Of((await directory(user)).xml)).toBeDefined();
      world.clock.advance(HOUR_MS);
      await world.json('GET', '/api/session', agent);
    }
    expect((await directory(user)).xml).toMatch(NOT_FOUND);
  });
});

describe('what the switch is told', () => {
  it.each([
    ['another domain', { domain: 'elsewhere.example.org' }],
    ['a question about the dialplan', { section: 'dialplan' }],
  ])('is to look elsewhere for %s', async (_name, more) => {
    const { user } = await ask(agent);
    expect((await directory(user, more)).xml).toMatch(NOT_FOUND);
  });
  it.each(['1000', '', '"/><user id="x', crypto.randomUUID()])('is to look elsewhere for the user %j', async (user) => {
    expect((await directory(user)).xml).toMatch(NOT_FOUND);
  });
  it('is nothing without its password', async () => {
    const { user } = await ask(agent);
    const { status, xml } = await directory(user, { password: 'a guess' });
    expect(status).toBe(401);
    expect(xml).not.toContain('a1-hash');
  });
});

describe('what pages may do', () => {
  const headersOf = async (path: string) => (await world.request('GET', path)).headers;
  it('is the microphone and the way to the switch on the desk alone; no camera anywhere', async () => {
    const desk = await headersOf('/poste');
    expect(desk.get('Permissions-Policy')).toContain('microphone=(self)');
    expect(desk.get('Content-Security-Policy')).toContain("connect-src 'self' wss://sip.example.org:7443");
    for (const path of ['/', '/plateau', '/api/health']) {
      const other = await headersOf(path);
      expect(other.get('Permissions-Policy')).toContain('microphone=()');
      expect(other.get('Content-Security-Policy')).not.toContain('wss:');
    }
    for (const path of ['/poste', '/'])
      expect((await headersOf(path)).get('Permissions-Policy')).toContain('camera=()');
  });
});

describe('how a line is', () => {
  const note = (rttMs: number, lossPercent = 0) =>
    world.json('POST', '/api/agent/line-quality', agent, { rttMs, jitterMs: 4, lossPercent });
  const minutes = async () =>
    (await world.json('GET', '/api/agent/line-quality', agent)).body['minutes'] as Record<string, unknown>[];

  it('is judged at once, kept by the minute, and written down when the minute is over', async () => {
    world.clock.advance(MINUTE_MS - (world.clock.now() % MINUTE_MS));
    expect((await note(100)).body).toMatchObject({ verdict: 'green' });
    expect((await note(300)).body).toMatchObject({ verdict: 'orange' });
    expect(await minutes()).toMatchObject([{ samples: 2, rttMs: 200, jitterMs: 4, lossPercent: 0, verdict: 'orange' }]);
    expect(await world.store.lines.of(agent.account.agentId as never, 0)).toEqual([]);
    world.clock.advance(MINUTE_MS);
    expect((await note(900, 12)).body).toMatchObject({ verdict: 'red' });
    await world.pass(0);
    expect(await world.store.lines.of(agent.account.agentId as never, 0)).toMatchObject([{ samples: 2, rttMs: 200 }]);
    expect(await minutes()).toMatchObject([{ samples: 1, verdict: 'red' }, { samples: 2 }]);
  });

  it('can be seen by those who run the floor of this charity', async () => {
    const supervisor = await world.person('supervisor');
    const foreign = await world.person('supervisor', { clientIds: [world.otherClient], campaignIds: [] });
    const path = `/api/agents/${agent.account.agentId}/line-quality`;
    expect((await world.json('GET', path, supervisor)).status).toBe(404);
    await world.act(agent, '/session', { line: { kind: 'browser' } });
    expect((await world.json('GET', path, supervisor)).body['minutes']).toMatchObject([{ verdict: 'red' }, {}]);
    expect((await world.json('GET', path, foreign)).status).toBe(404);
    expect((await world.json('GET', path, agent)).status).toBe(403);
  });

  it('is refused where it cannot be', async () => {
    expect((await note(-1)).status).toBe(400);
    expect((await note(40, 101)).status).toBe(400);
    expect((await world.json('POST', '/api/agent/line-quality', await world.person('client'), {})).status).toBe(403);
  });
});

describe('an installation without softphone', () => {
  it('says so', async () => {
    const plain = await HttpWorld.open({ agentLines: { telephone: undefined } });
    const person = await plain.person('agent');
    expect((await plain.json('POST', '/api/agent/softphone', person)).body).toMatchObject({ code: 'line-refused' });
    expect((await plain.json('GET', '/api/session', person)).body).toMatchObject({
      softphone: null,
      lineKinds: ['sip'],
    });
    expect((await plain.request('POST', '/api/switch/directory')).status).toBe(404);
    await plain.close();
  });
});
