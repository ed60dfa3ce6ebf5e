import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FigureGrouping,
  type FiguresQuestion,
  figures,
  tally,
  withCost,
} from '../../src/campaigns/figures/index.ts';
import { createLeadTally, donorBatches, readLeadFile } from '../../src/campaigns/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from '../contract/store-sqlite-folder.ts';
import { CLIENT, campaign, EventMaker, ORG, START, storeParts, targets } from '../contract/store-world.ts';
import { goldenEvents, goldenFile } from './figures-world.ts';

const A = 'campaign-a' as CampaignId;
const IMPORTED = START - HOUR_MS;
const BATCH = 1_000;

/** The file is read and stored, and what it brought is written to the log. */
async function importGolden(store: Store): Promise<void> {
  await store.putCampaign(campaign('a'));
  const file = await readLeadFile(goldenFile());
  const counted = createLeadTally();
  let added = 0;
  for await (const batch of donorBatches(file.rows, (row) => counted.add(row)))
    added += (await store.importDonors(ORG, CLIENT, A, batch, IMPORTED)).added;
  const { rows, rejected, suppressed, issues } = counted.counts();
  const duplicate = issues.find(({ code }) => code === 'duplicate-donor')?.count ?? 0;
  expect({ rows, added, duplicate }).toEqual({ rows: 1_100, added: 1_015, duplicate: 25 });
  const events = new EventMaker();
  events.at = IMPORTED;
  const causes = { invalid: rejected - duplicate, duplicate, suppressed };
  const brought = { causes: {}, added, changed: 0, unchanged: 0, vanished: 0 };
  const data = { batchId: 'b', received: rows, rejected: causes, ...brought };
  const applied = events.make('import.applied', data, { stream: 'import:b', campaignId: A });
  await store.append([{ ...applied, id: 'import' as never }]);
}

async function play(store: Store): Promise<void> {
  await importGolden(store);
  const records = await targets(store, A);
  expect(records).toHaveLength(1_000);
  const events = goldenEvents(records, START);
  for (let from = 0; from < events.length; from += BATCH) await store.append(events.slice(from, from + BATCH));
}

const question = (by: FigureGrouping, more: Partial<FiguresQuestion> = {}): FiguresQuestion => ({
  orgId: ORG,
  campaignIds: [A],
  from: START - DAY_MS,
  to: START + DAY_MS,
  by,
  zone: 'Europe/Paris',
  ...more,
});

const percent = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 10);

