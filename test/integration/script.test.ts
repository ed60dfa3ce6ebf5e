import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LegId } from '../../src/kernel/id.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { HttpWorld, type Person } from './http-world.ts';

const document = JSON.parse(readFileSync('examples/script-secours-des-rivages.json', 'utf8')) as Record<
  string,
  unknown
>;
const RIGHT = [1, 1, 0];

let world: HttpWorld;
let manager: Person;
let client: Person;

beforeAll(async () => {
  world = await HttpWorld.open();
  manager = await world.person('campaign-manager');
  client = await world.person('client');
});
afterAll(() => world.close());

const scripts = (path = '') => `/api/campaigns/${world.campaign.id}/scripts${path}`;

async function post(person: Person, path: string, body: unknown = {}) {
  const answering = world.json('POST', path, person, body);
  await world.pass(200);
  return answering;
}

async function goLive(change: Record<string, unknown> = {}): Promise<number> {
  const drafted = await post(manager, scripts(), { document: { ...document, ...change } });
  expect(drafted.status).toBe(200);
  const version = Number(drafted.body['version']);
  expect((await post(client, scripts(`/${version}/approve`))).status).toBe(200);
  expect((await post(manager, scripts(`/${version}/live`))).status).toBe(200);
  return version;
}

async function certified(person: Person): Promise<Person> {
  const campaigns = (await world.json('GET', '/api/agent/training', person)).body['campaigns'] as { version: number }[];
  const body = { version: campaigns[0]?.version, read: true, answers: RIGHT };
  const taken = await post(person, `/api/agent/training/${world.campaign.id}`, body);
  expect(taken.body).toMatchObject({ passed: true, right: 3, of: 3 });
  return person;
}

/** A certified agent with a donor on the line. */
async function talking(): Promise<{ readonly agent: Person; readonly leg: LegId }> {
  const agent = await certified(await world.person('agent'));
  await world.act(agent, '/session', { line: { kind: 'sip' } });
  await world.pass(100);
  await world.act(agent, '/ready');
  return { agent, leg: await world.donorAnswers() };
}

async function callOf(agent: Person): Promise<Record<string, unknown>> {
  const view = (await world.json('GET', '/api/agent', agent)).body['agent'] as { call: Record<string, unknown> };
  return view.call;
}

async function leave(agent: Person): Promise<void> {
  await world.act(agent, '/session', undefined, 'DELETE');
}

describe('a version of the script', () => {
  it('is a draft, is approved by the charity, and goes live; nothing skips a step', async () => {
    const bad = await post(manager, scripts(), { document: { ...document, steps: [] } });
    expect(bad).toMatchObject({ status: 400, body: { code: 'bad-request' } });
    const drafted = await post(manager, scripts(), { document });
    expect(drafted.body).toMatchObject({ version: 1, state: 'draft' });
    expect(await post(manager, scripts('/1/live'))).toMatchObject({ status: 409, body: { code: 'not-possible' } });
    expect((await post(manager, scripts('/1/approve'))).body['errors']).toMatchObject([{ field: 'onBehalf' }]);
    expect((await post(client, scripts('/1/approve'))).body).toMatchObject({ state: 'approved', onBehalf: null });
    expect((await post(manager, scripts('/1/live'))).body).toMatchObject({ state: 'live' });
    const second = await post(manager, scripts(), { document: { ...document, title: 'Autre titre' } });
    expect(second.body).toMatchObject({ version: 2, state: 'draft' });
    const shown = (await world.json('GET', scripts('/2'), client)).body;
    expect(shown).toMatchObject({ against: 1 });
    expect((shown['diff'] as { change: string }[]).filter(({ change }) => change !== 'same')).toHaveLength(2);
    const stranger = await world.person('client', { clientIds: [world.otherClient] });
    expect((await world.json('GET', scripts('/2'), stranger)).status).toBe(404);
  });

  it('is not for agents who are not certified: neither the API nor the floor assigns them (A33)', async () => {
    const agent = await world.person('agent');
    const line = { line: { kind: 'sip' } };
    const refused = await world.json('POST', '/api/agent/session', agent, line);
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-certified' } });
    const { agentId, userId } = agent.account;
    if (agentId === null) throw new Error('an agent has an agent id');
    const act = await world.runtime.act(
      agentId,
      {
        type: 'agent.log-in',
        line: { kind: 'sip', address: 'x' },
        campaignIds: [world.campaign.id],
        skills: [],
        supervisor: false,
      },
      { kind: 'user', userId: userId as never },
    );
    expect(act).toMatchObject({ ok: false, error: { code: 'not-certified' } });
    const wrong = await post(agent, `/api/agent/training/${world.campaign.id}`, {
      version: 1,
      read: true,
      answers: [0, 1, 0],
    });
    expect(wrong.body).toMatchObject({ passed: false, right: 2 });
    expect((await world.json('POST', '/api/agent/session', agent, line)).status).toBe(403);
    await certified(agent);
    expect((await world.json('POST', '/api/agent/session', agent, line)).status).toBe(200);
    await world.pass(100);
    // A new version goes live: the router offers no call until it has been read.
    await goLive({ title: 'Nouvelle accroche' });
    await world.act(agent, '/ready');
    const before = world.switch.donorLegs.length;
    await world.pass(5_000);
    expect(world.switch.donorLegs).toHaveLength(before);
    const lesson = (await world.json('GET', '/api/agent/training', agent)).body['campaigns'] as Record<
      string,
      unknown
    >[];
    expect(lesson[0]).toMatchObject({ certified: false });
    expect(lesson[0]?.['changes']).toHaveLength(2);
    await certified(agent);
    expect(world.switch.donorLegs).toHaveLength(before + 1);
    const leg = world.switch.donorLegs[before];
    if (leg === undefined) throw new Error('a call was placed');
    world.switch.answer(leg);
    await world.pass(100);
    await world.act(agent, '/hang-up');
    await world.pass(100);
    await world.act(agent, '/wrap-up', { disposition: 'BMO', ready: false });
    await leave(agent);
  });
});

