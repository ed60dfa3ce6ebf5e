import { Secret, TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAILURES_PER_PERSON } from '../../src/http/sign-in/second-factors.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { HttpWorld, PASSWORD, type Person } from './http-world.ts';

const path = '/api/session/second-factor';
const reason = 'the telephone was lost in the sea';
let world: HttpWorld;
let supervisor: Person;

beforeEach(async () => {
  const vault = createVault([new Uint8Array(32).fill(7)]);
  world = await HttpWorld.open({ secondFactor: 'required', outside: { vault } });
  supervisor = await world.person('supervisor');
});
afterEach(() => world.close());

const codeOf = (secret: string) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: world.clock.now() });
const signIn = ({ account: { login } }: Person, code?: string) =>
  world.json('POST', '/api/session', undefined, { login, password: PASSWORD, token: true, code });
const post = (person: Person, end: string, body: object) => world.json('POST', `${path}${end}`, person, body);

async function enrol(person: Person): Promise<{ readonly secret: string; readonly recoveryCodes: string[] }> {
  const { body } = await post(person, '', { password: PASSWORD });
  const secret = String(body['secret']);
  const confirmed = await post(person, '/confirm', { code: codeOf(secret) });
  expect(confirmed.status).toBe(200);
  world.clock.advance(30_000);
  return { secret, recoveryCodes: confirmed.body['recoveryCodes'] as string[] };
}

describe('a second factor', () => {
  it('is owed by those who run the floor, before anything else; not by agents', async () => {
    expect(await world.json('GET', '/api/session', supervisor)).toMatchObject({ body: { secondFactor: 'owed' } });
    for (const [method, route] of [
      ['GET', '/api/floor'],
      ['GET', '/api/sessions'],
      ['POST', '/api/session/password'],
    ] as const)
      expect(await world.json(method, route, supervisor)).toMatchObject({
        status: 403,
        body: { code: 'second-factor-owed' },
      });
    await enrol(supervisor);
    expect(await world.json('GET', '/api/floor', supervisor)).toMatchObject({ status: 200 });
    const agent = await world.person('agent');
    expect(await world.json('GET', '/api/session', agent)).toMatchObject({ body: { secondFactor: 'off' } });
    expect(await world.json('GET', '/api/agent', agent)).not.toMatchObject({ status: 403 });
  });

  it('is set up with the password and a first code; other sessions end; its secret is sealed', async () => {
    const second = { ...supervisor, token: String((await signIn(supervisor)).body['token']) };
    expect(await post(supervisor, '', { password: 'wrong' })).toMatchObject({ body: { code: 'wrong-credentials' } });
    const begun = await post(supervisor, '', { password: PASSWORD });
    expect(begun.body['uri']).toContain('otpauth://totp/Agence:');
    expect(begun.body['picture']).toMatch(/^<svg/);
    expect(await post(supervisor, '/confirm', { code: '000000' })).toMatchObject({ body: { code: 'wrong-code' } });
    expect(await signIn(supervisor)).toMatchObject({ status: 200 });
    const { secret } = await enrol(supervisor);
    expect(await world.json('GET', '/api/session', second)).toMatchObject({ status: 401 });
    expect(JSON.stringify(world.store.rows('secondFactors'))).not.toContain(secret);
    expect(await post(supervisor, '', { password: PASSWORD })).toMatchObject({ status: 409 });
  });

  it('is asked for at sign-in, after the password; a code opens once, and none before it', async () => {
    const { secret } = await enrol(supervisor);
    expect(await signIn(supervisor)).toMatchObject({ status: 401, body: { code: 'second-factor-needed' } });
    const before = codeOf(secret);
    world.clock.advance(30_000);
    const code = codeOf(secret);
    expect(await signIn(supervisor, code)).toMatchObject({ status: 200 });
    for (const used of [code, before])
      expect(await signIn(supervisor, used)).toMatchObject({ status: 401, body: { code: 'wrong-code' } });
    const login = { login: supervisor.account.login, password: 'wrong', code: codeOf(secret), token: true };
    expect(await world.json('POST', '/api/session', undefined, login)).toMatchObject({
      body: { code: 'wrong-credentials' },
    });
  });

  it('lets nobody guess: after a few wrong codes even the right one waits', async () => {
    const { secret } = await enrol(supervisor);
    for (let count = 0; count < FAILURES_PER_PERSON; count++)
      expect(await signIn(supervisor, '123456')).toMatchObject({ body: { code: 'wrong-code' } });
    expect(await signIn(supervisor, codeOf(secret))).toMatchObject({
      status: 429,
      body: { code: 'too-many-attempts' },
    });
  });

  it('has recovery codes that work once each, whichever way they are typed, and can be renewed', async () => {
    const { secret, recoveryCodes } = await enrol(supervisor);
    const [first = '', second = ''] = recoveryCodes;
    expect(new Set(recoveryCodes).size).toBe(10);
    expect(JSON.stringify(world.store.rows('recoveryCodes'))).not.toContain(first);
    expect(await signIn(supervisor, ` ${first.toLowerCase().replaceAll('-', ' ')}`)).toMatchObject({ status: 200 });
    expect(await signIn(supervisor, first)).toMatchObject({ body: { code: 'wrong-code' } });
    expect(await world.json('GET', path, supervisor)).toMatchObject({ body: { state: 'on', recoveryCodesLeft: 9 } });
    expect(await post(supervisor, '/codes', { code: second })).toMatchObject({ body: { code: 'wrong-code' } });
    expect(await post(supervisor, '/codes', { code: codeOf(secret) })).toMatchObject({ status: 200 });
    expect(await signIn(supervisor, second)).toMatchObject({ body: { code: 'wrong-code' } });
    const other = await world.person('supervisor');
    await enrol(other);
    expect(await signIn(other, second)).toMatchObject({ body: { code: 'wrong-code' } });
  });

  it('is removed by its owner with a code, who owes another then', async () => {
    const { recoveryCodes } = await enrol(supervisor);
    const remove = (code: string) => post(supervisor, '/remove', { password: PASSWORD, code });
    expect(await remove('123456')).toMatchObject({ status: 401 });
    expect(await remove(recoveryCodes[0] ?? '')).toMatchObject({ status: 200 });
    expect(await world.json('GET', '/api/floor', supervisor)).toMatchObject({ body: { code: 'second-factor-owed' } });
  });

  it('is reset by an administrator; the sessions end, and all of it is in the audit', async () => {
    const admin = await world.person('administrator');
    await enrol(admin);
    await enrol(supervisor);
    const { userId } = supervisor.account;
    const reset = (person: Person) =>
      world.json('POST', `/api/accounts/${userId}/second-factor/reset`, person, { reason });
    expect(await reset(supervisor)).toMatchObject({ status: 403 });
    expect(await reset(admin)).toMatchObject({ status: 200 });
    expect(await world.json('GET', '/api/session', supervisor)).toMatchObject({ status: 401 });
    expect(await signIn(supervisor)).toMatchObject({ status: 200, body: { secondFactor: 'owed' } });
    const { body } = await world.json('GET', '/api/audit', admin);
    expect(body['changes']).toMatchObject([
      { act: 'second-factor-off', userId, actor: admin.account.userId, reason },
      { act: 'second-factor-on', userId, actor: userId },
      { act: 'second-factor-on', userId: admin.account.userId },
    ]);
  });
});
