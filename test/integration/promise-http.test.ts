import { afterEach, describe, expect, test } from 'vitest';
import { post, type TalkingWorld, talkingWorld } from './promise-http-world.ts';

let open: TalkingWorld | undefined;
afterEach(() => open?.world.close());

const ONE_OFF = { kind: 'one-off', amountCents: 3_000, askStep: 1, key: 'a' };
const MONTHLY = {
  kind: 'monthly',
  amountCents: 500,
  askStep: 1,
  debitDay: 10,
  channel: 'sms',
  phone: '0639980012',
  key: 'm',
};

async function talk(): Promise<TalkingWorld> {
  open = await talkingWorld();
  return open;
}

const promise = (talking: TalkingWorld, body: object) =>
  talking.world.json('POST', '/api/agent/promise', talking.agent, body);
const idOf = (body: Record<string, unknown>) => (body['promise'] as { promiseId: string }).promiseId;

describe('what an agent may take down', () => {
  test('the asks follow the donor: 30 € last, so 5 € a month, or 30 € once', async () => {
    const talking = await talk();
    const shown = await talking.world.json('GET', '/api/agent/promise', talking.agent);
    expect(shown.body).toEqual({
      currency: 'EUR',
      offers: [],
      asks: {
        toMonthly: [
          { step: 1, frequency: 'monthly', cents: 500 },
          { step: 2, frequency: 'one-off', cents: 3_000 },
        ],
        reactivation: [
          { step: 1, frequency: 'one-off', cents: 3_000 },
          { step: 2, frequency: 'one-off', cents: 2_100 },
          { step: 3, frequency: 'one-off', cents: 500 },
        ],
      },
      promises: [],
    });
  });

  test.each([
    ['more than asked', { ...ONE_OFF, amountCents: 9_000 }, 'amountCents'],
    ['no ask named', { ...ONE_OFF, askStep: undefined }, 'askStep'],
    ['a fourth ask', { ...ONE_OFF, askStep: 4 }, 'askStep'],
    ['no amount', { ...ONE_OFF, amountCents: undefined }, 'amountCents'],
    ['a slip of the hand', { ...ONE_OFF, amountCents: 9_000_000, donorNamed: true }, 'amountCents'],
    ['no day of debit', { ...MONTHLY, debitDay: undefined }, 'debitDay'],
    ['another day', { ...MONTHLY, debitDay: 11 }, 'debitDay'],
    ['a mandate by card', { ...MONTHLY, channel: 'card' }, 'channel'],
    ['no number', { ...MONTHLY, phone: 'at home' }, 'phone'],
    ['a gift at once every month', { ...ONE_OFF, frequency: 'monthly' }, 'frequency'],
  ])('%s is refused, naming the field', async (_, body, field) => {
    const talking = await talk();
    const answer = await promise(talking, body);
    expect(answer.status).toBe(400);
    expect((answer.body['errors'] as { field: string }[]).map((error) => error.field)).toContain(field);
    expect((await talking.world.json('GET', '/api/agent/promise', talking.agent)).body).toMatchObject({ promises: [] });
  });

  test('above the ask when the donor named it; sent twice it is one promise', async () => {
    const talking = await talk();
    const body = { ...ONE_OFF, amountCents: 9_000, askStep: undefined, donorNamed: true };
    const first = await promise(talking, body);
    expect(first).toMatchObject({ status: 200, body: { promise: { state: 'agreed', donorNamed: true } } });
    expect(idOf((await promise(talking, body)).body)).toBe(idOf(first.body));
    const shown = await talking.world.json('GET', '/api/agent/promise', talking.agent);
    expect(shown.body['promises']).toHaveLength(1);
  });

  test('only of the own call, in the talk and the wrap-up', async () => {
    const talking = await talk();
    const { world, outbox } = talking;
    const other = await world.readyAgent();
    expect((await world.json('POST', '/api/agent/promise', other, ONE_OFF)).status).toBe(409);
    world.switch.hangUp(world.switch.donorLegs[0] as never);
    await world.pass(100);
    const made = await promise(talking, MONTHLY);
    expect(made.body).toMatchObject({
      delivery: { sent: true },
      promise: { mandate: { state: 'sent', maskedIban: null } },
    });
    expect(outbox.sent).toHaveLength(1);
    const stolen = { promiseId: idOf(made.body), channel: 'sms', key: 'x' };
    await talking.world.act(talking.agent, '/wrap-up', { disposition: 'PA', ready: false });
    expect((await world.json('POST', '/api/agent/promise/link', talking.agent, stolen)).status).toBe(409);
  });

  test('an upgrade: 30 % more at most, in force with its notice', async () => {
    const talking = await talk();
    const upgrade = { kind: 'upgrade', currentMonthlyCents: 1_000, askStep: 1, key: 'u' };
    expect((await promise(talking, { ...upgrade, amountCents: 2_000 })).status).toBe(400);
    const made = await promise(talking, { ...upgrade, amountCents: 1_300, phone: '0639980012' });
    expect(made.body).toMatchObject({ promise: { kind: 'upgrade', state: 'active', frequency: 'monthly' } });
    expect(talking.outbox.last().text).toContain('votre don passe à 13,00');
  });
});

