import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CallBasis, usualBasis } from '../../src/campaigns/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { DAY_MS } from '../../src/kernel/time.ts';
import type { ConsentChange, NewDonor, Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteFolder, type SqliteFolder } from './store-sqlite-folder.ts';
import {
  attemptEvents,
  CLIENT,
  campaign,
  donor,
  EventMaker,
  fictional,
  ORG,
  START,
  storeParts,
  targets,
} from './store-world.ts';

const A = 'campaign-a' as CampaignId;
const GIVEN = START - 100 * DAY_MS;
const paper = { means: 'paper', evidence: 'form 12', outOfHours: false } as const;
const inFile = { givenAt: GIVEN, ...paper, withdrawnAt: null } as const;
const given = (givenAt: number): ConsentChange => ({ act: 'given', givenAt, ...paper, source: 'charity' });
const ACCESS = { at: START, act: 'consent', actor: 'user-1' } as const;

let sqlite: SqliteFolder;
beforeAll(async () => {
  sqlite = await openSqliteFolder({ readers: 1 });
});
afterAll(() => sqlite.remove());

describe.each(['memory', 'SQLite'])('what the gate has to know of people: %s', (adapter) => {
  let store: Store;
  beforeEach(async () => {
    sqlite.empty();
    store = adapter === 'memory' ? createMemoryStore(storeParts()) : sqlite.store;
    await store.putCampaign(campaign('a'));
  });

  const importing = (more: Partial<NewDonor> = {}) =>
    store.importDonors(ORG, CLIENT, A, [donor('1', [fictional(1)], more)], START);
  const person = async () =>
    (await store.dueContacts(A, START + DAY_MS, 1, new Set(), 'Europe/Paris')).candidates[0]?.person;
  const donorId = async () => {
    const [id] = await store.donors.find(CLIENT, { code: '1' });
    if (id === undefined) throw new Error('the donor was imported');
    return id;
  };
  const change = async (what: ConsentChange) => store.donors.changeConsent(await donorId(), what, ACCESS);

  test('comes with the contact from the file, and stays when a later file is silent', async () => {
    await importing();
    expect(await person()).toBeUndefined();
    const facts = { audience: 'lapsed_donor', relations: ['current_contract'], relationEndedOn: '2024-05-01' } as const;
    expect(await importing({ ...facts, consent: inFile })).toMatchObject({ changed: 1 });
    const known = { ...facts, consent: { callAt: GIVEN } };
    expect(await person()).toEqual(known);
    expect(await importing()).toMatchObject({ unchanged: 1 });
    expect(await person()).toEqual(known);
    expect(await importing({ ...facts, consent: inFile })).toMatchObject({ unchanged: 1 });
    expect(await store.contactById((await targets(store, A))[0]?.contactId ?? ('' as never))).toMatchObject({
      person: known,
    });
  });

  test('who is held back for want of a fact is told, not who was talked to', async () => {
    await importing();
    const [target] = await targets(store, A);
    if (target === undefined) throw new Error('the contact was imported');
    const held = async () => (await store.heldContacts(A, START)).candidates.map(({ contactId }) => contactId);
    expect(await held()).toEqual([]);
    const events = new EventMaker();
    const attempt = attemptEvents(events, 'held', target, A);
    await store.append([attempt.rescheduled({ state: 'held', dueAt: null })]);
    expect(await held()).toEqual([target.contactId]);
    expect((await store.heldContacts(A, START, target.contactId)).candidates).toEqual([]);
    await store.append([attempt.planned(), attempt.placed(), attempt.ended('unknown')]);
    expect(await held()).toEqual([]);
  });

  test('a consent is recorded with its evidence and who did it, once', async () => {
    await importing();
    expect(await change({ ...given(GIVEN), outOfHours: true } as ConsentChange)).toMatchObject({ changed: true });
    expect(await change({ ...given(GIVEN), outOfHours: true } as ConsentChange)).toMatchObject({ changed: false });
    expect(await person()).toEqual({ consent: { callAt: GIVEN, outOfHours: true } });
    const record = await store.donors.record(await donorId());
    expect(record?.consents).toMatchObject([
      { givenAt: GIVEN, means: 'paper', evidence: 'form 12', withdrawnAt: null, source: 'charity', actor: 'user-1' },
    ]);
    expect(record?.accesses).toEqual([ACCESS, ACCESS]);
  });

  test('no file brings back what was withdrawn; a later consent does', async () => {
    await importing({ consent: inFile });
    const at = START - DAY_MS;
    expect(await change({ act: 'withdrawn', at })).toMatchObject({ changed: true, freed: [] });
    expect(await change({ act: 'withdrawn', at })).toMatchObject({ changed: false });
    const none = { consent: { callAt: GIVEN, withdrawnAt: at } };
    expect(await person()).toEqual(none);
    await importing({ consent: inFile });
    expect(await person()).toEqual(none);
    // A consent from before the withdrawal that is learned of later is withdrawn as well.
    await importing({ consent: { ...inFile, givenAt: GIVEN + DAY_MS } });
    expect(await person()).toEqual({ consent: { callAt: GIVEN + DAY_MS, withdrawnAt: at } });
    await change(given(START));
    expect(await person()).toEqual({ consent: { callAt: START } });
  });

  test('frees the contacts that were held for want of it, and no others', async () => {
    await importing();
    const events = new EventMaker();
    const [target] = await targets(store, A);
    if (target === undefined) throw new Error('the contact was imported');
    const call = attemptEvents(events, '1', target);
    const held = { state: 'held', dueAt: null, attempts: 2 } as const;
    await store.append([call.rescheduled(held)]);
    const report = await change(given(GIVEN));
    expect(report).toEqual({
      changed: true,
      contactIds: [target.contactId],
      freed: [
        {
          contactId: target.contactId,
          campaignId: A,
          attempts: 2,
          technicalFailures: 0,
          busyToday: 0,
          softRefusals: 0,
        },
      ],
    });
    expect(await change(given(GIVEN))).toMatchObject({ freed: [] });
    await store.append([call.planned(), call.ended('unknown'), call.rescheduled(held)]);
    expect(await change(given(GIVEN + 1))).toMatchObject({ changed: true, freed: [] });
  });

  test('goes with the person who is erased', async () => {
    await importing({ audience: 'member', relationEndedOn: '2024-05-01', consent: inFile });
    const id = await donorId();
    await store.donors.erase(id, { ...ACCESS, act: 'erase' });
    const record = await store.donors.record(id);
    expect(record?.consents).toEqual([]);
    expect(record?.donor).toMatchObject({ audience: null, relations: null, relationEndedOn: null });
    expect(await store.donors.changeConsent(id, given(GIVEN), ACCESS)).toBeUndefined();
    expect(await store.donors.changeConsent('nobody' as typeof id, given(GIVEN), ACCESS)).toBeUndefined();
    await importing({ consent: { ...inFile, evidence: 'form 13' } });
    expect(await person()).toEqual({ consent: { callAt: GIVEN } });
  });

  test('the basis of a campaign follows the log from the time it was put', async () => {
    const events = new EventMaker();
    const put = campaign('a', { purpose: 'survey', audience: 'member' });
    const after: CallBasis = { ...usualBasis, audience: 'prospect' };
    const changed = () =>
      events.make('campaign.basis-changed', { before: usualBasis, after, reason: 'A list of prospects.' });
    await store.append([changed()]);
    await store.putCampaign(put);
    expect(await store.campaigns(ORG)).toEqual([put]);
    await store.append([changed()]);
    expect(await store.campaigns(ORG)).toEqual([{ ...put, ...after }]);
    await store.rebuild();
    expect(await store.campaigns(ORG)).toEqual([{ ...put, ...after }]);
  });
});
