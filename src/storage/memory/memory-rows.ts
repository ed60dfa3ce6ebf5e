import type { NumberKeys } from '../../kernel/number-keys.ts';
import { contactStart } from '../contact-row.ts';
import type { RemovableTable, RowChange } from '../row-change.ts';
import {
  type AttemptRow,
  type ConsentRow,
  type ContactRow,
  keyOf,
  type NumberRow,
  type ObjectionRow,
  projectedTables,
  type TableName,
  type Tables,
} from '../rows.ts';
import { DueQueue } from './due-queue.ts';
import { addHours, addReason } from './hour-rows.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type TableMaps = { readonly [T in TableName]: Map<string, Mutable<Tables[T]>> };

/** What acts have set since a campaign was put. */
const notSince = { pacing: null, basis: null, script: null, plan: null } as const;
const callCounts = ['placed', 'answered', 'rejected', 'short'] as const;

/** The rows, and the indexes that the questions to a store need. */
export class MemoryRows {
  readonly tables: TableMaps = {
    campaigns: new Map(),
    donors: new Map(),
    consents: new Map(),
    numbers: new Map(),
    contacts: new Map(),
    attempts: new Map(),
    legs: new Map(),
    objections: new Map(),
    agentSessions: new Map(),
    campaignCounts: new Map(),
    callerIdDays: new Map(),
    hours: new Map(),
    hourReasons: new Map(),
    agentTimes: new Map(),
    countedPromises: new Map(),
    campaignChanges: new Map(),
    promises: new Map(),
    mandates: new Map(),
    promiseActs: new Map(),
    promiseDetails: new Map(),
    creditors: new Map(),
    scripts: new Map(),
    certifications: new Map(),
    stepVisits: new Map(),
    usefulContacts: new Map(),
    callbacks: new Map(),
    protections: new Map(),
    accounts: new Map(),
    accountChanges: new Map(),
    accountLinks: new Map(),
    secondFactors: new Map(),
    recoveryCodes: new Map(),
    openSessions: new Map(),
    lineMinutes: new Map(),
    pacingTrials: new Map(),
    floorNotes: new Map(),
    apiKeys: new Map(),
    passkeys: new Map(),
    signInEvents: new Map(),
    donorAccesses: new Map(),
    careSettings: new Map(),
    importBatches: new Map(),
    importChanges: new Map(),
    importMappings: new Map(),
  };
  readonly donorByCode = new Map<string, string>();
  readonly consentsOfDonor = new Map<string, ConsentRow[]>();
  readonly numbersOfDonor = new Map<string, NumberRow[]>();
  readonly numbersByE164 = new Map<string, NumberRow[]>();
  /** Those with a key: the ones under some objection. */
  readonly numbersByKey = new Map<string, NumberRow[]>();
  readonly contactsOfDonor = new Map<string, ContactRow[]>();
  readonly attemptsOfNumber = new Map<string, AttemptRow[]>();
  readonly openAttempts = new Set<AttemptRow>();
  readonly openWrapUps = new Set<AttemptRow>();
  readonly objectedNumbers = new Map<string, ObjectionRow[]>();
  /** By campaign and segment. */
  readonly queues = new Map<string, Map<string, DueQueue>>();
  readonly #queueOf = new Map<string, DueQueue>();
  readonly keys: NumberKeys;

  constructor(keys: NumberKeys) {
    this.keys = keys;
  }

