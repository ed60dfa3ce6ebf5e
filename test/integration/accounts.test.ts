import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstAdministratorPath } from '../../src/http/index.ts';
import { LINK_LIFETIME_MS } from '../../src/http/sign-in/account-desk.ts';
import { idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { HttpWorld, PASSWORD, type Person } from './http-world.ts';

const reason = 'asked for by the head of production';
const NEW = 'embrun-cabestan-41';
let world: HttpWorld;
let admin: Person;

beforeEach(async () => {
  world = await HttpWorld.open();
  admin = await world.person('administrator');
});
afterEach(() => world.close());

const signIn = (login: string, password: string) =>
  world.json('POST', '/api/session', undefined, { login, password, token: true });
const statusOf = async (person: Person) => (await world.request('GET', '/api/session', person)).status;

async function made(change: object = {}) {
  const wanted = { login: 'claire.aubert', displayName: 'Claire Aubert', role: 'agent', password: NEW, reason };
  return world.json('POST', '/api/accounts', admin, { ...wanted, clientIds: [world.client], ...change });
}

describe('accounts', () => {
  it('are made, changed and listed; each change is in the audit with who, why, before and after', async () => {
    const { body: account } = await made();
    expect(account).toMatchObject({ login: 'claire.aubert', role: 'agent', disabledAt: null });
    expect(account['agentId']).not.toBeNull();
    const path = `/api/accounts/${String(account['userId'])}`;
    const change = { role: 'supervisor', reason };
    expect(await world.json('POST', path, admin, change)).toMatchObject({ status: 200, body: { role: 'supervisor' } });
    const { body } = await world.json('GET', '/api/audit', admin);
    const { userId: actor } = admin.account;
    expect(body).toMatchObject({
      next: null,
      changes: [
        { act: 'changed', actor, reason, before: { role: 'agent' }, after: { role: 'supervisor' } },
        { act: 'created', actor, reason, before: null, after: { login: 'claire.aubert' } },
      ],
    });
    const list = await world.json('GET', '/api/accounts', admin);
    for (const answer of [account, body, list.body]) expect(JSON.stringify(answer)).not.toContain('argon2');
  });

  it('are refused with the field that is wrong', async () => {
    const field = async (change: object) => {
      const { status, body } = await made(change);
      return [status, (body['errors'] as { field: string }[] | undefined)?.[0]?.field];
    };
    expect(await field({ password: 'short' })).toEqual([400, 'password']);
    expect(await field({ login: 'a b' })).toEqual([400, 'login']);
    expect(await field({ reason: '' })).toEqual([400, 'reason']);
    expect(await field({ campaignIds: ['01900000-0000-7000-8000-00000000dead'] })).toEqual([400, 'campaignIds']);
    expect(await field({ login: admin.account.login })).toEqual([400, 'login']);
  });

  it('when disabled, are out at once and answered as if they were unknown; enabled, they come back', async () => {
    const manager = await world.person('production-manager');
    const { userId, login } = manager.account;
    await world.json('POST', `/api/accounts/${userId}/disable`, admin, { reason });
    expect(await statusOf(manager)).toBe(401);
    const disabled = await signIn(login, PASSWORD);
    const unknown = await signIn('nobody', PASSWORD);
    expect(disabled).toEqual(unknown);
    await world.json('POST', `/api/accounts/${userId}/enable`, admin, { reason });
    expect(await signIn(login, PASSWORD)).toMatchObject({ status: 200 });
  });

  it('of an agent in a call end with the call, and no other call comes', async () => {
    const agent = await world.readyAgent();
    const donor = await world.donorAnswers();
    await world.json('POST', `/api/accounts/${agent.account.userId}/disable`, admin, { reason });
    expect(await world.json('GET', '/api/agent', agent)).toMatchObject({
      status: 200,
      body: { agent: { state: 'talking', lastCall: true } },
    });
    world.switch.hangUp(donor);
    await world.pass(100);
    await world.json('POST', '/api/agent/wrap-up', agent, { disposition: 'REF', ready: true });
    await world.pass(100);
    expect(await statusOf(agent)).toBe(401);
  });

  it('change at once what an open session may do', async () => {
    const manager = await world.person('production-manager');
    expect(await world.json('GET', '/api/floor', manager)).toMatchObject({ status: 200 });
    await world.json('POST', `/api/accounts/${manager.account.userId}`, admin, { role: 'client', reason });
    expect(await world.json('GET', '/api/floor', manager)).toMatchObject({ status: 403 });
  });

  it('always hold one administrator', async () => {
    const path = `/api/accounts/${admin.account.userId}`;
    expect(await world.json('POST', `${path}/disable`, admin, { reason })).toMatchObject({ status: 409 });
    expect(await world.json('POST', path, admin, { role: 'client', reason })).toMatchObject({ status: 409 });
    expect(await statusOf(admin)).toBe(200);
  });
});

describe('a one-time link', () => {
  const accept = (token: string, password = NEW) =>
    world.json('POST', '/api/session/invitation', undefined, { token, password });
  const linkFor = async (userId: unknown) => {
    const { body } = await world.json('POST', `/api/accounts/${String(userId)}/link`, admin, { reason });
    return new URL(String(body['url'])).hash.slice(1);
  };

  it('lets its owner set the password, once; until then nothing opens the account', async () => {
    const { body } = await made({ password: undefined });
    expect(await signIn('claire.aubert', '')).toMatchObject({ status: 400 });
    expect(await signIn('claire.aubert', NEW)).toMatchObject({ status: 401 });
    const token = await linkFor(body['userId']);
    expect(await accept(token, 'short')).toMatchObject({ status: 400 });
    expect(await accept(token)).toMatchObject({ status: 200, body: { login: 'claire.aubert' } });
    expect(await accept(token, 'another-password')).toMatchObject({ status: 403, body: { code: 'link-unusable' } });
    expect(await signIn('claire.aubert', NEW)).toMatchObject({ status: 200 });
  });

  it('ends with its time, with the next one, and with the account', async () => {
    const { userId } = (await world.person('agent')).account;
    const late = await linkFor(userId);
    world.clock.advance(LINK_LIFETIME_MS);
    admin = await world.person('administrator');
    expect(await accept(late)).toMatchObject({ status: 403 });
    const replaced = await linkFor(userId);
    const last = await linkFor(userId);
    expect(await accept(replaced)).toMatchObject({ status: 403 });
    await world.json('POST', `/api/accounts/${userId}/disable`, admin, { reason });
    expect(await accept(last)).toMatchObject({ status: 403 });
    expect(world.store.rows('accountLinks')).toEqual([]);
  });

  it('is the way in of a new installation, as long as no administrator has a password', async () => {
    const store = createMemoryStore({ clock: world.clock, ids: idSource(world.clock, seededRandom(3)) });
    const first = () => firstAdministratorPath(store, world.orgId, world.clock);
    const [path, again] = [await first(), await first()];
    expect(path).toMatch(/^\/invitation#[\w-]{43}$/);
    expect(again).not.toBe(path);
    expect(await store.accounts.all(world.orgId)).toMatchObject([{ login: 'admin', role: 'administrator' }]);
    expect(JSON.stringify(store.rows('accountLinks'))).not.toContain(path?.slice(12));
    expect(await firstAdministratorPath(world.store, world.orgId, world.clock)).toBeUndefined();
  });
});

describe('my own', () => {
  it('sessions are listed and ended, and nobody else’s', async () => {
    const person = await world.person('agent');
    const second = { ...person, token: String((await signIn(person.account.login, PASSWORD)).body['token']) };
    const { body } = await world.json('GET', '/api/sessions', second);
    const sessions = body['sessions'] as { sessionId: string; current: boolean }[];
    expect(sessions.map(({ current }) => current).sort()).toEqual([false, true]);
    const other = sessions.find(({ current }) => !current)?.sessionId ?? '';
    expect(await world.json('DELETE', `/api/sessions/${other}`, admin)).toMatchObject({ status: 404 });
    expect(await world.json('DELETE', `/api/sessions/${other}`, second)).toMatchObject({ status: 200 });
    expect([await statusOf(person), await statusOf(second)]).toEqual([401, 200]);
  });

  it('password takes the old one to change, and ends the other sessions', async () => {
    const person = await world.person('agent');
    const second = { ...person, token: String((await signIn(person.account.login, PASSWORD)).body['token']) };
    const change = (current: string) => world.json('POST', '/api/session/password', second, { current, password: NEW });
    expect(await change('wrong')).toMatchObject({ status: 401, body: { code: 'wrong-credentials' } });
    expect(await change(PASSWORD)).toMatchObject({ status: 200 });
    expect([await statusOf(person), await statusOf(second)]).toEqual([401, 200]);
    expect(await signIn(person.account.login, PASSWORD)).toMatchObject({ status: 401 });
    expect(await signIn(person.account.login, NEW)).toMatchObject({ status: 200 });
  });

  it('session gets a new id at sign-in: one that was planted opens nothing', async () => {
    const { account, token } = await world.person('agent');
    const headers = { Cookie: `foyer_session=${token}`, Origin: 'http://localhost', Host: 'localhost' };
    const credentials = { login: account.login, password: PASSWORD };
    const answer = await world.request('POST', '/api/session', undefined, credentials, headers);
    const cookie = answer.headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/HttpOnly.*SameSite=Strict|SameSite=Strict.*HttpOnly/);
    expect(cookie).not.toContain(token);
    expect(await statusOf({ account, token })).toBe(401);
  });
});
