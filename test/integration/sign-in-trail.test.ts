import { afterAll, beforeAll, expect, it } from 'vitest';
import { MAX_WAITING_SIGN_INS, SignInTrail } from '../../src/http/sign-in/sign-in-trail.ts';
import { idSource, type OrgId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { createLog } from '../../src/ops/index.ts';
import type { SignInEvent, SignInWhat } from '../../src/storage/index.ts';
import { HttpWorld, PASSWORD, type Person } from './http-world.ts';

let world: HttpWorld;
let admin: Person;
beforeAll(async () => {
  world = await HttpWorld.open({ outside: { vault: createVault([new Uint8Array(32).fill(7)]) } });
  admin = await world.person('administrator');
});
afterAll(() => world.close());

const signIn = (login: string, password: string, code?: string) =>
  world.json('POST', '/api/session', undefined, { login, password, token: true, code }, { 'User-Agent': 'test' });
const secrets = ['a wrong password', 'never-an-account', 'another-nobody'];

async function trail(): Promise<readonly SignInEvent[]> {
  const { body, status } = await world.json('GET', '/api/audit/sign-ins', admin);
  expect(status).toBe(200);
  for (const secret of [...secrets, PASSWORD, '000000']) expect(JSON.stringify(body)).not.toContain(secret);
  return body['events'] as SignInEvent[];
}
async function newest(count: number): Promise<readonly SignInWhat[]> {
  return (await trail()).slice(0, count).map(({ what }) => what);
}

it('keeps who came in, wrong passwords, and once that there were too many', async () => {
  const person = await world.person('coach');
  const { login, userId } = person.account;
  expect((await trail())[0]).toMatchObject({ what: 'signed-in', userId, loginMark: null });
  for (let times = 0; times < 7; times++) await signIn(login, 'a wrong password');
  expect(await newest(7)).toEqual(['locked-login', ...Array(5).fill('wrong-password'), 'signed-in']);
  expect((await trail())[0]).toMatchObject({ userId, address: 'unknown', program: 'test' });
});

it('keeps of a login that nobody has a mark alone, the same for the same one', async () => {
  for (const login of ['never-an-account', 'another-nobody', 'Never-An-Account']) await signIn(login, PASSWORD);
  const [third, second, first] = await trail();
  expect(first).toMatchObject({ what: 'unknown-login', userId: null });
  expect(first?.loginMark).toMatch(/^[\w-]{8}$/);
  expect([third?.loginMark === first?.loginMark, second?.loginMark === first?.loginMark]).toEqual([true, false]);
});

it('keeps a disabled account that was tried, links that open nothing, and that a link was asked for', async () => {
  const person = await world.person('agent');
  const path = `/api/accounts/${person.account.userId}/disable`;
  await world.json('POST', path, admin, { reason: 'has left' });
  await signIn(person.account.login, PASSWORD);
  await world.json('POST', '/api/session/invitation', undefined, { token: 'none', password: 'long enough to take' });
  await world.json('POST', '/api/session/recovery', undefined, { login: person.account.login });
  await world.pass(100);
  expect(await newest(3)).toEqual(['recovery-asked', 'link-refused', 'disabled-account']);
});

it('keeps wrong codes of the second factor, at sign-in and after', async () => {
  const person = await world.person('supervisor');
  await world.json('POST', '/api/session/second-factor', person, { password: PASSWORD });
  for (let times = 0; times < 6; times++)
    await world.json('POST', '/api/session/second-factor/confirm', person, { code: '000000' });
  expect(await newest(6)).toEqual(['locked-codes', ...Array(5).fill('wrong-code')]);
});

it('is for administrators, in pages', async () => {
  const manager = await world.person('production-manager');
  expect(await world.json('GET', '/api/audit/sign-ins', manager)).toMatchObject({ status: 403 });
  const bad = await world.json('GET', '/api/audit/sign-ins?before=yesterday', admin);
  expect(bad).toMatchObject({ status: 400, body: { errors: [{ field: 'before' }] } });
  await world.store.signIn.noteSignIns(
    Array.from({ length: 150 }, (_, index) => ({
      eventId: `01900000-0000-7000-8000-${String(index).padStart(12, '0')}`,
      orgId: world.orgId,
      at: index,
      what: 'unknown-login',
      userId: null,
      loginMark: 'mark',
      address: '::1',
      program: '',
    })),
  );
  const first = await world.json('GET', '/api/audit/sign-ins', admin);
  expect(first.body['events']).toHaveLength(100);
  const second = await world.json('GET', `/api/audit/sign-ins?before=${String(first.body['next'])}`, admin);
  expect(second.body['next']).toBeNull();
  const ids = [first, second].flatMap(({ body }) => (body['events'] as SignInEvent[]).map(({ eventId }) => eventId));
  expect(new Set(ids).size).toBe(ids.length);
});

it('writes what comes together in one go, drops what is too much, and says so', async () => {
  const written: number[] = [];
  const lines: string[] = [];
  const own = new SignInTrail({
    orgId: 'org' as OrgId,
    ids: idSource(world.clock, seededRandom(3)),
    now: () => 1,
    log: createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } }),
    store: {
      noteSignIns: (events) => {
        written.push(events.length);
        return written.length === 1 ? Promise.resolve() : Promise.reject(new Error('disk full'));
      },
      signIns: () => Promise.resolve([]),
    },
  });
  const note = () => own.note({ what: 'unknown-login', login: 'x', from: { address: '::1', program: '' } });
  for (let times = 0; times < MAX_WAITING_SIGN_INS + 3; times++) note();
  await own.newest();
  expect(written).toEqual([MAX_WAITING_SIGN_INS]);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ count: 3, msg: 'sign-ins are missing in the trail' });
  note();
  await own.newest();
  expect(lines.slice(1).map((line) => (JSON.parse(line) as { msg: string }).msg)).toEqual([
    'sign-ins could not be noted',
    'sign-ins are missing in the trail',
  ]);
});