describe('a call by the script', () => {
  it('lets no promise stand before the legal step was shown for its time and ticked (A20), and computes the contact', async () => {
    const { agent, leg } = await talking();
    const shown = (await world.json('GET', '/api/agent/script', agent)).body['script'] as {
      steps: { id: string; text: string }[];
    };
    expect(shown.steps.find(({ id }) => id === 'accueil')?.text).toMatch(/^Bonjour .*je suis Un agent\./);
    expect(shown.steps.map(({ text }) => text).join()).not.toMatch(/null|undefined|\{/);
    expect(await world.json('POST', '/api/agent/step', agent, { step: 'inconnu' })).toMatchObject({
      body: { code: 'not-found' },
    });
    await world.act(agent, '/step', { step: 'accueil' });
    await world.pass(20_000);
    await world.act(agent, '/step', { step: 'demande-1' });
    await world.pass(8_000);
    await world.act(agent, '/step', { step: 'demande-2', objection: 2 });
    await world.pass(8_000);
    const promise = {
      kind: 'one-off',
      amountCents: 1_000,
      donorNamed: true,
      channel: 'sms',
      key: 'p1',
      phone: '+33612345678',
    };
    expect(await world.json('POST', '/api/agent/promise', agent, promise)).toMatchObject({
      status: 409,
      body: { code: 'not-possible' },
    });
    await world.act(agent, '/step', { step: 'mention-legale' });
    await world.pass(4_000);
    await world.act(agent, '/step', { step: 'mention-legale', ticked: true });
    expect((await callOf(agent))['missingSteps']).toMatchObject([{ step: 'mention-legale', ticked: true }]);
    await world.act(agent, '/step', { step: 'recapitulatif' });
    world.switch.hangUp(leg);
    await world.pass(100);
    const early = await world.json('POST', '/api/agent/wrap-up', agent, { disposition: 'DON', ready: false });
    expect(early).toMatchObject({ status: 409, body: { code: 'not-possible' } });
    expect(early.body['detail']).toContain('mention-legale');
    const suggested = (await world.json('GET', '/api/agent/suggested-results', agent)).body['suggestions'] as string[];
    expect(suggested[0]).toBe('REF');
    const { attemptId, asks } = await callOf(agent);
    expect(asks).toEqual([1, 2]);
    await world.act(agent, '/wrap-up', { disposition: 'REF', refusalReason: 'budget', ready: false });
    await world.pass(200);
    const useful = (await world.json('GET', `/api/calls/${String(attemptId)}/useful-contact`, agent)).body;
    expect(useful).toMatchObject({ useful: true, reasons: [], asks: [1, 2] });
    const proof = (await world.json('GET', `/api/calls/${String(attemptId)}/steps`, manager)).body;
    expect(proof['objections']).toEqual([2]);
    const steps = proof['steps'] as { step: string; shownMs: number; ticked: boolean }[];
    expect(steps.find(({ step }) => step === 'mention-legale')).toMatchObject({ ticked: true });
    expect(steps.find(({ step }) => step === 'demande-1')?.shownMs).toBeGreaterThanOrEqual(8_000);
    await disputed(String(attemptId), agent);
    await leave(agent);
  });

  async function disputed(attemptId: string, agent: Person): Promise<void> {
    const path = `/api/calls/${attemptId}/useful-contact`;
    const stranger = await world.person('agent');
    expect((await post(stranger, `${path}/dispute`, { reason: 'Pas mon appel' })).status).toBe(404);
    expect((await post(manager, `${path}/arbitrate`, { useful: false, reason: 'Sans dispute' })).status).toBe(409);
    const open = await post(client, `${path}/dispute`, { reason: 'Le donateur dit ne pas avoir été sollicité' });
    expect(open.body).toMatchObject({ useful: true, dispute: { by: 'client' } });
    const list = (await world.json('GET', '/api/useful-contacts/disputed', manager)).body['contacts'];
    expect(list).toMatchObject([{ attemptId }]);
    const decided = await post(manager, `${path}/arbitrate`, {
      useful: false,
      reason: 'Écoute faite, la demande est absente',
    });
    expect(decided.body).toMatchObject({ useful: false });
    expect((await world.json('GET', '/api/useful-contacts/disputed', manager)).body['contacts']).toEqual([]);
    expect((await post(agent, `${path}/dispute`, { reason: 'Encore une fois' })).status).toBe(409);
  }

  it('saves the promise once it was', async () => {
    const { agent, leg } = await talking();
    await world.act(agent, '/step', { step: 'demande-1' });
    await world.act(agent, '/step', { step: 'mention-legale' });
    await world.pass(5_000);
    await world.act(agent, '/step', { step: 'mention-legale', ticked: true });
    expect((await callOf(agent))['missingSteps']).toEqual([]);
    world.switch.hangUp(leg);
    await world.pass(100);
    const { attemptId } = await callOf(agent);
    await world.act(agent, '/wrap-up', { disposition: 'DON', ready: false });
    await world.pass(200);
    const useful = (await world.json('GET', `/api/calls/${String(attemptId)}/useful-contact`, agent)).body;
    // Too short a talk: nobody may make a useful contact of it, whatever was promised.
    expect(useful).toMatchObject({ useful: false, reasons: ['talk-too-short'] });
    await leave(agent);
  });
});

describe('a callback', () => {
  it('is understood in the donor’s words, checked, owed to its owner, and told when it is missed', async () => {
    const { agent, leg } = await talking();
    const spoken = (said: string) => world.json('POST', '/api/agent/callback', agent, { said });
    expect((await spoken('quand il fera beau')).body).toMatchObject({
      window: null,
      problem: { code: 'not-understood' },
    });
    expect((await spoken('dimanche 15h')).body).toMatchObject({ window: null, problem: { code: 'not-callable' } });
    const answer = (await spoken('dans 20 minutes')).body;
    const window = answer['window'] as { from: number; to: number };
    expect(answer).toMatchObject({ problem: null, zone: 'Europe/Paris' });
    world.switch.hangUp(leg);
    await world.pass(100);
    const { contactId } = await callOf(agent);
    const body = { disposition: 'RAP', callbackAt: window.from, ready: false };
    const ended = await world.json('POST', '/api/agent/wrap-up', agent, { ...body, callback: { to: window.from } });
    expect(ended).toMatchObject({ status: 409, body: { code: 'not-possible' } });
    await world.act(agent, '/wrap-up', { ...body, callback: { to: window.to } });
    await world.pass(200);
    const mine = (await world.json('GET', '/api/agent/callbacks', agent)).body['callbacks'];
    expect(mine).toMatchObject([
      { contactId, state: 'scheduled', from: window.from, to: window.to, nth: 1, missed: false },
    ]);
    await leave(agent);
    for (let minute = 0; minute < 33; minute++) await jump(MINUTE_MS);
    const owed = (await world.json('GET', '/api/callbacks', manager)).body['callbacks'];
    expect(owed).toMatchObject([{ contactId, state: 'pooled', missed: true }]);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.filter(({ type }) => type === 'callback.missed')).toHaveLength(1);
  });
});