  /** `position`: of the event in the log that brings the change; of no matter for other changes. */
  apply(change: RowChange, position: number): void {
    switch (change.op) {
      case 'put':
        this.#put(change);
        break;
      case 'patch':
        this.#patch(change, position);
        break;
      case 'remove':
        this.#remove(change.table, change.key);
        break;
      case 'forget-promises':
        for (const [key, row] of this.tables.promiseDetails)
          if (row.donorId === change.donorId) this.tables.promiseDetails.delete(key);
        break;
      case 'forget-imports':
        for (const [key, row] of this.tables.importChanges)
          if (row.donorId === change.donorId) this.tables.importChanges.delete(key);
        break;
      case 'count': {
        const { counter } = change;
        const row = this.tables.campaignCounts.get(counter.counterId);
        if (row === undefined) this.tables.campaignCounts.set(counter.counterId, { ...counter, total: 1 });
        else row.total++;
        break;
      }
      case 'add-calls': {
        const { row } = change;
        const known = this.tables.callerIdDays.get(row.counterId);
        if (known === undefined) this.tables.callerIdDays.set(row.counterId, { ...row });
        else for (const name of callCounts) known[name] += row[name];
        break;
      }
      case 'add-hours':
        addHours(this.tables.hours, change);
        break;
      case 'add-reason':
        addReason(this.tables.hourReasons, change.row);
        break;
      case 'seal-number':
        this.#seal(change.id);
        break;
      case 'refresh-contacts':
        this.#refreshContacts(change.by === 'donor' ? change.id : this.tables.numbers.get(change.id)?.donorId);
        break;
    }
  }

  /** Back to what imports and acts put there, as if the log were empty. */
  reset(): void {
    for (const table of projectedTables) this.tables[table].clear();
    this.attemptsOfNumber.clear();
    this.openAttempts.clear();
    this.openWrapUps.clear();
    this.objectedNumbers.clear();
    for (const row of this.tables.campaigns.values())
      Object.assign(row, { status: row.putStatus, mode: row.putMode, ...notSince });
    for (const row of this.tables.numbers.values()) row.dead = 0;
    for (const row of this.tables.contacts.values()) Object.assign(row, contactStart, { dueAt: row.importedAt });
    for (const donorId of this.tables.donors.keys()) this.#refreshContacts(donorId);
  }

