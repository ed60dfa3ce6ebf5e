import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CardLinks } from '../../src/campaigns/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { HttpWorld, Person } from './http-world.ts';
import { collectingWorld, type Outbox, post, vault } from './promise-http-world.ts';

/*
 * A publisher renews its subscriptions: the campaign begins with its template, the agent offers durations and prices, one
 * subscriber pays by card, one signs a mandate, and the publisher gets the results in its own columns.
 */

const IBAN = 'FR14 2004 1010 0505 0001 3M02 606';
const OFFERS = [
  { id: 'mensuel', title: 'Le Fil, au mois', months: 12, frequency: 'monthly', priceCents: 690 },
  { id: 'un-an', title: 'Le Fil, un an', months: 12, frequency: 'once', priceCents: 7_200 },
  { id: 'deux-ans', title: 'Le Fil, deux ans', months: 24, frequency: 'once', priceCents: 12_900 },
];
/** The publisher's own file: its titles, its codes, its order. */
const LAYOUT = {
  columns: [
    { title: 'NUM_ABONNE', field: 'donorCode' },
    { title: 'CODE_RETOUR', field: 'outcome', values: { DON: 'REABO-CB', PA: 'REABO-PRLV', REF: 'REFUS' } },
    { title: 'FORMULE', field: 'offer' },
    { title: 'DUREE_MOIS', field: 'offerMonths' },
    { title: 'PRIX', field: 'amount' },
    { title: 'ECHEANCE', field: 'renewalDate' },
    { title: 'MOTIF', field: 'refusalCode' },
    { title: 'RUM', field: 'rum' },
    { title: 'PRESTATAIRE', text: 'FOYER' },
  ],
};

let world: HttpWorld;
let outbox: Outbox;
let boss: Person;
let agent: Person;
let campaignId: CampaignId;
const folder = mkdtempSync(join(tmpdir(), 'foyer-a15-'));
/** The clock of the bank's days, ahead of that of the floor: nobody is on it for all these weeks. */
let aheadMs = 0;
const cardLinks: { label: string; amountCents: number }[] = [];

async function ok(method: string, path: string, person: Person, body?: unknown): Promise<Record<string, unknown>> {
  const answer = await world.json(method, path, person, body);
  expect([path, answer.status, answer.body]).toMatchObject([path, 200, {}]);
  return answer.body;
}

/** Three subscribers who asked to be called: it is a sale, and the law wants that. */
async function subscribers(): Promise<void> {
  const file = [
    'Numéro abonné;Civilité;Nom;Prénom;Mobile;Date de consentement;Moyen de consentement;Preuve de consentement',
    ...['001', '002', '003'].map(
      (n) => `A-${n};Mme;Abonnée;Jeanne;06 39 98 02 ${n.slice(1)};02/11/2026;papier;bulletin ${n}`,
    ),
    '',
  ].join('\r\n');
  const taken = await world.json('POST', `/api/imports?campaignId=${campaignId}&name=abonnes.csv`, boss, file, {
    'Content-Type': 'application/octet-stream',
  });
  expect(taken.status, JSON.stringify(taken.body)).toBe(200);
  const { batchId } = (taken.body['import'] ?? {}) as { batchId: string };
  await ok('POST', `/api/imports/${batchId}/reading`, boss, { mapping: { 'Numéro abonné': 'code_donateur' } });
  for (const act of ['preview', 'apply']) {
    await ok('POST', `/api/imports/${batchId}/${act}`, boss);
    for (let running = true; running; ) {
      await world.pass(100);
      const { job } = await ok('GET', `/api/imports/${batchId}`, boss);
      ({ running } = job as { running: boolean });
    }
  }
}

async function nextCall(): Promise<void> {
  await world.act(agent, '/ready');
  await world.donorAnswers();
}

async function ends(disposition: string, more: object = {}): Promise<void> {
  const legId = world.switch.donorLegs.at(-1);
  if (legId === undefined) throw new Error('nobody was called');
  world.switch.hangUp(legId);
  await world.pass(500);
  await world.act(agent, '/wrap-up', { disposition, ...more });
  await world.pass(500);
}

