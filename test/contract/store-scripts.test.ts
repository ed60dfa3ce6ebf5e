import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScript, scriptForFloor } from '../../src/campaigns/index.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import type { TableName } from '../../src/storage/rows.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import {
  agentLogIn,
  attemptEvents,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  START,
  storeParts,
  type Target,
  targets,
} from './store-world.ts';

const tables: readonly TableName[] = [
  'scripts',
  'certifications',
  'stepVisits',
  'usefulContacts',
  'callbacks',
  'protections',
  'contacts',
  'campaigns',
  'agentSessions',
];
const CAMPAIGN = 'campaign-a' as CampaignId;
const AGENT = 'agent-1' as AgentId;
const TALK = 'attempt-talk' as AttemptId;
const WRITTEN = 'attempt-written' as AttemptId;

let folder: SqliteFolder;
let memory: MemoryStore;
let called: Target;

beforeAll(async () => {
  folder = await openSqliteFolder({ readers: 1 });
  memory = createMemoryStore({ ...storeParts(), secret: new Uint8Array(32) });
  for (const store of [folder.store, memory]) await fill(store);
});
afterAll(() => folder.remove());

async function fill(store: Store): Promise<void> {
  await store.putCampaign(campaign('a'));
  const donors = [1, 2].map((index) => donor(`D${index}`, [fictional(index)]));
  await store.importDonors(ORG, campaign('a').clientId, CAMPAIGN, donors, START);
  const [first, second] = await targets(store, CAMPAIGN);
  if (first === undefined || second === undefined) throw new Error('two donors are due');
  called = first;
  await store.append(eventsOf(first, second));
}

/** A script that goes live, one call written up with a callback, and one that a stop leaves in the talk. */
function eventsOf(first: Target, second: Target): FloorEvent[] {
  const events = new EventMaker();
  const read = readScript(JSON.parse(readFileSync('examples/script-secours-des-rivages.json', 'utf8')));
  if (!read.ok) throw new Error('the example is a script');
  const script = scriptForFloor(read.value, 1);
  const written = attemptEvents(events, 'written', first, CAMPAIGN);
  const talk = attemptEvents(events, 'talk', second, CAMPAIGN);
  const step = (attemptId: AttemptId, name: string, more: object = {}) => {
    events.at += 5 * SECOND_MS;
    const data = {
      attemptId,
      agentId: AGENT,
      step: name,
      state: 'talking' as const,
      lastCall: false,
      campaignIds: [],
      ...more,
    };
    return events.make('call.step-reached', data);
  };
  const { contactId } = first;
  return [
    events.make('script.drafted', { version: 1, document: read.value }),
    events.make('script.approved', { version: 1, onBehalf: 'courriel du 3 mars' }, { actor: 'somebody' }),
    events.make('script.went-live', { script, reason: null }),
    agentLogIn(events, AGENT),
    events.make('script.quiz-taken', { agentId: AGENT, version: 1, right: 2, of: 3, passed: false }),
    events.make('script.quiz-taken', { agentId: AGENT, version: 1, right: 3, of: 3, passed: true }),
    events.make('agent.skills-changed', { agentId: AGENT, skills: ['script:campaign-a:1'] }),
    written.planned(),
    written.placed(),
    written.answered(),
    written.bridged(),
    step(WRITTEN, 'accueil'),
    step(WRITTEN, 'mention-legale'),
    step(WRITTEN, 'recapitulatif', { objection: 2 }),
    written.ended('answered'),
    step(WRITTEN, 'mention-legale', { state: 'wrap-up', ticked: true }),
    step(WRITTEN, 'demande-1', { state: 'wrap-up' }),
    events.make('useful-contact.computed', {
      attemptId: WRITTEN,
      contactId,
      agentId: AGENT,
      useful: false,
      reasons: ['no-reaction'],
      talkMs: 15_000,
      scriptVersion: 1,
      asks: [],
      objections: [2],
      stepsMs: {},
    }),
    events.make('contact.rescheduled', {
      contactId,
      state: 'callback',
      dueAt: START + MINUTE_MS,
      agentRequired: true,
      ownerId: AGENT,
      deadNumberId: null,
      attempts: 1,
      technicalFailures: 0,
      busyToday: 0,
      callbacks: 1,
      reason: 'callback:RAP',
    }),
    events.make('callback.set', {
      attemptId: WRITTEN,
      contactId,
      ownerId: AGENT,
      from: START + MINUTE_MS,
      to: START + 2 * MINUTE_MS,
      nth: 1,
    }),
    events.make('callback.missed', { contactId, ownerId: AGENT }),
    events.make('useful-contact.disputed', { attemptId: WRITTEN, contactId, by: 'client', reason: 'rien entendu' }),
    talk.planned(),
    talk.placed(),
    talk.answered(),
    talk.bridged(),
    step(TALK, 'accueil'),
    step(TALK, 'mention-legale', { ticked: true }),
    events.make('vulnerable.flagged', { attemptId: TALK, contactId: second.contactId, agentId: AGENT }),
  ];
}

