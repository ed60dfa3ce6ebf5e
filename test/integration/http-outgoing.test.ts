import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ibanPlace, type PromiseAct, readBankFile } from '../../src/campaigns/index.ts';
import type { AgentId, ContactId } from '../../src/kernel/id.ts';
import { signatureHeader } from '../../src/kernel/signature.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { createVault } from '../../src/kernel/vault.ts';
import { fileOutbox, smsSettings } from '../../src/ops/index.ts';
import { paymentSettings, stripeService } from '../../src/payments/index.ts';
import { openSqliteFolder, type SqliteFolder } from '../contract/store-sqlite-folder.ts';
import { HttpWorld, type Person } from './http-world.ts';

const IBAN = 'FR7630006000011234567890189';
const MANDATE = '0193a2c4-7e00-7000-8000-00000000beef';
const RUM = 'LAC-0001';
const STRIPE_SECRET = 'whsec_of_this_test';
const SMS_SECRET = 'a secret of the gateway';
const SYSTEM = { kind: 'system' } as const;

const folder = mkdtempSync(join(tmpdir(), 'foyer-outgoing-'));
const vault = createVault([new Uint8Array(32).fill(5)]);
let sqlite: SqliteFolder;
let world: HttpWorld;
let boss: Person;
let contactId: ContactId;

beforeAll(async () => {
  sqlite = await openSqliteFolder();
  const { stripe } = paymentSettings.parse({ stripe: { apiKey: 'rk_test_1', webhookSecrets: [STRIPE_SECRET] } });
  if (stripe === undefined) throw new Error('it is set');
  const clock = { now: () => world.clock.now(), monotonic: () => 0, schedule: () => () => undefined };
  world = await HttpWorld.open({
    outside: {
      vault,
      webhooks: { store: sqlite.store.webhooks, privateAddresses: false },
      payments: [stripeService(stripe, clock)],
      sms: smsSettings.parse({ url: 'https://sms.example/send', secret: SMS_SECRET }),
      outbox: fileOutbox(join(folder, 'outbox.jsonl'), clock),
      bankFolder: folder,
    },
  });
  boss = await world.person('administrator');
  const { candidates } = await world.store.dueContacts(
    world.campaign.id,
    world.clock.now(),
    1,
    new Set(),
    'Europe/Paris',
  );
  if (candidates[0] === undefined) throw new Error('no contact');
  contactId = candidates[0].contactId;
});
afterAll(async () => {
  await world.close();
  await sqlite.remove();
  rmSync(folder, { recursive: true });
});

/** What waits for the log waits for virtual time. */
async function settled<T>(work: Promise<T>): Promise<T> {
  const state = { done: false };
  void work.finally(() => {
    state.done = true;
  });
  while (!state.done) await world.pass(100);
  return work;
}
const call = (method: string, path: string, person?: Person, body?: unknown, headers?: Record<string, string>) =>
  settled(world.json(method, path, person, body, headers));

let keys = 0;
async function agreed(kind: 'monthly' | 'one-off'): Promise<string> {
  const { desk } = world.http.promises;
  const terms = {
    clientId: world.client,
    campaignId: world.campaign.id,
    contactId,
    attemptId: null,
    agentId: 'a' as AgentId,
  };
  const gift = {
    kind,
    amountCents: 1_500,
    currency: 'EUR',
    frequency: kind === 'monthly' ? 'monthly' : 'once',
    debitDay: 10,
    askStep: 1,
  } as const;
  const made = await settled(
    desk.agree(
      { ...terms, ...gift, donorNamed: false, channel: kind === 'monthly' ? 'sms' : 'card' },
      SYSTEM,
      `k${keys++}`,
    ),
  );
  if (!made.ok) throw new Error(made.error.message);
  return made.value.promiseId;
}
async function act(promiseId: string, what: PromiseAct): Promise<void> {
  const acted = await settled(world.http.promises.desk.act(promiseId, what, SYSTEM, `k${keys++}`));
  if (!acted.ok) throw new Error(acted.error.message);
}
const promise = (promiseId: string) => world.http.promises.desk.promise(promiseId);

