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
import { DAY_MS, HOUR_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from '../contract/store-sqlite-folder.ts';
import { CLIENT, campaign, EventMaker, ORG, START, storeParts, targets } from '../contract/store-world.ts';
import { goldenEvents, goldenFile } from './figures-world.ts';
import { expectGolden, goldenTally } from './golden-figures.ts';

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
    expect(total?.tally).toEqual(goldenTally);
  });

  test('every figure, to the cent and the tenth of a percent', async () => {
    const [total] = await sqlite.store.figures(question('total'));
    const all = figures(withCost(total?.tally ?? tally(), 3_300));
    expectGolden(all);
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
