import type { Candidate, NumberId } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { CampaignId, ClientId, ContactId, IdSource } from '../../kernel/id.ts';
import { invariant } from '../../kernel/invariant.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import { type E164, isE164 } from '../../kernel/phone-number.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { contactState, isDue } from '../contact-row.ts';
import { bareNumber } from '../import/bare-number.ts';
import { freshIds } from '../import/fresh-ids.ts';
import { IMPORT_MAXIMUM, type ImportTo, placingOf, planImport } from '../import/plan-import.ts';
import { type ImportEvidence, importEvidence, noEvidence } from '../ledger/import-evidence.ts';
import { ledgerWriter } from '../ledger/ledger-writer.ts';
import { keyedObjection, OBJECTION_PAGE } from '../objection-reach.ts';
import type { HoursReader } from '../projections/hours-reader.ts';
import { project } from '../projections/project.ts';
import { put } from '../row-change.ts';
import {
  agentSessionOf,
  campaignCountsOf,
  campaignOf,
  campaignRow,
  careSettingOf,
  donorCardOf,
  knownNumber,
  openAttemptOf,
  openWrapUpOf,
} from '../row-views.ts';
import type { AttemptRow, TableName } from '../rows.ts';
import { StorageError } from '../storage-error.ts';
import {
  type ContactTally,
  type KnownNumber,
  type NewDonor,
  type ObjectionPage,
  type OpenAttempt,
  SECRET_BYTES,
  type Store,
} from '../store.ts';
import { memoryAccounts } from './account-store.ts';
import { FaultLine, type StorageFaults } from './faults.ts';
import { memoryHoursReader } from './hour-rows.ts';
import { memoryLineQuality } from './line-quality.ts';
import { memoryManagerStores } from './manager-stores.ts';
import { memoryCallCounts } from './memory-call-counts.ts';
import { contactPage, heldContacts, loadCandidate } from './memory-candidates.ts';
import { memoryDonors } from './memory-donors.ts';
import { dueContacts } from './memory-due.ts';
import { memoryFigures } from './memory-figures.ts';
import { memoryImports } from './memory-imports.ts';
import { MemoryLedger } from './memory-ledger.ts';
import { MemoryLog } from './memory-log.ts';
import { placeContacts } from './memory-places.ts';
import { MemoryRows } from './memory-rows.ts';
import { memoryOutgoing } from './outgoing-store.ts';
import { pastAnswers } from './past-answers.ts';
import { memoryPromises } from './promise-store.ts';
import { memoryHeard, memoryScripts } from './script-store.ts';
import { severedCalls, severMemoryCalls } from './sever-calls.ts';
import { memorySignIn } from './sign-in-store.ts';

export interface MemoryStoreOptions {
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly faults?: StorageFaults;
  /** For the keys of numbers; nothing is left at rest here, so that a known one will do. */
  readonly secret?: Uint8Array;
  /** Keeps the evidence ledger too, with these salts; without it there is none, since it grows with every call. */
  readonly salt?: () => string;
  /** The log keeps at least this many of its newest events; all of them when missing. `rebuild` needs all. */
  readonly keepEvents?: number;
}

export interface MemoryStore extends Store {
  readonly ledger: MemoryLedger;
  /** Copies of the rows of a table, ordered by key: for comparing. */
  rows(table: TableName): readonly object[];
}