describe('webhooks of clients', () => {
  it('are made, seen, replayed and removed; the secret is shown once', async () => {
    const asked = {
      clientId: world.client,
      url: 'https://crm.example.org/hook',
      eventTypes: ['promise.agreed', 'mandate.signed'],
    };
    const made = await call('POST', '/api/webhooks', boss, asked);
    expect(made).toMatchObject({
      status: 200,
      body: { secret: expect.stringMatching(/^fwh_.{43}$/), webhook: { url: asked.url, waiting: 0, dead: 0 } },
    });
    const list = await call('GET', '/api/webhooks', boss);
    expect(list.body['webhooks']).toMatchObject([{ url: asked.url, eventTypes: asked.eventTypes }]);
    expect(JSON.stringify(list.body)).not.toMatch(/fwh_|v1\./);
    const { webhookId } = made.body['webhook'] as { webhookId: string };
    expect((await call('GET', `/api/webhooks/${webhookId}/failures`, boss)).body).toEqual({ failures: [] });
    expect((await call('POST', `/api/webhooks/${webhookId}/replay`, boss, { since: 0 })).status).toBe(200);
    expect((await call('POST', `/api/webhooks/${webhookId}/replay`, boss, { eventId: 'none' })).status).toBe(404);
    expect((await call('DELETE', `/api/webhooks/${webhookId}`, boss)).status).toBe(200);
    expect((await call('DELETE', `/api/webhooks/${webhookId}`, boss)).status).toBe(404);
  });

  it('are refused for addresses of the house, unknown events and other charities', async () => {
    const asked = { clientId: world.client, url: 'https://crm.example.org/hook', eventTypes: ['promise.agreed'] };
    const bad = async (change: object, person = boss) =>
      (await call('POST', '/api/webhooks', person, { ...asked, ...change })).status;
    expect(await bad({ url: 'https://169.254.169.254/latest/meta-data' })).toBe(400);
    expect(await bad({ url: 'http://crm.example.org/hook' })).toBe(400);
    expect(await bad({ eventTypes: ['limits.changed'] })).toBe(400);
    expect(await bad({ clientId: world.otherClient }, await world.person('production-manager'))).toBe(404);
  });
});

describe('a card payment', () => {
  const post = async (promiseId: string, body: object, secret = STRIPE_SECRET) => {
    const text = JSON.stringify({
      id: `evt_${keys++}`,
      created: Math.floor(world.clock.now() / 1_000),
      type: 'checkout.session.completed',
      data: { object: { payment_status: 'paid', amount_total: 1_500, metadata: { promise_id: promiseId } } },
      ...body,
    });
    return call('POST', '/api/payments/stripe/webhook', undefined, text, {
      'Stripe-Signature': signatureHeader(secret, text, world.clock.now()),
    });
  };

  it('keeps its promise, once, whatever comes again', async () => {
    const promiseId = await agreed('one-off');
    for (let again = 0; again < 3; again++)
      expect(await post(promiseId, { id: 'evt_same' })).toMatchObject({ status: 200, body: { taken: 1 } });
    expect(await promise(promiseId)).toMatchObject({ state: 'paid', paidCents: 1_500 });
  });

  it('of nobody, or not signed, changes nothing', async () => {
    const promiseId = await agreed('one-off');
    expect((await post(promiseId, {}, 'whsec_of_another')).status).toBe(400);
    expect((await post('0193a2c4-7e00-7000-8000-000000000000', {})).status).toBe(200);
    expect(await promise(promiseId)).toMatchObject({ state: 'agreed', paidCents: 0 });
    expect((await call('POST', '/api/payments/gocardless/webhook', undefined, '{}')).status).toBe(404);
  });
});

describe('an SMS that says STOP', () => {
  const post = (body: object, secret = SMS_SECRET) => {
    const text = JSON.stringify(body);
    return call('POST', '/api/messages/sms', undefined, text, {
      'x-foyer-signature': signatureHeader(secret, text, world.clock.now()),
    });
  };

  it('is an objection for all the agency, at once', async () => {
    const before = (await world.store.objections()).objections.length;
    expect(await post({ from: '+33639981234', text: 'Merci !' })).toMatchObject({
      status: 200,
      body: { stopped: false },
    });
    expect(await post({ from: '+33639981234', text: 'STOP' }, 'the secret of another')).toMatchObject({ status: 400 });
    expect((await world.store.objections()).objections).toHaveLength(before);
    expect(await post({ from: '33639981234', text: 'Stop' })).toMatchObject({ status: 200, body: { stopped: true } });
    expect((await world.store.objections()).objections).toHaveLength(before + 1);
    expect(await post({ from: 'unknown', text: 'STOP' })).toMatchObject({ body: { stopped: false } });
  });
});

describe('the outbox', () => {
  it('shows an administrator what would have left', async () => {
    await fileOutbox(join(folder, 'outbox.jsonl'), world.clock).send({
      channel: 'sms',
      to: '+33639981234',
      text: 'Votre lien',
      key: 'k',
      clientId: 'c',
    });
    expect((await call('GET', '/api/outbox', boss)).body['messages']).toMatchObject([
      { to: '+33639981234', text: 'Votre lien' },
    ]);
    expect((await call('GET', '/api/outbox', await world.person('supervisor'))).status).toBe(403);
  });
});

