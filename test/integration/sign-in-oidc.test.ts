import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createVault } from '../../src/kernel/vault.ts';
import { loadConfiguration } from '../../src/ops/index.ts';
import type { Account, Role } from '../../src/storage/index.ts';
import { HttpWorld } from './http-world.ts';
import { CLIENT, OidcProvider } from './oidc-provider.ts';

const PUBLIC = 'https://foyer.example.org';
const EMAIL = 'anne@example.org';
let provider: OidcProvider;
let world: HttpWorld;

beforeAll(async () => {
  provider = await OidcProvider.open();
  const oidcSettings = {
    name: 'Agence',
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    secondFactor: 'when-told',
  } as const;
  const vault = createVault([new Uint8Array(32).fill(7)]);
  world = await HttpWorld.open({ publicUrl: PUBLIC, oidcSettings, secondFactor: 'required', outside: { vault } });
});
afterAll(async () => {
  await world.close();
  await provider.close();
});
beforeEach(() => {
  provider.fault = 'none';
  provider.claims = { email: EMAIL, email_verified: true };
});

async function account(role: Role, change: Partial<Account> = {}): Promise<Account> {
  for (const old of await world.store.accounts.all(world.orgId)) {
    const { email: _email, ...rest } = old;
    await world.store.accounts.put(rest);
  }
  return (await world.person(role, { email: EMAIL, ...change })).account;
}
const cookieOf = (answer: Response, name: string) =>
  answer.headers.getSetCookie().find((each) => each.startsWith(`${name}=`));
const pairOf = (cookie: string | undefined) => cookie?.split(';')[0] ?? '';
const newest = async () => (await world.store.signIn.signIns(world.orgId))[0];

/** From the sign-in page to the provider and back. */
async function goThere(): Promise<{ readonly back: string; readonly state: string }> {
  const begun = await world.request('GET', '/api/session/oidc');
  const state = cookieOf(begun, 'foyer_oidc');
  const sent = await fetch(begun.headers.get('location') ?? '', { redirect: 'manual' });
  const back = new URL(sent.headers.get('location') ?? '');
  expect(back.origin).toBe(PUBLIC);
  return { back: back.pathname + back.search, state: pairOf(state) };
}
const comeBack = (back: string, state: string) => world.request('GET', back, undefined, undefined, { Cookie: state });

async function signIn() {
  const { back, state } = await goThere();
  const answer = await comeBack(back, state);
  const session = cookieOf(answer, '__Host-foyer_session');
  return { to: answer.headers.get('location'), session, back, state };
}
const who = (session: string | undefined) =>
  world.json('GET', '/api/session', undefined, undefined, { Cookie: pairOf(session) });

it('tells the sign-in page which provider there is', async () => {
  expect(await world.json('GET', '/api/session/ways')).toMatchObject({ body: { oidc: { name: 'Agence' } } });
  const other = await HttpWorld.open();
  expect(await other.json('GET', '/api/session/ways')).toMatchObject({ body: { oidc: null } });
  for (const path of ['/api/session/oidc', '/api/session/oidc/return'])
    expect(await other.json('GET', path)).toMatchObject({ status: 404 });
  await other.close();
});

it('signs in the one account that has the verified address, with the rights it has here', async () => {
  const { userId, role } = await account('agent', { email: 'Anne@Example.org' });
  const begun = await world.request('GET', '/api/session/oidc');
  expect(cookieOf(begun, 'foyer_oidc')).toMatch(/; Path=\/api\/session\/oidc; HttpOnly; Secure; SameSite=Lax$/);
  const url = new URL(begun.headers.get('location') ?? '');
  expect(url.searchParams.get('code_challenge_method')).toBe('S256');
  provider.claims = { ...provider.claims, role: 'administrator', groups: ['administrator'] };
  const { to, session } = await signIn();
  expect([to, session]).toEqual(['/', expect.stringMatching(/; HttpOnly; Secure; SameSite=Strict$/)]);
  expect((await who(session)).body).toMatchObject({ role, login: expect.stringMatching(/^agent-/) as string });
  expect(await newest()).toMatchObject({ what: 'signed-in-oidc', userId });
});

