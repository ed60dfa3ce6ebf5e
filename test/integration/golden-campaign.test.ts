import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FigureGrouping,
  type Figures,
  type FiguresQuestion,
  figures,
  type Tally,
  tally,
  withCost,
} from '../../src/campaigns/figures/index.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { DATABASE_FILE } from '../../src/commands/open-store.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { rowsOf } from '../contract/store-sqlite-folder.ts';
import { type DataFolder, temporaryData } from './floor-world.ts';
import { CAMPAIGN } from './golden-agents.ts';
import { GoldenFloor, IMPORTED } from './golden-floor.ts';

/** Three weeks of a floor of ten agents, on real storage. */
const PATIENCE_MS = 170_000;

const question = (by: FigureGrouping): FiguresQuestion => ({
  orgId: ORG_ID,
  campaignIds: [CAMPAIGN],
  from: IMPORTED - DAY_MS,
  to: IMPORTED + 60 * DAY_MS,
  by,
  zone: 'Europe/Paris',
});
const percent = (value: number | null) => (value === null ? null : Math.round(value * 1_000) / 10);

describe('the golden campaign, dialed', () => {
  let folder: DataFolder;
  let floor: GoldenFloor;
  let total: Tally;
  let all: Figures;
  beforeAll(async () => {
    folder = temporaryData();
    floor = await GoldenFloor.open(folder.path);
    await floor.importFile(folder.path);
    await floor.run();
    total = (await floor.store.figures(question('total')))[0]?.tally ?? tally();
    all = figures(withCost(total, 3_300));
  }, PATIENCE_MS);
  afterAll(async () => {
    await floor.store.close();
    folder.remove();
  });

  test('everything the agents, the manager and the donors did was possible', () => {
    expect(floor.refused).toEqual([]);
  });

  test('every count, to the unit, the cent and the millisecond', () => {
    expect(total).toEqual(
      tally({
        received: 1_100,
        rejected: 100,
        // All but the five in a fragile situation, who wait for a person to look.
        closed: 995,
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
        pauses: 60,
        pausedMs: 5 * HOUR_MS,
        unpaidPauseMs: 5 * HOUR_MS,
      }),
    );
  });

  test('every figure, to the cent and the tenth of a percent', () => {
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
    const found = Object.keys(shares).map((name) => [name, percent(all[name as keyof typeof shares].value)]);
    expect(Object.fromEntries(found)).toEqual(shares);
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

  test('what became of each record', async () => {
    const results = new Map<string, number>();
    const ends = new Map<string, number>();
    const count = (counts: Map<string, number>, key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const event of await wholeLog(floor)) {
      if (event.type === 'call.disposed') count(results, event.data.disposition);
      if (event.type === 'contact.rescheduled' && event.data.dueAt === null) count(ends, event.data.reason);
    }
    const talks = { PA: 48, DON: 66, IND: 40, REF: 286, RAC: 60, OPP: 25, VUL: 5, LNG: 5 };
    const nobody = { FN: 70, DEM: 10, DCD: 5, TIE: 140, ABD: 12, OCC: 107, INT: 60 };
    const dialed = 3_400 - Object.values({ ...talks, ...nobody }).reduce((sum, each) => sum + each, 0);
    expect(Object.fromEntries(results)).toEqual({ ...talks, ...nobody, NA: dialed });
    expect(Object.values(Object.fromEntries(ends)).reduce((sum, each) => sum + each, 0)).toBe(1_000);
    expect(ends.get('closed:attempts-exhausted')).toBe(380);
  });

  test('the parts add up to the whole, by any grouping', async () => {
    for (const by of ['hour', 'day', 'agent', 'segment', 'campaign', 'client'] as const) {
      const groups = await floor.store.figures(question(by));
      for (const name of Object.keys(total) as (keyof Tally)[])
        expect([by, name, groups.reduce((sum, each) => sum + each.tally[name], 0)]).toEqual([by, name, total[name]]);
    }
  });

  test('a rebuild from the log gives the same rows', async () => {
    const db = new Database(`${folder.path}/${DATABASE_FILE}`, { readonly: true });
    const rows = () => [rowsOf(db, 'hours'), rowsOf(db, 'hourReasons')];
    const before = rows();
    await floor.store.rebuild();
    expect(rows()).toEqual(before);
    db.close();
  });
});

async function wholeLog({ store }: GoldenFloor): Promise<readonly FloorEvent[]> {
  const events: FloorEvent[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<typeof store.readEvents>> = await store.readEvents(after, 1_000);
    events.push(...page.events);
    after = page.next;
  }
  return events;
}