/** Storage that forgets everything with its process: for simulations. Operations end within a microtask. */
export function createMemoryStore(options: MemoryStoreOptions): MemoryStore {
  const keys = numberKeys(options.secret ?? new Uint8Array(SECRET_BYTES));
  const rows = new MemoryRows(keys);
  const log = new MemoryLog(options.keepEvents ?? Number.POSITIVE_INFINITY);
  const faults = new FaultLine(options.faults, options.clock);
  const read = faults.read.bind(faults);
  const write = faults.write.bind(faults);
  const now = (): UtcMs => options.clock.now();
  const ledger = new MemoryLedger(rows);
  const hours = memoryHoursReader(rows, log);
  const evidence = options.salt === undefined ? undefined : ledgerWriter(ledger, options.salt);
  const imported = evidence === undefined ? noEvidence : importEvidence(evidence, ledger);
  const store: MemoryStore = {
    ledger,
    eraseLedgerInputs: (of) => write('eraseLedgerInputs', () => evidence?.erase(of, now()) ?? { records: 0 }),
    append: (events) =>
      write('append', () => {
        for (const event of log.fresh(events)) {
          const position = log.add(event);
          evidence?.append(event);
          project(event, position, hours, (change) => rows.apply(change, position));
        }
        evidence?.flush();
      }),
    rebuild: () => write('rebuild', () => rebuild(rows, log, hours)),
    readEvents: (after, limit, filter = {}) => read('readEvents', () => log.read(after, limit, filter)),
    lastSeqs: (streams) => read('lastSeqs', () => lastSeqs(log, streams)),
    ...campaignActs(rows, faults, { position: () => log.position, evidence, imported, now, ids: options.ids }),
    ...contactQuestions(rows, faults, now),
    ...figures(rows, faults, now),
    ...memoryCallCounts(rows, faults),
    ...memoryFigures(rows, faults),
    ...leftBehind(rows, faults, now),
    ...numbersAndObjections(rows, faults, options.ids),
    donors: memoryDonors({
      rows,
      faults,
      ids: options.ids,
      log,
      erase: (of, at) => evidence?.erase(of, at) ?? { records: 0 },
    }),
    imports: memoryImports({ rows, faults, ids: options.ids, evidence: imported, now }),
    promises: memoryPromises(rows, faults),
    ...memoryOutgoing(log, faults),
    scripts: memoryScripts(rows, faults),
    ...people(rows, faults),
    lines: memoryLineQuality(rows, faults),
    ...memoryManagerStores(rows, faults),
    backup: (toPath) =>
      write('backup', () => {
        throw new StorageError('unexpected', `${toPath}: storage in memory cannot be backed up. Use a database file.`);
      }),
    close: () => Promise.resolve(),
    rows: (table) => {
      const copies = [...rows.tables[table]].map(([key, row]) => ({ key, row: { ...row } }));
      return copies.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
    },
  };
  return store;
}

/** Who works here, and how they come in. */
function people(rows: MemoryRows, faults: FaultLine) {
  return { accounts: memoryAccounts(rows, faults), signIn: memorySignIn(rows, faults) } satisfies Partial<Store>;
}

interface CampaignParts {
  readonly position: () => number;
  readonly evidence: ReturnType<typeof ledgerWriter> | undefined;
  readonly imported: ImportEvidence;
  readonly now: () => UtcMs;
  readonly ids: IdSource;
}

function campaignActs(rows: MemoryRows, faults: FaultLine, { position, evidence, imported, now, ids }: CampaignParts) {
  return {
    putCampaign: (campaign) =>
      faults.write('putCampaign', () => {
        const before = rows.tables.campaigns.get(campaign.id)?.settings;
        const row = campaignRow(campaign, position());
        rows.apply(put('campaigns', row), position());
        if (before !== row.settings) evidence?.campaignPut(campaign, now());
      }),
    campaigns: (orgId) =>
      faults.read('campaigns', () => {
        const own = [...rows.tables.campaigns.values()].filter((row) => row.orgId === orgId);
        return own.sort((a, b) => (a.campaignId < b.campaignId ? -1 : 1)).map(campaignOf);
      }),
    placeContacts: (campaignId, at) => faults.write('placeContacts', () => placeContacts(rows, campaignId, at)),
    importDonors: (orgId, clientId, campaignId, donors, at) =>
      faults.write('importDonors', () =>
        imported.around(at, () => {
          const placing = placingOf(rows.tables.campaigns.get(campaignId), campaignId, at);
          const apply = imported.watch((change, position) => rows.apply(change, position));
          return importDonors({ rows, ids, apply }, { orgId, clientId, campaignId, at, placing }, donors);
        }),
      ),
  } satisfies Partial<Store>;
}

function contactQuestions(rows: MemoryRows, faults: FaultLine, now: () => UtcMs) {
  return {
    dueContacts: (campaignId, at, want, except, zone) =>
      faults.read('dueContacts', () => dueContacts(rows, { campaignId, at, want, except, zone })),
    heldContacts: (campaignId, at, after = '' as ContactId) =>
      faults.read('heldContacts', () => heldContacts(rows, campaignId, at, after)),
    contactById: (contactId) => faults.read('contactById', () => contactById(rows, contactId, now())),
  } satisfies Partial<Store>;
}