it('makes no account: an address that nobody has, that two have, or that is not verified opens nothing', async () => {
  await account('agent', { email: 'somebody-else@example.org' });
  const before = (await world.store.accounts.all(world.orgId)).length;
  expect(await signIn()).toMatchObject({ to: '/?oidc=unknown', session: undefined });
  expect(await newest()).toMatchObject({ what: 'oidc-refused', userId: null });
  expect(await world.store.accounts.all(world.orgId)).toHaveLength(before);
  await account('agent');
  for (const verified of [false, undefined, 'true']) {
    provider.claims = { email: EMAIL, email_verified: verified };
    expect(await signIn()).toMatchObject({ to: '/?oidc=unknown' });
  }
  provider.claims = { email: EMAIL, email_verified: true };
  await world.person('agent', { email: EMAIL });
  expect(await signIn()).toMatchObject({ to: '/?oidc=unknown' });
});

it('lets nobody in who was disabled', async () => {
  const { userId } = await account('agent', { disabledAt: 1 });
  expect(await signIn()).toMatchObject({ to: '/?oidc=unknown', session: undefined });
  expect(await newest()).toMatchObject({ what: 'oidc-refused', userId });
});

it('takes a second factor of the provider when it says that it asked for one, and nothing less', async () => {
  const { userId } = await account('supervisor');
  expect(await signIn()).toMatchObject({ to: '/?oidc=weak', session: undefined });
  expect(await newest()).toMatchObject({ what: 'oidc-refused', userId });
  provider.claims = { ...provider.claims, amr: ['pwd', 'otp', 'mfa'] };
  const { session } = await signIn();
  expect((await who(session)).body).toMatchObject({ secondFactor: 'on' });
  const floor = await world.request('GET', '/api/floor', undefined, undefined, { Cookie: pairOf(session) });
  expect(floor.status).toBe(200);
});

it.each(['denied', 'other-nonce', 'other-key', 'other-audience'] as const)('refuses what is %s', async (fault) => {
  await account('agent');
  provider.fault = fault;
  expect(await signIn()).toMatchObject({ to: '/?oidc=refused', session: undefined });
  expect(await newest()).toMatchObject({ what: 'oidc-refused' });
});

it('refuses another browser, a state of its own making, one that is late, and the same return twice', async () => {
  await account('agent');
  const { back, state } = await goThere();
  const other = await goThere();
  for (const wrong of ['', 'foyer_oidc=made-up', other.state]) {
    const answer = await comeBack(back, wrong);
    expect([answer.headers.get('location'), cookieOf(answer, '__Host-foyer_session')]).toEqual([
      '/?oidc=refused',
      undefined,
    ]);
  }
  expect((await comeBack(back, state)).headers.get('location')).toBe('/');
  expect((await comeBack(back, state)).headers.get('location')).toBe('/?oidc=refused');
  const late = await goThere();
  world.clock.advance(5 * 60_000 + 1);
  expect((await comeBack(late.back, late.state)).headers.get('location')).toBe('/?oidc=refused');
});

it('says when the provider cannot be reached, and asks it again the next time', async () => {
  const settings = { name: 'x', issuer: provider.issuer, clientId: 'c', clientSecret: 's' };
  const other = await HttpWorld.open({
    publicUrl: PUBLIC,
    oidcSettings: { ...settings, secondFactor: 'always' },
  });
  provider.fault = 'down';
  const first = await other.request('GET', '/api/session/oidc');
  expect([first.status, first.headers.get('location')]).toEqual([302, '/?oidc=unreachable']);
  provider.fault = 'none';
  expect((await other.request('GET', '/api/session/oidc')).headers.get('location')).toContain('/authorize?');
  await other.close();
});

it('is set in the file, with the secret in the environment, and refused when half of it is missing', () => {
  const load = (signIn: unknown, env: Record<string, string> = {}, publicUrl: string | undefined = PUBLIC) => {
    const text = JSON.stringify({ publicUrl, signIn });
    const loaded = loadConfiguration({ env: { FOYER_CONFIG: 'f.json', ...env }, readText: () => text });
    return loaded.ok ? loaded.value.signIn.oidc : loaded.error.map(({ setting }) => setting);
  };
  const oidc = { issuer: 'https://login.example.org', clientId: 'foyer' };
  const FOYER_OIDC_SECRET = 's3cret';
  expect(load({ oidc }, { FOYER_OIDC_SECRET })).toMatchObject({ clientSecret: 's3cret', secondFactor: 'when-told' });
  expect(load({})).toBeUndefined();
  expect(load({ oidc })).toEqual(['signIn.oidc.clientSecret']);
  expect(load({ oidc: { ...oidc, issuer: 'http://login.example.org' } }, { FOYER_OIDC_SECRET })).toEqual([
    'signIn.oidc.issuer',
  ]);
});
