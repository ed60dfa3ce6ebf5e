import { PROMISE_PAGE, type PromiseRecord, type PromiseStore, type ReminderStop } from '../../campaigns/index.ts';
import { ERASED } from '../erasure/plan-erasure.ts';
import { creditorOf, creditorRow, detailsOf, mandateOf, personOf, promiseOf } from '../promise-rows.ts';
import { put } from '../row-change.ts';
import type { Tables } from '../rows.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

type PromiseRow = Tables['promises'];

const awaited: ReadonlySet<string> = new Set(['agreed', 'awaiting', 'sent', 'opened', 'unconfirmed']);

export function memoryPromises(rows: MemoryRows, faults: FaultLine): PromiseStore {
  const { tables } = rows;
  return {
    ...ofPromises(rows, faults),
    ...ofMandates(rows, faults),
    person: (contactId) =>
      faults.read('promises.person', () => {
        const contact = tables.contacts.get(contactId);
        const donor = contact === undefined ? undefined : tables.donors.get(contact.donorId);
        if (contact === undefined || donor === undefined) return undefined;
        return personOf(donor, contact, rows.numbersOfDonor.get(donor.donorId) ?? []);
      }),
    details: (promiseId) =>
      faults.read('promises.details', () => found(tables.promiseDetails.get(promiseId), detailsOf)),
    putDetails: (details) =>
      faults.write('promises.putDetails', () => {
        const donor = tables.donors.get(details.donorId);
        if (donor === undefined || donor.suppressedBecause === ERASED) return false;
        rows.apply(put('promiseDetails', { ...details }), 0);
        return true;
      }),
    creditor: (clientId) => faults.read('promises.creditor', () => found(tables.creditors.get(clientId), creditorOf)),
    putCreditor: (creditor) =>
      faults.write('promises.putCreditor', () => rows.apply(put('creditors', creditorRow(creditor)), 0)),
  };
}

function ofPromises(rows: MemoryRows, faults: FaultLine) {
  const { tables } = rows;
  return {
    promise: (promiseId) => faults.read('promises.promise', () => found(tables.promises.get(promiseId), promiseOf)),
    promisesOf: (asked, after = '') =>
      faults.read('promises.promisesOf', () => {
        const own = [...tables.promises.values()].filter((row) => {
          if (row.promiseId <= after) return false;
          if (asked.of === 'attempt') return row.attemptId === asked.attemptId;
          if (asked.of === 'contact') return row.contactId === asked.contactId;
          return row.campaignId === asked.campaignId && (asked.state === undefined || row.state === asked.state);
        });
        return page(own, 'promiseId').map(promiseOf);
      }),
    acted: (actKey) => faults.read('promises.acted', () => tables.promiseActs.get(actKey)?.promiseId),
    dueReminders: (at) =>
      faults.read('promises.dueReminders', () => {
        const due = [...tables.promises.values()].filter(
          ({ state, nextReminderAt }) => awaited.has(state) && nextReminderAt !== null && nextReminderAt <= at,
        );
        const order = due.sort(
          (a, b) => (a.nextReminderAt ?? 0) - (b.nextReminderAt ?? 0) || (a.promiseId < b.promiseId ? -1 : 1),
        );
        return order.slice(0, PROMISE_PAGE).map((row) => ({ promise: promiseOf(row), stop: stopOf(rows, row) }));
      }),
    unreviewed: () =>
      faults.read('promises.unreviewed', () => {
        const open = [...tables.promises.values()].filter(
          ({ state, reviewedAt }) => state !== 'frozen' && state !== 'cancelled' && reviewedAt === null,
        );
        const found: (PromiseRecord & { disposition: 'VUL' | 'PLA' })[] = [];
        for (const row of page(open, 'promiseId', open.length)) {
          const disposition = row.attemptId === null ? null : tables.attempts.get(row.attemptId)?.disposition;
          if (disposition === 'VUL' || disposition === 'PLA') found.push({ ...promiseOf(row), disposition });
        }
        return found.slice(0, PROMISE_PAGE);
      }),
  } satisfies Partial<PromiseStore>;
}

function ofMandates({ tables }: MemoryRows, faults: FaultLine) {
  return {
    mandate: (mandateId) => faults.read('promises.mandate', () => found(tables.mandates.get(mandateId), mandateOf)),
    mandateByRum: (rum) =>
      faults.read('promises.mandateByRum', () =>
        found(
          [...tables.mandates.values()].find((row) => row.rum === rum),
          mandateOf,
        ),
      ),
    mandatesToCollect: (clientId, upTo, after = '') =>
      faults.read('promises.mandatesToCollect', () => {
        const due = [...tables.mandates.values()].filter(
          (row) =>
            row.clientId === clientId &&
            ['signed', 'exported', 'active'].includes(row.state) &&
            row.mandateId > after &&
            (row.presentedOn ?? '') < upTo,
        );
        return page(due, 'mandateId').map(mandateOf);
      }),
    unusedMandates: (before) =>
      faults.read('promises.unusedMandates', () => {
        const unused = [...tables.mandates.values()].filter(
          ({ state, lastDebitAt, signedAt }) =>
            ['signed', 'exported', 'active', 'suspended'].includes(state) &&
            (lastDebitAt ?? signedAt ?? Number.POSITIVE_INFINITY) < before,
        );
        return page(unused, 'mandateId').map(mandateOf);
      }),
  } satisfies Partial<PromiseStore>;
}

function stopOf(rows: MemoryRows, { contactId, agreedAt }: PromiseRow): ReminderStop | null {
  const contact = rows.tables.contacts.get(contactId);
  if (contact === undefined) return null;
  if (contact.suppressed === 1 || contact.livedState === 'suppressed') return 'suppressed';
  if (contact.livedState === 'held') return 'held';
  const numbers = rows.numbersOfDonor.get(contact.donorId) ?? [];
  const objects = numbers.some(({ numberId }) =>
    (rows.objectedNumbers.get(numberId) ?? []).some(({ at }) => at >= agreedAt),
  );
  return objects ? 'objection' : null;
}

function found<Row, T>(row: Row | undefined, view: (row: Row) => T): T | undefined {
  return row === undefined ? undefined : view(row);
}

function page<Row>(rows: readonly Row[], key: keyof Row, limit = PROMISE_PAGE): Row[] {
  return rows.toSorted((a, b) => (a[key] < b[key] ? -1 : 1)).slice(0, limit);
}
