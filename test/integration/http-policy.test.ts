import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Access, policy, watchers } from '../../src/http/policy.ts';
import { roles as allRoles, type Role } from '../../src/storage/index.ts';
import { HttpWorld, type Person } from './http-world.ts';

const roles: readonly Role[] = allRoles;
const people = new Map<Role, Person>();
let world: HttpWorld;

beforeAll(async () => {
  world = await HttpWorld.open({ webFolder: '/nowhere' });
  for (const role of roles) people.set(role, await world.person(role));
});
afterAll(() => world.close());

function registered(): string[] {
  const routes = world.http.app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set(routes)];
}

function mayUse(access: Access, role: Role): boolean {
  if (access === 'public') return true;
  if (access === 'local-or-watcher') return watchers.includes(role);
  return access === 'local-or-admin' ? role === 'administrator' : access.includes(role);
}

/** A request that every guard lets through or refuses before it could change anything: its body never fits. */
async function codeFor(route: string, person: Person | undefined): Promise<string> {
  const [method = '', path = ''] = route.split(' ');
  const real = path.replace(':id', world.campaign.id).replace(':file', 'none.js');
  const response = await world.request(
    method,
    real,
    person,
    method === 'POST' ? '{"refused": "by the schema"}' : undefined,
  );
  if (response.headers.get('content-type')?.startsWith('application/problem+json') !== true) {
    await response.body?.cancel();
    return 'done';
  }
  return ((await response.json()) as { code: string }).code;
}

describe('the policy table', () => {
  it('lists every route there is, and none that is not', () => {
    expect(registered().sort()).toEqual(Object.keys(policy).sort());
  });

  it('lets nobody in without a session, but for the public routes', async () => {
    for (const [route, access] of Object.entries(policy)) {
      const code = await codeFor(route, undefined);
      if (access === 'public') expect([route, code]).not.toEqual([route, 'not-authenticated']);
      else expect([route, code]).toEqual([route, 'not-authenticated']);
    }
  });

  it.each(roles)('gives the role %s exactly what the table says', async (role) => {
    for (const [route, access] of Object.entries(policy)) {
      // Logging out would end the session this walk uses.
      if (route === 'DELETE /api/session') continue;
      const code = await codeFor(route, people.get(role));
      const refused = code === 'forbidden' || code === 'not-in-policy';
      expect({ route, refused }).toEqual({ route, refused: !mayUse(access, role) });
    }
  });

  it('refuses a route that somebody forgot to list, to everybody', async () => {
    const other = await HttpWorld.open();
    other.http.app.get('/api/forgotten', (c) => c.text('never seen'));
    const admin = await other.person('administrator');
    for (const person of [undefined, admin]) {
      const answer = await other.json('GET', '/api/forgotten', person);
      expect(answer).toMatchObject({ status: 403, body: { code: 'not-in-policy' } });
    }
    await other.close();
  });
});