test('a vulnerable person: what was promised is frozen, and nothing more is taken', async () => {
  const talking = await talk();
  const { world, agent, manager } = talking;
  const id = idOf((await promise(talking, MONTHLY)).body);
  world.switch.hangUp(world.switch.donorLegs[0] as never);
  await world.pass(100);
  await world.act(agent, '/wrap-up', { disposition: 'VUL', ready: false });
  await world.pass(100);
  const listed = await world.json('GET', `/api/promises?campaign=${world.campaign.id}&state=frozen`, manager);
  expect(listed.body).toMatchObject({
    promises: [{ promiseId: id, state: 'frozen', frozenBecause: 'vulnerable', mandate: { state: 'suspended' } }],
    next: null,
  });
  const link = await world.json('POST', `/api/promises/${id}/link`, manager, { channel: 'sms', key: 'again' });
  expect(link.status).toBe(409);
  const thawed = await world.json('POST', `/api/promises/${id}/unfreeze`, manager, { key: 'reviewed' });
  expect(thawed.body).toMatchObject({ promise: { state: 'sent', mandate: { state: 'sent' } } });
  await world.http.promises.care();
  expect((await world.store.promises.promise(id))?.state).toBe('sent');
});

describe('managers', () => {
  test('see the promises of their charities only', async () => {
    const { world } = await talk();
    const stranger = await world.person('production-manager', { clientIds: [world.otherClient] });
    const list = `/api/promises?campaign=${world.campaign.id}`;
    expect((await world.json('GET', list, stranger)).status).toBe(404);
    expect((await world.json('GET', '/api/promises', stranger)).status).toBe(400);
    expect((await world.json('GET', list, await world.person('agent'))).status).toBe(403);
  });

  test('a mandate by post: printed, signed by hand, then changed and ended', async () => {
    const talking = await talk();
    const { world, manager, outbox } = talking;
    const made = await promise(talking, { ...MONTHLY, channel: undefined });
    const id = idOf(made.body);
    const at = (what: string, body: object) => world.json('POST', `/api/promises/${id}/${what}`, manager, body);
    expect((await at('link', { channel: 'post', key: 'p' })).body).toMatchObject({ code: 'not-possible' });
    expect((await world.request('GET', `/api/promises/${id}/mandate.pdf`, manager)).status).toBe(409);
    await at('link', { channel: 'email', email: 'jeanne@example.org', key: 'e' });
    const pdf = await world.request('GET', `/api/promises/${id}/mandate.pdf`, manager);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    const bad = await at('paper', { name: 'Jeanne Donatrice', iban: 'FR1520041010050500013M02606', key: 'bad' });
    expect(bad.body).toMatchObject({ code: 'bad-request', errors: [{ field: 'iban' }] });
    const signed = await at('paper', { name: 'Jeanne Donatrice', iban: 'FR1420041010050500013M02606', key: 'ok' });
    expect(signed.body).toMatchObject({
      promise: { state: 'signed', mandate: { state: 'signed', maskedIban: 'FR•• •••• •••• 2606' } },
    });
    expect((await at('paper', { name: 'X Y', iban: 'FR1420041010050500013M02606', key: 'ok2' })).status).toBe(409);
    expect((await at('amend', { change: 'amount', amountCents: 800, key: 'up' })).body).toMatchObject({
      promise: { amountCents: 800 },
      delivery: { sent: true, message: null },
    });
    expect(outbox.last()).toMatchObject({ to: 'jeanne@example.org', text: expect.stringContaining('passe à 8,00') });
    outbox.failing = true;
    expect((await at('amend', { change: 'pause', until: null, key: 'z' })).body).toMatchObject({
      promise: { paused: true },
      delivery: { sent: false, message: expect.stringContaining('in writing, 14 days before') },
    });
    expect((await at('cancel', { because: 'donor', key: 'end' })).body).toMatchObject({
      promise: { state: 'cancelled', mandate: { state: 'revoked' } },
    });
  });

  test('a creditor that cannot be is refused, naming the field', async () => {
    const { world, manager } = await talk();
    const creditor = { clientId: world.client, name: 'Hiver', address: ['Metz'], creditorId: 'FR72ZZZ123456' };
    const set = (more: object) => world.json('POST', '/api/creditors', manager, { ...creditor, ...more });
    expect((await set({ creditorId: 'FR73ZZZ123456' })).body).toMatchObject({ errors: [{ field: 'creditorId' }] });
    expect((await set({ iban: 'FR76' })).body).toMatchObject({ errors: [{ field: 'iban' }] });
    expect((await set({ zone: 'Paris' })).body).toMatchObject({ errors: [{ field: 'zone' }] });
    expect((await set({ clientId: world.otherClient })).status).toBe(404);
    expect((await set({})).status).toBe(200);
  });
});