/** Time in one step: nothing on the floor is under way. */
async function jump(ms: number): Promise<void> {
  world.clock.advance(ms);
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

describe('a person in a fragile situation', () => {
  it('is asked for nothing more, is held for review, and the agent is offered a paid pause (A32)', async () => {
    const { agent, leg } = await talking();
    await world.act(agent, '/step', { step: 'accueil' });
    await world.act(agent, '/vulnerable');
    const call = await callOf(agent);
    expect(call).toMatchObject({ vulnerable: true });
    const closing = (await world.json('GET', '/api/agent/script', agent)).body['script'] as { steps: { id: string }[] };
    expect(closing.steps.map(({ id }) => id)).toEqual(['au-revoir-protege']);
    expect((await world.json('POST', '/api/agent/step', agent, { step: 'demande-1' })).body).toMatchObject({
      code: 'not-possible',
    });
    world.switch.hangUp(leg);
    await world.pass(100);
    expect((await world.json('POST', '/api/agent/wrap-up', agent, { disposition: 'PA', ready: false })).status).toBe(
      409,
    );
    await world.act(agent, '/wrap-up', { disposition: 'VUL', ready: false });
    const view = (await world.json('GET', '/api/agent', agent)).body['agent'];
    expect(view).toMatchObject({ coolDown: { because: 'vulnerable', durationMs: 3 * MINUTE_MS } });
    expect(await world.act(agent, '/cool-down')).toBe('paused');
    expect((await world.json('POST', '/api/agent/cool-down', agent)).status).toBe(409);
    await world.pass(200);
    const { contactId } = call;
    const contact = world.store.rows('contacts').find((row) => (row as { contactId: string }).contactId === contactId);
    expect(contact).toMatchObject({ livedState: 'held', dueAt: null });
    const { events } = await world.store.readEvents(0, 1_000);
    const told = events.filter(({ type }) =>
      ['vulnerable.flagged', 'cool-down.offered', 'cool-down.taken'].includes(type),
    );
    expect(told.map(({ type }) => type)).toEqual(['vulnerable.flagged', 'cool-down.offered', 'cool-down.taken']);
    expect(told[2]?.data).toMatchObject({ paid: true });
    await reviewed(String(contactId));
    await leave(agent);
  });

  async function reviewed(contactId: string): Promise<void> {
    const cases = (await world.json('GET', '/api/protection', manager)).body['cases'];
    expect(cases).toMatchObject([{ contactId }]);
    const decided = await post(manager, '/api/protection', { contactId, outcome: 'letter-only' });
    expect(decided.body).toEqual({ reviewed: true });
    expect((await world.json('GET', '/api/protection', manager)).body['cases']).toEqual([]);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.some(({ type }) => type === 'objection.recorded')).toBe(true);
    const contact = world.store.rows('contacts').find((row) => (row as { contactId: string }).contactId === contactId);
    expect(contact).toMatchObject({ livedState: 'closed' });
  }

  it('three difficult calls in a row are enough for a pause', async () => {
    const { agent, leg } = await talking();
    let line = leg;
    for (let count = 1; count <= 3; count++) {
      world.switch.hangUp(line);
      await world.pass(100);
      await world.act(agent, '/wrap-up', { disposition: 'BMO', difficult: true, ready: count < 3 });
      const view = (await world.json('GET', '/api/agent', agent)).body['agent'] as { coolDown: unknown };
      expect(view.coolDown === null).toBe(count < 3);
      if (count < 3) line = await world.donorAnswers();
    }
    await leave(agent);
  });
});

it('a rebuild from the log gives the same rows', async () => {
  const tables = [
    'scripts',
    'certifications',
    'stepVisits',
    'usefulContacts',
    'callbacks',
    'protections',
    'campaigns',
    'contacts',
  ] as const;
  const before = tables.map((table) => world.store.rows(table));
  expect(before.every((rows) => rows.length > 0)).toBe(true);
  await world.store.rebuild();
  expect(tables.map((table) => world.store.rows(table))).toEqual(before);
});