describe('the bank', () => {
  let promiseId = '';
  it('gets the first debit of a signed mandate, once, in a file of the house', async () => {
    const gifts = { ceilingMonthlyCents: 10_000, ceilingOneOffCents: 100_000, rumPrefix: 'LAC', zone: 'Europe/Paris' };
    const creditor = {
      clientId: world.client,
      orgId: world.orgId,
      name: 'Les Amis du Lac',
      address: [],
      creditorId: 'FR72ZZZ123456',
      iban: IBAN,
      bic: null,
    };
    await world.store.promises.putCreditor({ ...creditor, ...gifts });
    promiseId = await agreed('monthly');
    await act(promiseId, {
      type: 'send-link',
      channel: 'sms',
      draft: { mandateId: MANDATE, rum: RUM, creditorId: creditor.creditorId },
    });
    await act(promiseId, { type: 'sign', method: 'code-sms', proofHash: 'ab' });
    const card = await world.store.promises.person(contactId);
    const nothing = {
      email: null,
      phone: null,
      postal: null,
      ibanCountry: 'FR',
      ibanLast4: '0189',
      bankName: null,
      bic: null,
      codeHash: null,
    };
    const codes = {
      codeSentAt: null,
      codeBy: null,
      codeTriesLeft: 0,
      codesSent: 0,
      proofText: null,
      proofAt: null,
      proofIp: null,
      proofLast4: null,
    };
    await world.store.promises.putDetails({
      promiseId,
      orgId: world.orgId,
      clientId: world.client,
      donorId: card?.donorId ?? '',
      name: 'Zoé Lefèvre',
      sealedIban: vault.seal(ibanPlace(promiseId), IBAN),
      ...nothing,
      ...codes,
    });
    const asked = { clientId: world.client };
    // 24 November: the first tenth of a month that is 14 days away is in December, and more than 14 days ahead.
    const early = await call('POST', '/api/bank/export', boss, asked);
    expect(early.body).toMatchObject({ files: [], refused: [{ rum: RUM, because: 'too-early' }] });
    world.clock.advance(2 * DAY_MS);
    boss = await world.person('administrator');
    const due = await call('POST', '/api/bank/export', boss, asked);
    const { files } = due.body as {
      files: readonly { path: string; count: number; sumCents: number; messageId: string }[];
    };
    expect(files).toMatchObject([{ count: 1, sumCents: 1_500 }]);
    const xml = readFileSync(files[0]?.path ?? '', 'utf8');
    expect(xml).toContain('<ReqdColltnDt>2026-12-10</ReqdColltnDt>');
    expect(xml).toContain(`<MndtId>${RUM}</MndtId>`);
    expect(xml).toContain(`<IBAN>${IBAN}</IBAN>`);
    expect(JSON.stringify(due.body)).not.toContain(IBAN);
    expect(await promise(promiseId)).toMatchObject({ state: 'active' });
    expect((await call('POST', '/api/bank/export', boss, asked)).body).toEqual({ files: [], refused: [] });
  });

  it('tells what came of it; the same file again changes nothing, and unknown lines are listed', async () => {
    const detail = (rum: string, more = '') =>
      `<TxDtls><Refs><MndtId>${rum}</MndtId></Refs><AmtDtls><TxAmt><Amt Ccy="EUR">15.00</Amt></TxAmt></AmtDtls>${more}</TxDtls>`;
    const entry = (name: string, direction: string, kind: string, inner: string) =>
      `<Ntry><NtryRef>${name}</NtryRef><Amt Ccy="EUR">15.00</Amt><CdtDbtInd>${direction}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-12-10</Dt></BookgDt>
      <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>IDDT</Cd><SubFmlyCd>${kind}</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls>${inner}</NtryDtls></Ntry>`;
    const message = (id: string, entries: string) =>
      `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn><GrpHdr><MsgId>${id}</MsgId></GrpHdr><Ntfctn>${entries}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`;
    const tell = async (text: string) => {
      const file = readBankFile(Buffer.from(text));
      if (!file.ok) throw new Error(file.error.message);
      return (await call('POST', '/api/bank/facts', boss, { facts: file.value.facts })).body;
    };
    const paid = message('N1', entry('1', 'CRDT', 'ESDD', detail(RUM) + detail('OF-ANOTHER')));
    for (let again = 0; again < 2; again++) {
      expect(await tell(paid)).toEqual({ taken: 1, unknown: [{ index: 1, rum: 'OF-ANOTHER' }], refused: [] });
      expect(await promise(promiseId)).toMatchObject({ state: 'kept', paidCents: 1_500 });
    }
    const back = message('N2', entry('1', 'DBIT', 'UPDD', detail(RUM, '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>')));
    for (let again = 0; again < 2; again++) {
      expect(await tell(back)).toMatchObject({ taken: 1 });
      expect(await promise(promiseId)).toMatchObject({ state: 'failed', paidCents: 0, failureCode: 'AM04' });
    }
  });
});
