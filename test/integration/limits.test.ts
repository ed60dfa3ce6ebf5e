import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { configurationOrExit } from '../../src/commands/configuration.ts';
import { CommandError } from '../../src/commands/exit-code.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { setLimit } from '../../src/commands/limits.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { HttpWorld, type Person } from './http-world.ts';

const REASON = 'The charity asked for a last round before Christmas.';
/** A program on this machine, as the server sees it. */
const LOCAL = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

describe('the limits of donor care over HTTP', () => {
  let world: HttpWorld;
  let manager: Person;
  beforeEach(async () => {
    world = await HttpWorld.open();
    manager = await world.person('production-manager');
  });
  afterEach(() => world.close());
  const request = () => ({
    limit: 'number-dials-30-days-client',
    value: 6,
    scope: 'campaign',
    campaignId: world.campaign.id,
    reason: REASON,
  });
  const values = () =>
    world.runtime.state.care.valuesFor({ campaignId: world.campaign.id, clientId: world.campaign.clientId });

  it('are listed with their defaults and bounds', async () => {
    const { status, body } = await world.json('GET', '/api/limits', manager);
    expect(status).toBe(200);
    expect(body).toMatchObject({ settings: [] });
    expect(body).toHaveProperty(
      'limits',
      expect.arrayContaining([
        expect.objectContaining({ limit: 'rest-after-refusal', byDefault: 180, windowDays: null, most: 366 }),
        expect.objectContaining({
          limit: 'number-dials-a-day',
          byDefault: 2,
          windowDays: 1,
          unit: 'number',
          within: 'agency',
        }),
      ]),
    );
  });

  it('are set by a manager, with the reason on record', async () => {
    const answer = await world.json('POST', '/api/limits', manager, request());
    expect(answer).toMatchObject({
      status: 200,
      body: { settings: [{ limit: 'number-dials-30-days-client', scope: 'campaign', value: 6, reason: REASON }] },
    });
    expect(values()['number-dials-30-days-client']).toBe(6);
    await world.pass(1_000);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.find(({ type }) => type === 'limits.changed')).toMatchObject({
      campaignId: world.campaign.id,
      clientId: world.campaign.clientId,
      data: { before: 4, after: 6, reason: REASON },
    });
    expect(await world.store.careSettings(world.campaign.orgId)).toMatchObject([{ value: 6, reason: REASON }]);
  });

  it('need a reason, a value within bounds, and a place the manager may see', async () => {
    const post = (change: object) => world.json('POST', '/api/limits', manager, { ...request(), ...change });
    expect(await post({ reason: 'because' })).toMatchObject({ status: 400, body: { errors: [{ field: 'reason' }] } });
    expect(await post({ value: 51 })).toMatchObject({ status: 400, body: { errors: [{ field: 'value' }] } });
    expect(await post({ campaignId: undefined })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'campaignId' }] },
    });
    expect(await post({ campaignId: world.otherCampaign.id })).toMatchObject({ status: 404 });
    expect(await post({ scope: 'client', clientId: world.otherCampaign.clientId })).toMatchObject({ status: 404 });
    expect(await post({ scope: 'agency' })).toMatchObject({ status: 403 });
    expect(values()['number-dials-30-days-client']).toBe(4);
  });

  it('are set for the agency by a program on this machine', async () => {
    const body = JSON.stringify({ limit: 'rest-after-refusal', value: 365, scope: 'agency', reason: REASON });
    const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body };
    const response = await world.http.app.request('/api/limits/console', init, LOCAL);
    expect(response.status).toBe(200);
    expect(values()['rest-after-refusal']).toBe(365);
  });
});

describe('foyer limits set, while no Foyer runs', () => {
  let folder: string;
  let port: number;
  beforeEach(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    ({ port } = server.address() as AddressInfo);
    server.close();
    folder = mkdtempSync(join(tmpdir(), 'foyer-limits-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const set = (limit: string, value: number, reason = REASON) =>
    setLimit(configurationOrExit({ FOYER_DATA: folder, PORT: String(port) }), limit, value, { reason, json: true });

  test('writes it into the database, by the same rules', async () => {
    expect(await set('rest-after-refusal', 365)).toBe(0);
    await expect(set('rest-after-refusal', 400)).rejects.toThrow(/from 0 to 366/);
    await expect(set('rest-after-refusal', 300, 'no')).rejects.toThrow(/Write the reason down/);
    await expect(set('rest-after-lunch', 300)).rejects.toThrow(CommandError);
    const store = await openStore(folder, systemClock);
    const settings = await store.careSettings(ORG_ID).finally(() => store.close());
    expect(settings).toMatchObject([{ scope: 'agency', limit: 'rest-after-refusal', value: 365, reason: REASON }]);
  });
});