const stores = (): readonly (readonly [string, Store])[] => [
  ['sqlite', folder.store],
  ['memory', memory],
];

describe('scripts in storage', () => {
  it('answers alike in both adapters', async () => {
    for (const [name, store] of stores()) {
      const { scripts } = store;
      expect([name, await scripts.versions(CAMPAIGN)]).toMatchObject([
        name,
        [{ version: 1, approvedBy: 'somebody', onBehalf: 'courriel du 3 mars', liveAt: START }],
      ]);
      expect((await scripts.document(CAMPAIGN, 1))?.steps).toHaveLength(13);
      expect(await scripts.document(CAMPAIGN, 2)).toBeUndefined();
      expect(await scripts.certifications(AGENT)).toEqual([{ campaignId: CAMPAIGN, version: 1, takenAt: START }]);
      expect(await scripts.disputed(ORG)).toMatchObject([
        { attemptId: WRITTEN, useful: false, dispute: { by: 'client' } },
      ]);
      expect(await scripts.usefulContact(TALK)).toBeUndefined();
      expect(await scripts.callbacks(ORG)).toMatchObject([
        { contactId: called.contactId, ownerId: AGENT, nth: 1, lastName: 'Donatrice D1' },
      ]);
      expect(await scripts.callbacks(ORG, 'agent-2' as AgentId)).toEqual([]);
      expect(await scripts.protections(ORG)).toMatchObject([{ attemptId: TALK, donorCode: 'D2' }]);
      expect((await store.campaigns(ORG))[0]?.script).toMatchObject({
        version: 1,
        offers: ['demande-1', 'demande-2', 'demande-3'],
      });
    }
  });

  it('counts what was shown in the talk alone: a step that came up later was heard by nobody', async () => {
    for (const [, store] of stores()) {
      const steps = await store.scripts.callSteps(WRITTEN);
      expect(steps.map(({ step, ticked }) => [step, ticked])).toEqual([
        ['accueil', false],
        ['mention-legale', false],
        ['recapitulatif', false],
        ['mention-legale', true],
      ]);
    }
  });

  it('tells a restart what was heard in the call that goes on', async () => {
    for (const [, store] of stores()) {
      const [open] = await store.openAttempts();
      expect(open?.heard).toMatchObject({
        vulnerable: true,
        endedAt: null,
        steps: [{ step: 'accueil' }, { step: 'mention-legale', ticked: true }],
      });
      const candidate = await store.contactById(called.contactId);
      expect(candidate).toMatchObject({ askedForCall: true, callbacks: 1, ownerId: AGENT });
    }
  });

  it('has the same rows in both adapters, and after a rebuild', async () => {
    const rows = () => tables.map((table) => [table, folder.rows(table)]);
    const before = rows();
    const plain = (list: readonly object[]) => list.map(({ ...row }) => row);
    for (const table of tables) {
      if (table === 'contacts') continue;
      expect([table, plain(folder.rows(table))]).toEqual([table, memory.rows(table)]);
    }
    folder.spoil();
    await folder.store.rebuild();
    expect(rows()).toEqual(before);
  });
});
