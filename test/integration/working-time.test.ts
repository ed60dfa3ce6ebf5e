import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ORG_ID } from '../../src/commands/installation.ts';
import { reportActivity, reportTimeSheet, type WorkingTimeOptions } from '../../src/commands/report-working-time.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';
import {
  agentLogIn,
  agentState,
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  START,
  storeParts,
  type Target,
  targets,
} from '../contract/store-world.ts';
import { type Place, temporaryPlace } from './foyer-cli.ts';

/*
 * One employee and one contractor work the same evening: 2 h from log-in, ten minutes of lunch, a call of four minutes.
 * The evening begins at 23:00 in Paris, so that it falls on two days.
 */
const EVENING = Date.UTC(2026, 10, 24, 22);
const A = 'campaign-a' as CampaignId;
let place: Place;

function shift(events: EventMaker, name: string, target: Target): readonly FloorEvent[] {
  events.at = EVENING;
  const to = (from: string, next: string, attemptId: AttemptId | null = null) =>
    agentState(events, name, from, next, attemptId);
  const lunch = (): FloorEvent => {
    const event = to('ready', 'paused') as Extract<FloorEvent, { type: 'agent.state-changed' }>;
    return { ...event, data: { ...event.data, reason: 'lunch' } };
  };
  const call = attemptEvents(events, name, target);
  const log: FloorEvent[] = [agentLogIn(events, name)];
  const after = (minutes: number, ...make: (() => FloorEvent)[]): void => {
    events.at += minutes * MINUTE_MS;
    for (const each of make) log.push(each());
  };
  after(5, () => to('connecting', 'ready'));
  after(10, lunch);
  after(10, () => to('paused', 'ready'));
  const bridged = (): FloorEvent => {
    const event = call.bridged() as Extract<FloorEvent, { type: 'call.bridged' }>;
    return { ...event, data: { ...event.data, agentId: name as AgentId } };
  };
  after(0, call.planned, call.placed, call.ringing, call.answered, bridged);
  after(0, () => to('ready', 'talking', call.attemptId));
  after(4, () => call.ended('answered', name as AgentId));
  after(0, () => to('talking', 'wrap-up', call.attemptId));
  after(1, () => call.disposed('REF'));
  after(0, () => to('wrap-up', 'ready'));
  after(90, () => to('ready', 'offline'));
  return log;
}

beforeAll(async () => {
  place = temporaryPlace();
  const store = await openSqliteStore({ path: place.file('foyer.sqlite'), ...storeParts() });
  await store.putCampaign({ ...campaign('a'), orgId: ORG_ID, name: 'Hiver' });
  const donors = ['D1', 'D2'].map((code, i) => donor(code, [fictional(i)], { rank: i }));
  await store.importDonors(ORG_ID, CLIENT, A, donors, START);
  const [one, two] = (await targets(store, A)) as unknown as [Target, Target];
  const events = new EventMaker();
  const log = [...shift(events, 'employee', one), ...shift(events, 'contractor', two)].sort((a, b) => a.at - b.at);
  await store.append(log.map((event) => ({ ...event, orgId: ORG_ID })));
  for (const employment of ['employee', 'contractor'] as const)
    await store.accounts.put({
      userId: employment,
      login: employment,
      displayName: employment === 'employee' ? 'Claire' : 'Denis',
      passwordHash: 'x',
      role: 'agent',
      orgId: ORG_ID,
      clientIds: [CLIENT],
      campaignIds: [],
      skills: [],
      agentId: employment as AgentId,
      employment,
    });
  await store.close();
});
afterAll(() => place.remove());

const options = { from: '2026-11-24', to: '2026-11-25', zone: 'Europe/Paris', language: 'fr', format: 'csv' } as const;

async function written(write: (folder: string, options: WorkingTimeOptions) => Promise<number>): Promise<string[]> {
  const output = place.file('written.csv');
  expect(await write(place.folder, { ...options, output })).toBe(0);
  return readFileSync(output, 'utf8').trim().split('\r\n');
}

test('the employee has a sheet of presence by day, and no contractor stands in it', async () => {
  expect(await written(reportTimeSheet)).toEqual([
    'Salarié;Jour;Présence;Heures connectées;Heures de pause;dont non payées;Heures payées',
    'Claire;2026-11-24;23:00-24:00;1,00;0,17;0,17;0,83',
    'Claire;2026-11-25;00:00-01:00;1,00;0,00;0,00;1,00',
  ]);
});

test('the contractor has a statement of activity, without times of day, and no employee stands in it', async () => {
  expect(await written(reportActivity)).toEqual([
    'Prestataire;Association;Campagne;Heures de production;Appels;Contacts utiles;Promesses;Mandats signés',
    'Denis;Les Amis du Lac;Hiver;1,83;1;1;0;0',
  ]);
});