function figures(rows: MemoryRows, faults: FaultLine, now: () => UtcMs) {
  return {
    donorCard: (contactId) =>
      faults.read('donorCard', () => {
        const contact = rows.tables.contacts.get(contactId);
        const donor = contact === undefined ? undefined : rows.tables.donors.get(contact.donorId);
        return donor === undefined ? undefined : donorCardOf(contactId, donor);
      }),
    contactTally: (campaignId, at) => faults.read('contactTally', () => contactTally(rows, campaignId, at)),
    contactPage: (campaignId, after) =>
      faults.read('contactPage', () => contactPage(rows, campaignId, after ?? '', now())),
    pastAnswers: (campaignId, before) =>
      faults.read('pastAnswers', () => pastAnswers(rows.tables.attempts.values(), campaignId, before)),
    campaignCounts: () =>
      faults.read('campaignCounts', () => campaignCountsOf([...rows.tables.campaignCounts.values()])),
  } satisfies Partial<Store>;
}

function numbersAndObjections(rows: MemoryRows, faults: FaultLine, ids: IdSource) {
  const idOf = (number: E164, clientId: ClientId) => numberIdFor(rows, ids, number, clientId);
  return {
    numberKeys: rows.keys,
    numberIdFor: (number, clientId) => faults.write('numberIdFor', () => idOf(number, clientId)),
    numberIdsFor: (numbers, clientId) =>
      faults.write('numberIdsFor', () => numbers.map((number) => idOf(number, clientId))),
    careSettings: (orgId) =>
      faults.read('careSettings', () => {
        const own = [...rows.tables.careSettings.values()].filter((row) => row.orgId === orgId);
        return own.sort((a, b) => (a.settingId < b.settingId ? -1 : 1)).map(careSettingOf);
      }),
    otherNumbers: (number, clientId) => faults.read('otherNumbers', () => otherNumbers(rows, number, clientId)),
    numberOf: (numberId) => faults.read('numberOf', () => numberOf(rows, numberId)),
    objections: (after) => faults.read('objections', () => objectionPage(rows, after ?? '')),
  } satisfies Partial<Store>;
}

/** What a restart has to take up. */
function leftBehind(rows: MemoryRows, faults: FaultLine, now: () => UtcMs) {
  const read = faults.read.bind(faults);
  return {
    openAttempts: () =>
      read('openAttempts', () => byTime(rows.openAttempts).map((row) => openAttempt(rows, row, now()))),
    openWrapUps: () =>
      read('openWrapUps', () =>
        byTime(rows.openWrapUps)
          .filter((row) => isWithAgent(rows, row))
          .map((row) => openWrapUpOf(openAttempt(rows, row, now()))),
      ),
    agentSessions: () =>
      read('agentSessions', () =>
        [...rows.tables.agentSessions.values()].sort((a, b) => (a.agentId < b.agentId ? -1 : 1)).map(agentSessionOf),
      ),
  } satisfies Partial<Store>;
}

function rebuild(rows: MemoryRows, log: MemoryLog, hours: HoursReader): void {
  if (log.forgotten > 0) {
    throw new StorageError(
      'unexpected',
      'The log in memory has forgotten its oldest events: leave keepEvents out to rebuild.',
    );
  }
  const severed = severedCalls(rows);
  rows.reset();
  let position = 0;
  for (const event of log) {
    position++;
    const at = position;
    project(event, at, hours, (change) => rows.apply(change, at));
  }
  severMemoryCalls(rows, severed);
}

function lastSeqs(log: MemoryLog, streams: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const stream of streams) {
    const seq = log.lastSeq(stream);
    if (seq !== undefined) found.set(stream, seq);
  }
  return found;
}

interface ImportInto {
  readonly rows: MemoryRows;
  readonly ids: IdSource;
  readonly apply: MemoryRows['apply'];
}

function importDonors({ rows, ids, apply }: ImportInto, to: ImportTo, donors: readonly NewDonor[]) {
  invariant(donors.length <= IMPORT_MAXIMUM, `an import takes at most ${IMPORT_MAXIMUM} donors a call`);
  const report = { added: 0, changed: 0, unchanged: 0, suppressed: 0 };
  for (const donor of donors) {
    const donorId = rows.donorByCode.get(`${to.clientId}:${donor.donorCode}`);
    const row = donorId === undefined ? undefined : rows.tables.donors.get(donorId);
    const contacts = donorId === undefined ? undefined : rows.contactsOfDonor.get(donorId);
    const numbers = donorId === undefined ? undefined : rows.numbersOfDonor.get(donorId);
    const contact = contacts?.find(({ campaignId }) => campaignId === to.campaignId);
    const known =
      row === undefined
        ? undefined
        : { donor: row, numbers: numbers ?? [], consents: rows.consentsOfDonor.get(row.donorId) ?? [], contact };
    const planned = planImport(to, donor, known, freshIds(ids, donor));
    for (const change of planned.changes) apply(change, 0);
    report[planned.result]++;
    if (planned.suppressed) report.suppressed++;
  }
  return report;
}

