import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { floorLog } from './floor-log.ts';
import { HttpWorld } from './http-world.ts';

let world: HttpWorld;
beforeAll(async () => {
  world = await HttpWorld.open();
});
afterAll(() => world.close());

const path = () => `/api/campaigns/${world.campaign.id}/what-if`;

describe('what if', () => {
  it('has no forecast without a past, and says why', async () => {
    const manager = await world.person('production-manager');
    expect(await world.json('POST', path(), manager, { agents: 3 })).toMatchObject({
      status: 409,
      body: { code: 'wrong-state', detail: expect.stringMatching(/holds 0 calls put through/) },
    });
  });

  it('is not for agents, nor about other charities', async () => {
    const agent = await world.person('agent');
    expect(await world.json('POST', path(), agent, {})).toMatchObject({ status: 403 });
    const manager = await world.person('production-manager');
    const other = `/api/campaigns/${world.otherCampaign.id}/what-if`;
    expect(await world.json('POST', other, manager, {})).toMatchObject({ status: 404 });
    expect(await world.json('POST', path(), manager, { agents: 0 })).toMatchObject({ status: 400 });
  });

  it('answers from the log of the campaign: more agents, more contacts', async () => {
    await world.store.append(floorLog(world.campaign, world.clock.now()));
    const manager = await world.person('production-manager');
    const asked = { agents: 6, lookBackMs: 40 * MINUTE_MS, aheadMs: 10 * MINUTE_MS };
    const { status, body } = await world.json('POST', path(), manager, asked);
    expect([status, body['detail']]).toEqual([200, undefined]);
    expect(body).toMatchObject({ seed: 1, happened: { abandoned: 0 } });
    const answer = body as unknown as Record<string, Record<string, { low: number; median: number }>>;
    expect(answer['now']?.['contacts']?.median).toBeGreaterThan(0);
    expect(answer['now']?.['useful']?.median).toBeGreaterThan(0);
    expect(answer['difference']?.['contacts']?.low).toBeGreaterThan(0);
  });
});
