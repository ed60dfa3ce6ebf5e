import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/commands/open-store.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import type { CallHistory } from '../../src/pacing/index.ts';
import { fundraisingFr, live, settings } from '../simulation/known-world.ts';
import { floorLog } from './floor-log.ts';
import { foyer, type Place, temporaryPlace } from './foyer-cli.ts';

let place: Place;
beforeAll(() => {
  place = temporaryPlace();
});
afterAll(() => place.remove());

const FEW = ['--replications', '9', '--json'];

/** The documented file, of a floor that dialed 1:1. */
function callLog({ calls }: CallHistory): string {
  const rows = calls.map(({ placedAt, ringMs, ring, meeting }) => {
    const stopsAt = placedAt + ringMs;
    if (meeting === null) {
      const answered = ring === 'machine' ? stopsAt : '';
      return [placedAt, answered, '', stopsAt, '', ring === 'person' ? 'cancelled' : ring, '', ''];
    }
    const endsAt = meeting.at + meeting.talkMs;
    const outcome = ring === 'machine' ? 'machine' : 'connected';
    const useful = meeting.useful ? 'yes' : 'no';
    return [placedAt, stopsAt, meeting.at, endsAt, endsAt + meeting.wrapMs, outcome, meeting.agent, useful];
  });
  const heading = 'placed_at,answered_at,connected_at,ended_at,wrap_ended_at,outcome,agent,useful';
  return [heading, ...rows.map((row) => row.join(','))].join('\n');
}

test('simulate log: predictive dialing would have kept the agents of a 1:1 log busier', async () => {
  const from = Date.UTC(2026, 2, 4, 9);
  const oneToOne = { ...settings, mode: 'progressive' } as const;
  const random = seededRandom(8);
  const lived = live({ world: fundraisingFr, settings: oneToOne, agents: 4, from, minutes: 60, random });
  const path = place.file('log.csv');
  writeFileSync(path, `${callLog(lived)}\nyesterday,,,,,busy,,\n`);
  const run = await foyer(['simulate', 'log', path, '--hours', '0.5', ...FEW], {});
  // A row was refused.
  expect(run).toMatchObject({ code: 1, stderr: '' });
  const { log, laws, comparison } = JSON.parse(run.stdout);
  expect(log).toMatchObject({ format: 'plain', refusedRows: 1 });
  expect(log.refused[0]).toMatchObject({ line: lived.calls.length + 2, column: 'placed_at' });
  expect(laws.talk.meanMs).toBeGreaterThan(60_000);
  expect(comparison.now.intervals.abandoned.high).toBe(0);
  expect(comparison.difference.utilisation.median).toBeGreaterThan(0);
});

test('simulate log: a file that is no call log is refused in words', async () => {
  const run = await foyer(['simulate', 'log', 'examples/donateurs-secours-des-rivages.csv'], {});
  expect(run).toMatchObject({ code: 3, stdout: '' });
  expect(run.stderr).toMatch(/the first line must name the columns/);
});

test('simulate campaign: from the log of this installation', async () => {
  const data = place.file('data');
  const run = await foyer(['import', 'examples/donateurs-secours-des-rivages.csv', '--campaign', 'Hiver'], {
    FOYER_DATA: data,
  });
  expect(run.stderr).toBe('');
  const store = await openStore(data, systemClock);
  const campaigns = await store.campaigns((await import('../../src/commands/installation.ts')).ORG_ID);
  const [campaign] = campaigns;
  if (campaign === undefined) throw new Error('the import made no campaign');
  await store.append(floorLog(campaign, systemClock.now()));
  await store.close();
  const settings = { FOYER_DATA: data };
  const asked = await foyer(['simulate', 'campaign', 'Hiver', '--to-agents', '6', '--ahead', '10', ...FEW], settings);
  expect(asked).toMatchObject({ code: 0, stderr: '' });
  const { comparison } = JSON.parse(asked.stdout);
  expect(comparison.difference.contacts.low).toBeGreaterThan(0);
  const unknown = await foyer(['simulate', 'campaign', 'Autre'], settings);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('no campaign "Autre"') });
});