function contactById(rows: MemoryRows, contactId: ContactId, at: UtcMs): Candidate | undefined {
  const contact = rows.tables.contacts.get(contactId);
  if (contact === undefined || contactState(contact) === 'suppressed') return undefined;
  return loadCandidate(rows, contact, at);
}

function numberIdFor(rows: MemoryRows, ids: IdSource, number: E164, clientId: ClientId): NumberId {
  const same = rows.numbersByE164.get(number)?.filter((row) => row.clientId === clientId) ?? [];
  const known = same.map(({ numberId }) => numberId).sort()[0];
  const numberId = ids.next<'number'>();
  if (known !== undefined) return known as NumberId;
  const { campaigns, donors, accounts } = rows.tables;
  const agencies = [
    ...[...campaigns.values(), ...donors.values()].filter((row) => row.clientId === clientId),
    ...campaigns.values(),
    ...accounts.values(),
  ];
  rows.apply(put('numbers', bareNumber(numberId, number, clientId, agencies[0]?.orgId)), 0);
  return numberId;
}

function contactTally(rows: MemoryRows, campaignId: CampaignId, at: UtcMs): ContactTally {
  const tally = { ready: 0, due: 0, dialing: 0, callback: 0, closed: 0, held: 0, suppressed: 0 };
  for (const row of rows.tables.contacts.values()) {
    if (row.campaignId !== campaignId) continue;
    tally[contactState(row)]++;
    if (isDue(row, at)) tally.due++;
  }
  return tally;
}

function openAttempt(rows: MemoryRows, row: AttemptRow, at: UtcMs): OpenAttempt {
  const contact = rows.tables.contacts.get(row.contactId);
  const candidate = contact === undefined ? undefined : loadCandidate(rows, contact, at, row);
  const number = rows.tables.numbers.get(row.numberId)?.e164 ?? '';
  return openAttemptOf(row, rows.tables.legs.get(row.legId), number, candidate, memoryHeard(rows, row));
}

/** The agent has not gone on: the session, as the log left it, still has this attempt. */
function isWithAgent(rows: MemoryRows, row: AttemptRow): boolean {
  const session = row.agentId === null ? undefined : rows.tables.agentSessions.get(row.agentId);
  return session !== undefined && session.attemptId === row.attemptId && session.state !== 'offline';
}

function byTime(attempts: Iterable<AttemptRow>): AttemptRow[] {
  return [...attempts].sort((a, b) => a.plannedAt - b.plannedAt || (a.attemptId < b.attemptId ? -1 : 1));
}

function objectionPage(rows: MemoryRows, after: string): ObjectionPage {
  const later = [...rows.tables.objections.values()].filter(({ objectionId }) => objectionId > after);
  const page = later.sort((a, b) => (a.objectionId < b.objectionId ? -1 : 1)).slice(0, OBJECTION_PAGE);
  const objections = page.flatMap((row) => {
    const number = rows.tables.numbers.get(row.numberId);
    if (number === undefined || number.numberKey === null) return [];
    return [keyedObjection({ ...row, key: number.numberKey, clientId: row.clientId ?? number.clientId })];
  });
  return { objections, next: page.length < OBJECTION_PAGE ? undefined : page.at(-1)?.objectionId };
}

function otherNumbers(rows: MemoryRows, number: E164, clientId: ClientId) {
  const own = (rows.numbersByE164.get(number) ?? []).filter((row) => row.clientId === clientId);
  const donorIds = new Set(own.flatMap(({ donorId }) => (donorId === null ? [] : [donorId])));
  return [...donorIds]
    .flatMap((donorId) => rows.numbersOfDonor.get(donorId) ?? [])
    .filter(({ e164 }) => e164 !== number && isE164(e164))
    .sort((a, b) => (a.numberId < b.numberId ? -1 : 1))
    .map(({ numberId, e164 }) => ({ numberId: numberId as NumberId, number: e164 as E164 }));
}

function numberOf(rows: MemoryRows, numberId: string): KnownNumber | undefined {
  const row = rows.tables.numbers.get(numberId);
  return row === undefined ? undefined : knownNumber(row);
}