describe('the golden campaign, from its file to its figures', () => {
  let sqlite: SqliteFolder;
  let memory: MemoryStore;
  beforeAll(async () => {
    sqlite = await openSqliteFolder({ readers: 1 });
    memory = createMemoryStore(storeParts());
    await play(sqlite.store);
    await play(memory);
  });
  afterAll(() => sqlite.remove());

  test('every count, to the unit', async () => {
    const [total] = await sqlite.store.figures(question('total'));
    expect(total?.tally).toEqual(
      tally({
        received: 1_100,
        rejected: 100,
        dials: 3_400,
        answered: 772,
        abandoned: 12,
        connected: 760,
        rightPerson: 535,
        useful: 440,
        monthlyPromises: 48,
        oneOffPromises: 66,
        undeterminedPromises: 40,
        monthlyCents: 60_000,
        oneOffCents: 330_000,
        signed: 34,
        signedIn7: 34,
        signedIn14: 34,
        signedIn30: 34,
        signedMonthlyCents: 42_500,
        paid: 42,
        paidCents: 218_400,
        objections: 25,
        talkMs: 121_600 * SECOND_MS,
        wrapUpMs: 22_800 * SECOND_MS,
        loggedInMs: 60 * HOUR_MS,
        pauses: 10,
        pausedMs: 5 * HOUR_MS,
        unpaidPauseMs: 5 * HOUR_MS,
      }),
    );
  });

  test('every figure, to the cent and the tenth of a percent', async () => {
    const [total] = await sqlite.store.figures(question('total'));
    const all = figures(withCost(total?.tally ?? tally(), 3_300));
    const shares = {
      reach: 53.5,
      pitch: 82.2,
      pitchOfRecords: 44,
      agreement: 35,
      firmAgreement: 25.9,
      monthly: 10.9,
      oneOff: 15,
      signature: 70.8,
      signedOfUseful: 7.7,
      fulfilment: 63.6,
    } as const;
    for (const [name, value] of Object.entries(shares))
      expect([name, percent(all[name as keyof typeof shares].value)]).toEqual([name, value]);
    expect((all.abandonment.value ?? 0) * 100).toBeCloseTo(1.55, 2);
    expect([percent(all.fulfilmentOfValue), percent(all.occupancy), percent(all.utilisation)]).toEqual([
      66.2, 72.9, 66.9,
    ]);
    expect([all.meanMonthlyCents, all.monthlyYearCents, all.meanOneOffCents]).toEqual([1_250, 720_000, 5_000]);
    expect([all.meanSignedMonthlyCents, all.signedYearCents]).toEqual([1_250, 510_000]);
    expect([all.meanTalkMs, all.meanHandleMs]).toEqual([160 * SECOND_MS, 190 * SECOND_MS]);
    expect([all.usefulPerHour, all.dialsPerRecord, all.costPerUsefulCents]).toEqual([8, 3.4, 412.5]);
    expect(Math.round(all.costPerFirmAgreementCents ?? 0)).toBe(1_592);
    expect(Math.round(all.costPerSignedCents ?? 0)).toBe(5_338);
    expect(all.return12Months).toBeCloseTo(4.01, 2);
  });

  test('both stores count alike, by any grouping, and the parts add up to the whole', async () => {
    const groupings = ['total', 'hour', 'day', 'agent', 'segment', 'campaign', 'client'] as const;
    for (const by of groupings) {
      const groups = await sqlite.store.figures(question(by));
      expect(await memory.figures(question(by))).toEqual(groups);
      expect(groups.reduce((sum, each) => sum + each.tally.loggedInMs, 0)).toBe(60 * HOUR_MS);
      expect(groups.reduce((sum, each) => sum + each.tally.dials, 0)).toBe(3_400);
    }
    expect((await sqlite.store.figures(question('agent'))).map(({ key }) => key)).toHaveLength(11);
  });

  test('every break and every refusal by its reason, alike in both stores and by any grouping', async () => {
    for (const by of ['total', 'hour', 'day', 'agent', 'segment', 'campaign', 'client'] as const)
      for (const kind of ['pause', 'refusal'] as const) {
        const groups = await sqlite.store.reasons({ ...question(by), kind });
        expect(await memory.reasons({ ...question(by), kind })).toEqual(groups);
        expect(groups.reduce((sum, each) => sum + each.times, 0)).toBe(kind === 'pause' ? 10 : 286);
        expect(groups.reduce((sum, each) => sum + each.ms, 0)).toBe(kind === 'pause' ? 5 * HOUR_MS : 0);
      }
    const refusals = await sqlite.store.reasons({ ...question('total'), kind: 'refusal' });
    expect(refusals.map(({ reason, times }) => [reason, times])).toEqual([
      ['budget', 96],
      ['not-now', 95],
      ['too-many-calls', 95],
    ]);
    // What goes on at this instant counts up to it.
    const lunch = await sqlite.store.reasons({ ...question('total', { at: START + DAY_MS }), kind: 'pause' });
    expect(lunch).toEqual([{ key: '', reason: 'lunch', times: 10, ms: 5 * HOUR_MS }]);
  });

  test('the end-of-campaign file is the same from both stores', async () => {
    const [first, second] = [await sqlite.store.records(A, ''), await memory.records(A, '')];
    expect(second).toEqual(first);
    expect(first.filter(({ outcome }) => outcome === 'REF').every(({ refusalReason }) => refusalReason !== null)).toBe(
      true,
    );
  });

  test('a rebuild from the log gives the same rows', async () => {
    const tables = ['hours', 'hourReasons'] as const;
    const before = tables.map((table) => sqlite.rows(table));
    await sqlite.store.rebuild();
    expect(tables.map((table) => sqlite.rows(table))).toEqual(before);
    expect(tables.map((table) => memory.rows(table))).toEqual(before);
  });
});
