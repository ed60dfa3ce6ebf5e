import type { DonorId } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import type { ContactId, IdSource } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { ConsentChange, ConsentReport } from '../consent/consent-change.ts';
import { planConsent } from '../consent/plan-consent.ts';
import { isQueued } from '../contact-row.ts';
import { bankDetailsOf, type DonorPromises, PAYMENT_EVENTS, paymentOf } from '../erasure/donor-promises.ts';
import {
  accessOf,
  type DonorAccess,
  type DonorRecord,
  type DonorRows,
  type ErasureReport,
  type IdleQuestion,
  type OldCall,
} from '../erasure/donor-record.ts';
import { ERASED, planErasure } from '../erasure/plan-erasure.ts';
import type { ErasedLedger, ErasedPerson } from '../ledger/ledger-tables.ts';
import { put } from '../row-change.ts';
import type { DonorRow } from '../rows.ts';
import type { DonorStore } from '../store.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';
import { severMemoryCalls } from './sever-calls.ts';

interface DonorParts {
  readonly rows: MemoryRows;
  readonly faults: FaultLine;
  readonly ids: IdSource;
  readonly log: Iterable<FloorEvent>;
  /** From the evidence ledger, if there is one. */
  readonly erase: (of: ErasedPerson, at: UtcMs) => ErasedLedger;
}

export function memoryDonors({ rows, faults, ids, log, erase }: DonorParts): DonorStore {
  return {
    find: (clientId, asked) => faults.read('donors.find', () => memoryDonorsBy(rows, clientId, asked) as DonorId[]),
    record: (donorId) => faults.read('donors.record', () => memoryDonorRecord(rows, log, donorId)),
    noteAccess: (donorId, access) =>
      faults.write('donors.noteAccess', () => noteMemoryAccess(rows, donorId, ids.next<'access'>(), access)),
    changeConsent: (donorId, change, access) =>
      faults.write('donors.changeConsent', () =>
        changeMemoryConsent(rows, donorId, ids.next<'access'>(), change, access),
      ),
    erase: (donorId, access) =>
      faults.write('donors.erase', () =>
        eraseMemoryDonor(rows, donorId, ids.next<'access'>(), access, (of) => erase(of, access.at)),
      ),
    idle: (question) => faults.read('donors.idle', () => memoryIdleDonors(rows, question) as DonorId[]),
    oldCalls: (question) => faults.read('donors.oldCalls', () => memoryOldCalls(rows, question)),
    severCalls: (calls, before, at) =>
      faults.write('donors.severCalls', () => {
        severMemoryCalls(
          rows,
          calls.map(({ attemptId }) => attemptId),
        );
        return erase({ numberIds: [...new Set(calls.map(({ numberId }) => numberId))], before }, at);
      }),
  };
}

function by<T>(key: keyof T): (a: T, b: T) => number {
  return (a, b) => (a[key] < b[key] ? -1 : 1);
}

function readDonor(rows: MemoryRows, donorId: string): DonorRows | undefined {
  const donor = rows.tables.donors.get(donorId);
  if (donor === undefined) return undefined;
  const numbers = [...(rows.numbersOfDonor.get(donorId) ?? [])].sort(by('numberId'));
  const of = <T>(index: Map<string, T[]>) => numbers.flatMap(({ numberId }) => index.get(numberId) ?? []);
  return {
    donor: { ...donor },
    consents: [...(rows.consentsOfDonor.get(donorId) ?? [])].sort(by('consentId')).map((row) => ({ ...row })),
    numbers: numbers.map((row) => ({ ...row })),
    contacts: [...(rows.contactsOfDonor.get(donorId) ?? [])].sort(by('contactId')).map((row) => ({ ...row })),
    attempts: of(rows.attemptsOfNumber).sort(by('attemptId')),
    objections: of(rows.objectedNumbers).sort(by('objectionId')),
  };
}

function promisedBy(rows: MemoryRows, log: Iterable<FloorEvent>, donorId: string): DonorPromises {
  const { tables } = rows;
  const contactIds = new Set((rows.contactsOfDonor.get(donorId) ?? []).map(({ contactId }) => contactId));
  const promises = [...tables.promises.values()].filter(({ contactId }) => contactIds.has(contactId));
  const mandateIds = new Set(promises.map(({ mandateId }) => mandateId));
  const streams = new Set(promises.map(({ promiseId }) => `promise:${promiseId}`));
  const paid = [...log].filter(
    ({ stream, type }) => streams.has(stream) && (PAYMENT_EVENTS as readonly string[]).includes(type),
  );
  return {
    promises: promises.sort(by('promiseId')).map((row) => ({ ...row })),
    mandates: [...tables.mandates.values()]
      .filter(({ mandateId }) => mandateIds.has(mandateId))
      .sort(by('mandateId'))
      .map((row) => ({ ...row })),
    bankDetails: [...tables.promiseDetails.values()]
      .filter((row) => row.donorId === donorId)
      .sort(by('promiseId'))
      .map(bankDetailsOf),
    payments: paid.map(({ type, at, data }) => paymentOf(type, at, data)),
  };
}