test('a campaign that shows a British number asks in pounds, and no SEPA mandate is offered for them', async () => {
  const talking = await talk();
  const { world, manager, agent, outbox } = talking;
  const path = `/api/campaigns/${world.campaign.id}/plan`;
  const pounds = await world.json('PATCH', path, manager, { currency: 'GBP', reason: 'a British charity asks' });
  expect([pounds.status, pounds.body['plan']]).toMatchObject([200, { currency: 'GBP' }]);
  const unknown = await world.json('PATCH', path, manager, { currency: 'XXX', reason: 'a British charity asks' });
  expect([unknown.status, JSON.stringify(unknown.body)]).toEqual([400, expect.stringContaining('currency')]);
  expect((await world.json('GET', '/api/agent/promise', agent)).body).toMatchObject({ currency: 'GBP' });
  const refused = await promise(talking, MONTHLY);
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ field: 'channel' }] } });
  const { channel: _channel, phone: _phone, ...unsent } = MONTHLY;
  expect((await promise(talking, unsent)).body).toMatchObject({
    promise: { state: 'agreed', currency: 'GBP', amountCents: 500 },
    delivery: { sent: false },
  });
  const gift = { ...ONE_OFF, channel: 'card', phone: '0639980012' };
  expect((await promise(talking, gift)).body).toMatchObject({ promise: { currency: 'GBP' }, delivery: { sent: true } });
  expect(outbox.last().text).toContain('30,00\u00a0£GB');
});

test('a person whose account can still be debited is not erased before the mandate is ended, or by an express word', async () => {
  const talking = await talk();
  const { world, outbox } = talking;
  const made = await promise(talking, MONTHLY);
  const id = idOf(made.body);
  const page = outbox.path();
  await post(world, page, { step: 'details', name: 'Jeanne', iban: 'FR14 2004 1010 0505 0001 3M02 606' });
  await post(world, page, { step: 'code', code: outbox.code() });
  const boss = await world.person('administrator');
  const code = (await world.store.donorCard((await world.store.promises.promise(id))?.contactId ?? ('' as never)))
    ?.donorCode;
  const who = { clientId: world.client, code };
  const given = await world.json('POST', '/api/donors/export', boss, who);
  expect(given.body['records']).toMatchObject([
    { promises: [{ promiseId: id, state: 'signed' }], mandates: [{ state: 'signed' }], payments: [] },
  ]);
  expect(JSON.stringify(given.body)).toContain('FR•• •••• •••• 2606');
  expect(JSON.stringify(given.body)).not.toMatch(/20041010|sealed/);
  const refused = await world.json('POST', '/api/donors/erase', boss, who);
  expect(refused).toMatchObject({ status: 409, body: { code: 'not-possible' } });
  expect(refused.body['detail']).toMatch(
    new RegExp(`HIVER-\\w+ is signed.*/api/promises/${id}/cancel.*evenWithMandate`),
  );
  expect((await world.store.promises.details(id))?.name).toBe('Jeanne');
  const erased = await world.json('POST', '/api/donors/erase', boss, { ...who, evenWithMandate: true });
  expect(erased).toMatchObject({ status: 200, body: { donors: 1 } });
  expect(await world.store.promises.details(id)).toBeUndefined();
});
