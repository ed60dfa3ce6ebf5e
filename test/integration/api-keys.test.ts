import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EventReader, HttpWorld, type Person } from './http-world.ts';

const reason = 'the board in the hall';
let world: HttpWorld;
let admin: Person;

beforeEach(async () => {
  world = await HttpWorld.open();
  admin = await world.person('administrator');
});
afterEach(() => world.close());

async function made(change: object = {}): Promise<{ readonly keyId: string; readonly holder: Person }> {
  const wanted = { name: 'Board', role: 'supervisor', clientIds: [world.client], reason, ...change };
  const { status, body } = await world.json('POST', '/api/keys', admin, wanted);
  expect([status, body['detail']]).toEqual([200, undefined]);
  return { keyId: String(body['keyId']), holder: { account: admin.account, token: String(body['key']) } };
}

describe('a key of a program', () => {
  it('reads what its role may, of its charities alone', async () => {
    const { holder } = await made();
    const { body } = await world.json('GET', '/api/campaigns', holder);
    expect(JSON.stringify(body)).toContain(world.campaign.id);
    expect(JSON.stringify(body)).not.toContain(world.otherCampaign.id);
    expect(await world.json('GET', `/api/campaigns/${world.otherCampaign.id}`, holder)).toMatchObject({ status: 404 });
    expect(await world.json('GET', '/api/webhooks', holder)).toMatchObject({ status: 403 });
    expect(await world.json('GET', '/api/accounts', holder)).toMatchObject({ status: 403 });
  });

  it('changes nothing when it is for reading, and what its role may when it is not', async () => {
    const stop = `/api/campaigns/${world.campaign.id}/stop`;
    const { holder: reader } = await made();
    expect(await world.json('POST', stop, reader)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    const { holder: writer } = await made({ readOnly: false });
    expect(await world.json('POST', stop, writer)).toMatchObject({ status: 200 });
  });

  it('is no person: no password, no sessions, no second factor; never an administrator', async () => {
    const { holder } = await made({ readOnly: false });
    for (const [method, path] of [
      ['GET', '/api/sessions'],
      ['POST', '/api/session/password'],
      ['POST', '/api/session/second-factor'],
      ['DELETE', '/api/session'],
    ] as const)
      expect(await world.json(method, path, holder)).toMatchObject({ status: 403 });
    const wanted = { name: 'All', role: 'administrator', clientIds: [world.client], reason };
    expect(await world.json('POST', '/api/keys', admin, wanted)).toMatchObject({ status: 400 });
  });

  it('is shown once, and kept as a hash; in a cookie it opens nothing', async () => {
    const { holder } = await made();
    const list = await world.json('GET', '/api/keys', admin);
    for (const text of [JSON.stringify(list.body), JSON.stringify(world.store.rows('apiKeys'))])
      expect(text).not.toContain(holder.token.slice(10));
    const cookie = await world.request('GET', '/api/campaigns', undefined, undefined, {
      Cookie: `foyer_session=${holder.token}`,
    });
    expect(cookie.status).toBe(401);
    expect(await world.json('GET', '/api/campaigns', { ...holder, token: `${holder.token}x` })).toMatchObject({
      status: 401,
    });
  });

  it('ends when it is revoked, with its live streams, and at its time; all of it in the audit', async () => {
    const { keyId, holder } = await made();
    const live = new EventReader(await world.request('GET', '/api/live', holder));
    expect(await live.next()).toBeDefined();
    expect(await world.json('POST', `/api/keys/${keyId}/revoke`, admin, { reason })).toMatchObject({ status: 200 });
    while ((await live.next()) !== undefined);
    expect(await world.json('GET', '/api/campaigns', holder)).toMatchObject({ status: 401 });
    const { holder: short } = await made({ expiresAt: world.clock.now() + 60_000 });
    expect(await world.json('GET', '/api/campaigns', short)).toMatchObject({ status: 200 });
    world.clock.advance(60_000);
    expect(await world.json('GET', '/api/campaigns', short)).toMatchObject({ status: 401 });
    const { body } = await world.json('GET', '/api/audit', admin);
    expect(body['changes']).toMatchObject([
      { act: 'key-made' },
      {
        act: 'key-revoked',
        userId: keyId,
        reason,
        after: { displayName: 'Board', role: 'supervisor', readOnly: true },
      },
      { act: 'key-made', userId: keyId, actor: admin.account.userId, before: null },
    ]);
  });
});
