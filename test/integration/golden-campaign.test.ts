import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FiguresQuestion } from '../../src/campaigns/figures/index.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import { type DataFolder, temporaryData } from './floor-world.ts';
import { CAMPAIGN, GoldenFloor, IMPORTED } from './golden-floor.ts';

const question: FiguresQuestion = {
  orgId: ORG_ID,
  campaignIds: [CAMPAIGN],
  from: IMPORTED - DAY_MS,
  to: IMPORTED + 60 * DAY_MS,
  by: 'total',
  zone: 'Europe/Paris',
};

describe('the golden campaign', () => {
  let folder: DataFolder;
  let floor: GoldenFloor;
  beforeAll(async () => {
    folder = temporaryData();
    floor = await GoldenFloor.open(folder.path);
    console.time('import');
    await floor.importFile(folder.path);
    console.timeEnd('import');
    console.time('run');
    await floor.run();
    console.timeEnd('run');
  }, 170_000);
  afterAll(async () => {
    await floor.store.close();
    folder.remove();
  });

  test('look', async () => {
    console.log(floor.refused.slice(0, 20), floor.refused.length, floor.spareMs);
    console.log(process.cpuUsage());
    console.log((await floor.store.figures(question))[0]?.tally, await floor.store.contactTally(CAMPAIGN, floor.clock.now()));
    expect(1).toBe(1);
  });
});