beforeAll(async () => {
  const cards: CardLinks = {
    link: ({ label, amountCents }) => {
      cardLinks.push({ label, amountCents });
      return Promise.resolve({ ok: true, url: 'https://pay.example/1' });
    },
  };
  ({ world, outbox } = await collectingWorld(cards, ({ clock }) => ({
    importFolder: folder,
    outside: { vault, bankFolder: folder },
    clock: {
      now: () => clock.now() + aheadMs,
      monotonic: () => clock.monotonic(),
      schedule: (delayMs: number, task: () => void) => clock.schedule(delayMs, task),
    },
  })));
  boss = await world.person('administrator');
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

describe('A15: a publisher renews its subscriptions', () => {
  test('its campaign begins with the template of its kind, and gets its own durations and prices', async () => {
    const because = { reason: 'the spring renewal of Le Fil' };
    const made = await ok('POST', '/api/campaigns', boss, {
      clientId: world.client,
      name: 'Réabonnement Le Fil',
      charityName: 'Le Fil',
      mode: 'progressive',
      callerId: '+33162000000',
      gatewayId: 'carrier',
      kind: 'subscription-renewal',
      ...because,
    });
    campaignId = made['campaignId'] as CampaignId;
    const { offers } = made['plan'] as { offers: readonly { months: number; priceCents: number }[] };
    expect(offers.map(({ months }) => months)).toEqual([12, 12, 24]);
    for (const [wrong, field] of [
      [{ ...OFFERS[0], months: 0 }, 'months'],
      [{ ...OFFERS[0], priceCents: 12.5 }, 'priceCents'],
      [{ ...OFFERS[1], id: 'mensuel' }, 'offers'],
    ] as const) {
      const path = `/api/campaigns/${campaignId}/plan`;
      const refused = await world.json('PATCH', path, boss, { offers: [OFFERS[0], wrong].slice(-2), ...because });
      expect([field, refused.status, JSON.stringify(refused.body)]).toEqual([
        field,
        400,
        expect.stringContaining(field),
      ]);
    }
    const planned = await ok('PATCH', `/api/campaigns/${campaignId}/plan`, boss, { offers: OFFERS, ...because });
    expect(planned['plan']).toMatchObject({ kind: 'subscription-renewal', offers: OFFERS });
    const campaign = (await world.store.campaigns(world.orgId)).find(({ id }) => id === campaignId);
    expect(campaign).toMatchObject({ purpose: 'commercial', offers: OFFERS });
  });

  test('one subscriber pays by the card link that comes by SMS; the new year is joined to the old one', async () => {
    await subscribers();
    await ok('POST', `/api/campaigns/${campaignId}/start`, boss);
    agent = await world.person('agent', { campaignIds: [campaignId] });
    await world.act(agent, '/session', { line: { kind: 'sip' } });
    await world.pass(100);
    await nextCall();
    const shown = await ok('GET', '/api/agent/promise', agent);
    expect(shown).toMatchObject({ currency: 'EUR', offers: OFFERS });
    const sold = { kind: 'one-off', offerId: 'un-an', channel: 'card', key: 'a' };
    for (const [wrong, field] of [
      [{ offerId: 'dix-ans' }, 'offerId'],
      [{ amountCents: 7_100 }, 'amountCents'],
      [{ kind: 'monthly', debitDay: 10 }, 'kind'],
      [{ offerId: undefined, amountCents: 500, donorNamed: true, endsOn: '2027-01-31' }, 'endsOn'],
    ] as const) {
      const refused = await world.json('POST', '/api/agent/promise', agent, { ...sold, ...wrong });
      expect([field, refused]).toMatchObject([field, { status: 400, body: { errors: [{ field }] } }]);
    }
    const made = await ok('POST', '/api/agent/promise', agent, { ...sold, endsOn: '2027-01-31' });
    expect(made).toMatchObject({
      delivery: { sent: true },
      promise: {
        amountCents: 7_200,
        frequency: 'once',
        offer: { offerId: 'un-an', title: 'Le Fil, un an', months: 12, renewsOn: '2028-01-31' },
      },
    });
    expect(outbox.last().text).toContain('Le Fil, un an, 72,00');
    const path = outbox.path();
    expect(await (await world.request('GET', path)).text()).toContain('Le Fil, un an');
    expect((await world.request('GET', `${path}/carte`)).headers.get('location')).toBe('https://pay.example/1');
    expect(cardLinks).toEqual([{ label: 'Le Fil', amountCents: 7_200 }]);
    await ends('DON', { ready: false });
  });

  test('one signs a mandate for the monthly price; one refuses and says why', async () => {
    await nextCall();
    const made = await ok('POST', '/api/agent/promise', agent, {
      kind: 'monthly',
      offerId: 'mensuel',
      debitDay: 10,
      channel: 'sms',
      key: 'b',
    });
    expect(made['promise']).toMatchObject({ amountCents: 690, offer: { renewsOn: '2027-11-24' } });
    const path = outbox.path();
    const typed = await post(world, path, { step: 'details', name: 'Jeanne Abonnée', iban: IBAN });
    expect(await typed.text()).toContain('<dt>Abonnement</dt><dd>Le Fil, au mois, 6,90');
    await post(world, path, { step: 'code', code: outbox.code() });
    await ends('PA', { ready: false });
    await nextCall();
    await ends('REF', { refusalReason: 'too-many-calls', ready: false });
  });

  test('the mandate yields its debits month after month, each once, for as long as it runs', async () => {
    const sums: string[] = [];
    for (let week = 0; week < 16; week++) {
      for (let again = 0; again < 2; again++) {
        const { files } = (await ok('POST', '/api/bank/export', boss, { clientId: world.client })) as {
          files: { path: string; sumCents: number }[];
        };
        for (const { path, sumCents } of files) {
          const xml = readFileSync(path, 'utf8');
          const [, day] = xml.match(/<ReqdColltnDt>([^<]+)</) ?? [];
          const [, sequence] = xml.match(/<SeqTp>([^<]+)</) ?? [];
          sums.push(`${day} ${sequence} ${sumCents}`);
        }
      }
      aheadMs += 7 * DAY_MS;
      boss = await world.person('administrator');
    }
    expect(sums).toEqual(['2026-12-10 FRST 690', '2027-01-11 RCUR 690', '2027-02-10 RCUR 690', '2027-03-10 RCUR 690']);
    expect(readdirSync(folder).filter((name) => name.startsWith('FOY-'))).toHaveLength(4);
  });

  test('a run that was cut off is finished by the next one: no debit is lost, and none stands in two files', async () => {
    const names = readdirSync(folder).filter((name) => name.startsWith('FOY-'));
    const last = names.find((name) => readFileSync(join(folder, name), 'utf8').includes('2027-03-10')) ?? '';
    const whole = readFileSync(join(folder, last), 'utf8');
    // Whole, and not all of its mandates marked; and one that was cut while it was written.
    renameSync(join(folder, last), join(folder, `${last}.part`));
    writeFileSync(join(folder, 'FOY-CUT.xml.part'), whole.slice(0, 900));
    const again = await ok('POST', '/api/bank/export', boss, { clientId: world.client });
    expect(again).toMatchObject({ files: [{ messageId: last.slice(0, -4), count: 1, sumCents: 690 }], refused: [] });
    expect(readdirSync(folder).filter((name) => name.startsWith('FOY-'))).toEqual(names);
    expect(readFileSync(join(folder, last), 'utf8')).toBe(whole);
    const { events } = await world.store.readEvents(0, 1_000);
    expect(events.filter(({ type }) => type === 'mandate.presented')).toHaveLength(4);
  });

  test('the publisher gets the results in its own columns, and the agency sees why people said no', async () => {
    const response = await world.request('POST', `/api/campaigns/${campaignId}/records.csv`, boss, { layout: LAYOUT });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const lines = (await response.text()).split('\r\n');
    const [first] = await world.store.promises
      .promisesOf({ of: 'campaign', campaignId })
      .then((all) => all.filter(({ kind }) => kind === 'monthly'));
    const { rum } = (await world.store.promises.mandate(first?.mandateId ?? '')) ?? { rum: 'none' };
    expect(lines[0]).toBe('NUM_ABONNE;CODE_RETOUR;FORMULE;DUREE_MOIS;PRIX;ECHEANCE;MOTIF;RUM;PRESTATAIRE');
    expect(lines.slice(1).sort()).toEqual([
      '',
      'A-001;REABO-CB;Le Fil, un an;12;72,00;2028-01-31;;;FOYER',
      `A-002;REABO-PRLV;Le Fil, au mois;12;6,90;2027-11-24;;${rum};FOYER`,
      'A-003;REFUS;;;;;too-many-calls;;FOYER',
    ]);
    const reasons = await ok(
      'GET',
      `/api/reports/reasons?from=2026-11-24&to=2026-11-24&by=campaign&campaignId=${campaignId}`,
      boss,
    );
    expect(reasons['reasons']).toMatchObject([{ reason: 'too-many-calls', words: 'Trop sollicité', times: 1 }]);
  });
});
