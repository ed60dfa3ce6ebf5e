import { afterEach, beforeEach, expect, it } from 'vitest';
import { SESSION_IDLE_MS, Sessions } from '../../src/http/sessions.ts';
import { createLog } from '../../src/ops/index.ts';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let person: Person;

beforeEach(async () => {
  world = await HttpWorld.open();
  person = await world.person('coach');
});
afterEach(() => world.close());

/** As the next process finds them. */
function restarted(maximum = 10): Sessions {
  return new Sessions({
    accounts: world.store.accounts,
    stored: world.store.signIn,
    isKeyOpen: () => false,
    log: createLog({ level: 'silent' }),
    clock: world.clock,
    maximum,
    isInCall: () => false,
  });
}

it('a session goes on over a restart, with the account as it is then, and ends when it would have', async () => {
  const { account, token } = person;
  expect(JSON.stringify(world.store.rows('openSessions'))).not.toContain(token);
  await world.store.accounts.put({ ...account, role: 'client' });
  const after = restarted();
  expect(await after.find(token)).toMatchObject({ principal: { userId: account.userId, role: 'client' } });
  expect(after.listOf(account.userId, '')).toHaveLength(1);
  world.clock.advance(SESSION_IDLE_MS);
  const late = restarted();
  expect(await late.find(token)).toBeUndefined();
  expect(world.store.rows('openSessions')).toEqual([]);
});

it('none comes back that was ended before, nor one of an account that is disabled since', async () => {
  await world.request('DELETE', '/api/session', person);
  expect(await restarted().find(person.token)).toBeUndefined();
  const other = await world.person('coach');
  await world.store.accounts.put({ ...other.account, disabledAt: world.clock.now() });
  expect(await restarted().find(other.token)).toBeUndefined();
});

it('use is noted in storage from time to time, so that a working person is not put out by a restart', async () => {
  for (let minutes = 0; minutes < 130; minutes += 10) {
    world.clock.advance(10 * 60_000);
    expect((await world.request('GET', '/api/session', person)).status).toBe(200);
  }
  expect(await restarted().find(person.token)).toBeDefined();
});

it('not more come back than may be open', async () => {
  world.clock.advance(1_000);
  const newer = await world.person('coach');
  const after = restarted(1);
  expect([await after.find(person.token), after.size]).toEqual([undefined, 1]);
  expect(await after.find(newer.token)).toBeDefined();
});
