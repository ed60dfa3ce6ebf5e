import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Campaign } from '../../src/campaigns/index.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from '../../src/commands/installation.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { type GatewayId, idSource } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
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

const ids = idSource(systemClock, seededRandom(1));
const campaign: Campaign = {
  id: ids.next<'campaign'>(),
  orgId: ORG_ID,
  clientId: DEFAULT_CLIENT_ID,
  name: 'Hiver',
  charityName: 'Secours',
  mode: 'progressive',
  status: 'stopped',
  callerId: '+33162000000' as E164,
  gatewayIds: ['carrier' as GatewayId],
  ringLimitMs: 25_000,
  wrapUpReminderMs: 60_000,
  skills: [],
  maxLines: null,
  messageFile: 'message.wav',
  objectionFile: 'objection.wav',
  objectionKey: '9',
};

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
  const lived = live({ world: fundraisingFr, settings: oneToOne, agents: 4, from, minutes: 45, random });
  const path = place.file('log.csv');
  writeFileSync(path, `${callLog(lived)}\nyesterday,,,,,busy,,\n`);
  const run = await foyer(['simulate', 'log', path, '--hours', '0.25', ...FEW], {});
  // A row was refused.
  expect(run).toMatchObject({ code: 1, stderr: '' });
  const { log, laws, comparison } = JSON.parse(run.stdout);
  expect(log).toMatchObject({ format: 'plain', refusedRows: 1 });
  expect(log.refused[0]).toMatchObject({ line: lived.calls.length + 2, column: 'placed_at' });
  expect(laws.talk.meanMs).toBeGreaterThan(60_000);
  expect(comparison.now.intervals.abandoned.high).toBe(0);
  expect(comparison.difference.utilisation.median).toBeGreaterThan(0);
});

test('simulate campaign: from the log of this installation', async () => {
  const data = place.file('data');
  const store = await openStore(data, systemClock);
  await store.putCampaign(campaign);
  await store.append(floorLog(campaign, systemClock.now()));
  await store.close();
  const run = await foyer(['simulate', 'campaign', 'Hiver', '--to-agents', '6', '--ahead', '10', ...FEW], {
    FOYER_DATA: data,
  });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(run.stdout).comparison.difference.contacts.low).toBeGreaterThan(0);
});
