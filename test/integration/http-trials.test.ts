import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { floorLog } from './floor-log.ts';
import { HttpWorld, type Person } from './http-world.ts';

let world: HttpWorld;
let manager: Person;
let path: string;
let begun: number;

beforeAll(async () => {
  world = await HttpWorld.open();
  manager = await world.person('production-manager');
  path = `/api/campaigns/${world.campaign.id}`;
  begun = world.clock.now();
  await world.store.append(floorLog(world.campaign, world.clock.now()));
});
afterAll(() => world.close());

interface Trials {
  readonly trials: readonly { readonly outcome: string | null; readonly endedAt: number | null }[];
  readonly compared: {
    readonly before: { readonly dials: number } | null;
    readonly during: { readonly dials: number } | null;
  } | null;
}

async function post(to: string, body: unknown, person = manager) {
  const answer = world.json('POST', `${path}${to}`, person, body);
  await world.pass(1_000);
  return answer;
}

async function trials(): Promise<Trials> {
  const { body } = await world.json('GET', `${path}/trials`, manager);
  return body as unknown as Trials;
}

async function settings(): Promise<Record<string, unknown>> {
  const { body } = await world.json('GET', path, manager);
  return (body['campaign'] as { settings: Record<string, unknown> }).settings;
}

const because = { reason: 'moins de silence ce matin' };

describe('settings that are tried for half an hour', () => {
  it('are in force at once, and those of before come back by themselves, both in the audit', async () => {
    const { status } = await post('/trials', { abandonmentTarget: 0.02, maxLines: 8, ...because });
    expect(status).toBe(200);
    expect(await settings()).toMatchObject({ abandonmentTarget: 0.02, maxLines: 8 });
    expect((await post('/trials', { maxLines: 9, ...because })).body['code']).toBe('not-possible');
    await world.pass(29 * MINUTE_MS);
    expect(await settings()).toMatchObject({ maxLines: 8 });
    await world.pass(2 * MINUTE_MS);
    expect(await settings()).toMatchObject({ abandonmentTarget: null, maxLines: null });
    const list = await trials();
    expect(list.trials[0]).toMatchObject({ outcome: 'came-back' });
    // The log that the world began with lies in the half hour before.
    expect(list.compared?.before?.dials).toBeGreaterThan(0);
    const { body } = await world.json('GET', `${path}/changes`, manager);
    const changes = body['changes'] as { from: unknown; to: unknown; reason: string }[];
    expect(changes.map(({ reason }) => reason)).toEqual([
      `Fin de l’essai (end of the trial): ${because.reason}`,
      because.reason,
    ]);
    expect(changes[0]?.from).toMatchObject({ maxLines: 8 });
    expect(changes[0]?.to).toMatchObject({ maxLines: null });
  });

  it('leave what somebody changed meanwhile, and may be kept or ended before their time', async () => {
    await post('/trials', { maxLines: 8, restMs: 2_000, minutes: 10, ...because });
    await post('/pacing', { restMs: 4_000, ...because });
    await post('/trials/end', { keep: false });
    expect(await settings()).toMatchObject({ maxLines: null, restMs: 4_000 });
    expect((await trials()).trials[0]).toMatchObject({ outcome: 'overtaken' });
    await post('/trials', { maxLines: 8, ...because });
    await post('/trials/end', { keep: true });
    await world.pass(31 * MINUTE_MS);
    expect(await settings()).toMatchObject({ maxLines: 8 });
    expect((await trials()).trials[0]).toMatchObject({ outcome: 'kept' });
    expect((await post('/trials/end', { keep: true })).body['code']).toBe('not-possible');
  });

  it('outside the rules never begin', async () => {
    expect((await post('/trials', { abandonmentTarget: 0.2, ...because })).body['code']).toBe('not-lawful');
    expect((await trials()).trials[0]).toMatchObject({ outcome: 'refused' });
    expect((await post('/trials', { maxLines: 8, ...because })).body['code']).toBe('not-possible');
    expect((await post('/trials', { maxLines: 3, ...because }, await world.person('supervisor'))).status).toBe(403);
  });

  it('come back too after a restart that lasted longer than the trial', async () => {
    await post('/trials', { maxLines: 5, minutes: 10, ...because });
    const rebuilt = (await trials()).trials[0];
    await world.store.rebuild();
    expect((await trials()).trials[0]).toEqual(rebuilt);
    expect(await world.store.trials.open(world.orgId)).toHaveLength(1);
    await world.pass(11 * MINUTE_MS);
    expect(await world.store.trials.open(world.orgId)).toHaveLength(0);
  });
});

describe('past hours', () => {
  it('are lived through again under other settings, and those that are not over are refused', async () => {
    const from = begun - 40 * MINUTE_MS;
    const asked = { from, lengthMs: 40 * MINUTE_MS, mode: 'predictive' };
    const { status, body } = await world.json('POST', `${path}/replay`, manager, asked);
    expect([status, body['code']]).toEqual([200, undefined]);
    expect((body['happened'] as { dials: number }).dials).toBeGreaterThan(0);
    expect((body['now'] as { utilisation: { median: number } }).utilisation.median).toBeGreaterThan(0);
    const early = await world.json('POST', `${path}/replay`, manager, { ...asked, from: world.clock.now() });
    expect((early.body['errors'] as { field: string }[])[0]?.field).toBe('from');
  });
});