function memoryDonorRecord(rows: MemoryRows, log: Iterable<FloorEvent>, donorId: string): DonorRecord | undefined {
  const record = readDonor(rows, donorId);
  if (record === undefined) return undefined;
  const accesses = [...rows.tables.donorAccesses.values()].filter((row) => row.donorId === donorId);
  return {
    ...record,
    ...promisedBy(rows, log, donorId),
    accesses: accesses.sort((a, b) => a.at - b.at || by<typeof a>('accessId')(a, b)).map(accessOf),
  };
}

function memoryDonorsBy(
  rows: MemoryRows,
  clientId: string,
  asked: { readonly code: string } | { readonly number: string },
): string[] {
  if ('code' in asked) {
    const donorId = rows.donorByCode.get(`${clientId}:${asked.code}`);
    return donorId !== undefined && rows.tables.donors.get(donorId)?.donorCode === asked.code ? [donorId] : [];
  }
  const same = (rows.numbersByE164.get(asked.number) ?? []).filter(
    (row) => row.clientId === clientId && row.e164 === asked.number,
  );
  return same.flatMap(({ donorId }) => (donorId === null ? [] : [donorId])).sort();
}

function noteMemoryAccess(rows: MemoryRows, donorId: string, accessId: string, access: DonorAccess): void {
  const donor = rows.tables.donors.get(donorId);
  if (donor === undefined) return;
  const { orgId, clientId } = donor;
  rows.apply(put('donorAccesses', { accessId, orgId, clientId, donorId, ...access }), 0);
}

function changeMemoryConsent(
  rows: MemoryRows,
  donorId: string,
  accessId: string,
  change: ConsentChange,
  access: DonorAccess,
): ConsentReport | undefined {
  const record = readDonor(rows, donorId);
  if (record === undefined || record.donor.suppressedBecause === ERASED) return undefined;
  const { changes, report } = planConsent(record, change, access);
  for (const each of changes) rows.apply(each, 0);
  noteMemoryAccess(rows, donorId, accessId, access);
  return report;
}

function eraseMemoryDonor(
  rows: MemoryRows,
  donorId: string,
  accessId: string,
  access: DonorAccess,
  eraseLedger: (of: ErasedPerson) => ErasedLedger,
): ErasureReport | undefined {
  const record = readDonor(rows, donorId);
  if (record === undefined) return undefined;
  for (const change of planErasure(record)) rows.apply(change, 0);
  noteMemoryAccess(rows, donorId, accessId, access);
  const contactIds = record.contacts.map(({ contactId }) => contactId as ContactId);
  const numberIds = record.numbers.map(({ numberId }) => numberId);
  const { records } = eraseLedger({ contactIds, numberIds });
  return { contactIds, numberIds, keptObjections: record.objections.length, ledgerRecords: records };
}

function memoryIdleDonors(rows: MemoryRows, question: IdleQuestion): string[] {
  const day = new Date(question.before).toISOString().slice(0, 10);
  const idle = [...rows.tables.donors.values()].filter((donor) => isIdle(rows, donor, question, day));
  return idle
    .map(({ donorId }) => donorId)
    .sort()
    .slice(0, question.limit);
}

function memoryOldCalls(rows: MemoryRows, { orgId, before, numbers, numbersExcept, limit }: IdleQuestion): OldCall[] {
  const begins = (e164: string, prefixes: readonly string[]) => prefixes.some((prefix) => e164.startsWith(prefix));
  return [...rows.tables.numbers.values()]
    .filter((row) => row.orgId === orgId && begins(row.e164, numbers) && !begins(row.e164, numbersExcept))
    .flatMap(({ numberId }) => rows.attemptsOfNumber.get(numberId) ?? [])
    .filter(({ plannedAt, endedAt }) => plannedAt < before && endedAt !== null)
    .slice(0, limit)
    .map(({ attemptId, numberId }) => ({ attemptId, numberId }));
}

function isIdle(rows: MemoryRows, donor: DonorRow, question: IdleQuestion, day: string): boolean {
  const { orgId, before, numbers, numbersExcept } = question;
  const begins = (e164: string, prefixes: readonly string[]) => prefixes.some((prefix) => e164.startsWith(prefix));
  if (donor.orgId !== orgId || donor.importedAt >= before || donor.suppressedBecause === ERASED) return false;
  if ((donor.lastGiftOn ?? '') >= day) return false;
  const waits = (rows.contactsOfDonor.get(donor.donorId) ?? []).some(
    (row) =>
      row.importedAt >= before || (isQueued(row) && rows.tables.campaigns.get(row.campaignId)?.status === 'running'),
  );
  if (waits) return false;
  const debitable = [...rows.tables.mandates.values()].some(
    ({ contactId, state }) =>
      ['signed', 'exported', 'active', 'suspended'].includes(state) &&
      rows.tables.contacts.get(contactId)?.donorId === donor.donorId,
  );
  if (debitable) return false;
  const own = rows.numbersOfDonor.get(donor.donorId) ?? [];
  const talked = own
    .flatMap(({ numberId }) => rows.attemptsOfNumber.get(numberId) ?? [])
    .some(({ bridgedAt }) => bridgedAt !== null && bridgedAt >= before);
  return !talked && own.some(({ e164 }) => begins(e164, numbers) && !begins(e164, numbersExcept));
}
