import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SECOND_MS } from '../../src/kernel/time.ts';
import { HttpWorld, type Person } from './http-world.ts';

/* Two promises to people: a campaign stops at once, and a break of one's own needs nobody's leave. */
let world: HttpWorld;
beforeEach(async () => {
  world = await HttpWorld.open();
});
afterEach(() => world.close());

const originates = () => world.switch.commands.filter(({ type }) => type === 'originate').length;

describe('a production manager far away', () => {
  it('stops one campaign within two seconds: no dial leaves after the stop stands in the log', async () => {
    for (let n = 0; n < 4; n++) await world.readyAgent();
    await world.pass(2 * SECOND_MS);
    const ringing = originates();
    expect(ringing).toBeGreaterThan(0);
    const manager = await world.person('production-manager');
    const stoppedAt = world.clock.now();
    await world.json('POST', `/api/campaigns/${world.campaign.id}/stop`, manager);
    await world.pass(2 * SECOND_MS);
    // Calls that ring go on to their end: someone who picks up meets a voice. None is added.
    const { events } = await world.store.readEvents(0, 1_000);
    const stop = events.find(({ type }) => type === 'campaign.stopped');
    expect(stop).toMatchObject({ actor: manager.account.userId });
    expect((stop?.at ?? Number.POSITIVE_INFINITY) - stoppedAt).toBeLessThan(2 * SECOND_MS);
    const left = world.switch.donorLegs.length;
    for (const legId of world.switch.donorLegs) world.switch.hangUp(legId);
    await world.pass(60 * SECOND_MS);
    expect(world.switch.donorLegs.length).toBe(left);
    const after = (await world.store.readEvents(0, 1_000)).events.slice(events.indexOf(stop as never) + 1);
    expect(after.filter(({ type }) => type === 'call.planned' || type === 'call.placed')).toEqual([]);
    expect(after.some(({ type }) => type === 'call.ended')).toBe(true);
    expect(originates()).toBe(ringing);
  });
});

describe('a personal break', () => {
  const pause = (person: Person) => world.act(person, '/pause', { reason: 'personal' });
  const pausedIn = async (person: Person) => world.act(person, '', undefined, 'GET');

  it('is granted from every state before a call, at once', async () => {
    const fresh = await world.person('agent');
    await world.act(fresh, '/session', { line: { kind: 'sip' } });
    await world.pass(100);
    expect(await pause(fresh)).toBe('paused');
    const waiting = await world.readyAgent();
    expect(['paused', 'reserved']).toContain(await pause(waiting));
    expect(await pause(fresh)).toBe('paused');
  });

  it('asked for in a call or its wrap-up, does nothing but keep the next call away', async () => {
    const agent = await world.readyAgent();
    const leg = await world.donorAnswers();
    expect(await pause(agent)).toBe('talking');
    await world.pass(30 * SECOND_MS);
    expect(await pausedIn(agent)).toBe('talking');
    world.switch.hangUp(leg);
    await world.pass(100);
    expect(await pausedIn(agent)).toBe('wrap-up');
    // Even "ready" pressed out of habit gives the break that was asked for first.
    expect(await world.act(agent, '/wrap-up', { disposition: 'REF', ready: true })).toBe('paused');
    const dialed = originates();
    await world.pass(60 * SECOND_MS);
    expect(originates()).toBe(dialed);

    await world.act(agent, '/ready');
    await world.donorAnswers();
    world.switch.hangUp(world.switch.donorLegs.at(-1) as never);
    await world.pass(100);
    expect(await pause(agent)).toBe('wrap-up');
    expect(await world.act(agent, '/wrap-up', { disposition: 'REF', ready: true })).toBe('paused');
  });
});