  #remove(table: RemovableTable, key: string): void {
    const row = this.tables[table].get(key);
    if (row === undefined) return;
    this.tables[table].delete(key);
    if (table === 'consents') outOf(this.consentsOfDonor, (row as ConsentRow).donorId, row as ConsentRow);
    else if (table === 'contacts') {
      const contact = row as ContactRow;
      outOf(this.contactsOfDonor, contact.donorId, contact);
      this.#queue({ ...contact, dueAt: null });
    } else if (table === 'donors') {
      const { clientId, donorCode } = row as Tables['donors'];
      this.donorByCode.delete(`${clientId}:${donorCode}`);
    } else if (table === 'numbers') {
      const number = row as NumberRow;
      if (number.donorId !== null) outOf(this.numbersOfDonor, number.donorId, number);
      outOf(this.numbersByE164, number.e164, number);
      if (number.numberKey !== null) outOf(this.numbersByKey, number.numberKey, number);
    }
  }

  #seal(numberId: string): void {
    const row = this.tables.numbers.get(numberId);
    if (row === undefined || row.numberKey !== null) return;
    row.numberKey = this.keys.of(row.e164);
    into(this.numbersByKey, row.numberKey, row);
  }

  #put(change: Extract<RowChange, { op: 'put' }>): void {
    const table = this.tables[change.table] as Map<string, object>;
    const key = (change.row as unknown as Record<string, string>)[keyOf[change.table]] as string;
    const known = table.get(key);
    if (known !== undefined) {
      this.#renamed(change, known);
      Object.assign(known, change.row);
      this.#changed(change.table, known);
      return;
    }
    const row = { ...change.row };
    table.set(key, row);
    this.#added(change.table, row);
    this.#changed(change.table, row);
  }

  /** An erasure takes the names under which a donor and a number are found. */
  #renamed(change: Extract<RowChange, { op: 'put' }>, known: object): void {
    if (change.table === 'donors') {
      const { clientId, donorCode } = known as Tables['donors'];
      this.donorByCode.delete(`${clientId}:${donorCode}`);
      this.donorByCode.set(`${change.row.clientId}:${change.row.donorCode}`, change.row.donorId);
    } else if (change.table === 'numbers' && change.row.e164 !== (known as NumberRow).e164) {
      const { e164 } = known as NumberRow;
      const others = this.numbersByE164.get(e164)?.filter((row) => row !== known) ?? [];
      this.numbersByE164.set(e164, others);
      into(this.numbersByE164, change.row.e164, known as NumberRow);
    }
  }

  #patch(change: Extract<RowChange, { op: 'patch' }>, position: number): void {
    const row = this.tables[change.table].get(change.key);
    if (row === undefined) return;
    if (change.sincePut && (row as Tables['campaigns']).putPosition >= position) return;
    Object.assign(row, change.set);
    this.#changed(change.table, row);
  }

  #added(table: TableName, row: object): void {
    if (table === 'attempts') into(this.attemptsOfNumber, (row as AttemptRow).numberId, row as AttemptRow);
    else if (table === 'consents') into(this.consentsOfDonor, (row as ConsentRow).donorId, row as ConsentRow);
    else if (table === 'contacts') into(this.contactsOfDonor, (row as ContactRow).donorId, row as ContactRow);
    else if (table === 'donors') {
      const { clientId, donorCode, donorId } = row as Tables['donors'];
      this.donorByCode.set(`${clientId}:${donorCode}`, donorId);
    } else if (table === 'numbers') {
      const number = row as NumberRow;
      if (number.donorId !== null) into(this.numbersOfDonor, number.donorId, number);
      into(this.numbersByE164, number.e164, number);
    } else if (table === 'objections') {
      into(this.objectedNumbers, (row as ObjectionRow).numberId, row as ObjectionRow);
    }
  }

  #changed(table: TableName, row: object): void {
    if (table === 'contacts') this.#queue(row as ContactRow);
    if (table !== 'attempts') return;
    const attempt = row as AttemptRow;
    const wrapUp = attempt.endedAt !== null && attempt.agentId !== null && attempt.disposition === null;
    keep(this.openAttempts, attempt, attempt.endedAt === null);
    keep(this.openWrapUps, attempt, wrapUp);
  }

  /** A contact stands in the queue of its segment, and in no other. */
  #queue(row: ContactRow): void {
    const segments = this.queues.get(row.campaignId) ?? new Map<string, DueQueue>();
    this.queues.set(row.campaignId, segments);
    const queue = segments.get(row.segment) ?? new DueQueue();
    segments.set(row.segment, queue);
    const before = this.#queueOf.get(row.contactId);
    if (before !== undefined && before !== queue) before.update({ ...row, dueAt: null });
    this.#queueOf.set(row.contactId, queue);
    queue.update(row);
  }

  #refreshContacts(donorId: string | null | undefined): void {
    const donor = typeof donorId === 'string' ? this.tables.donors.get(donorId) : undefined;
    if (donor === undefined) return;
    const numbers = this.numbersOfDonor.get(donor.donorId) ?? [];
    const reachable = numbers.some((number) => number.listed === 1 && number.dead === 0) ? 1 : 0;
    const suppressed = donor.suppressedBecause === null ? 0 : 1;
    for (const row of this.contactsOfDonor.get(donor.donorId) ?? []) {
      Object.assign(row, { reachable: row.arm === 'held-out' ? 0 : reachable, suppressed });
      this.#changed('contacts', row);
    }
  }
}

function into<T>(index: Map<string, T[]>, key: string, item: T): void {
  const items = index.get(key);
  if (items === undefined) index.set(key, [item]);
  else items.push(item);
}

function outOf<T>(index: Map<string, T[]>, key: string, item: T): void {
  const others = index.get(key)?.filter((each) => each !== item) ?? [];
  index.set(key, others);
}

function keep<T>(set: Set<T>, item: T, inside: boolean): void {
  if (inside) set.add(item);
  else set.delete(item);
}
