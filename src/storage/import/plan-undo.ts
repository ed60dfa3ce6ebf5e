import type { KeptBecause } from '../../campaigns/index.ts';
import { contactStart } from '../contact-row.ts';
import { ERASED } from '../erasure/plan-erasure.ts';
import { patch, type RowChange } from '../row-change.ts';
import type { ConsentRow, ContactRow, DonorRow, NumberRow } from '../rows.ts';
import type { KnownDonor } from './plan-import.ts';

type Table = 'donors' | 'numbers' | 'consents' | 'contacts';

/** A row that an import wrote: the fields it changed, before and after; null when the row is new. */
export interface RowBefore {
  readonly table: Table;
  readonly key: string;
  readonly fields: Readonly<Record<string, readonly [before: unknown, after: unknown]>> | null;
}

/** What an import changes of a donor who was known, so that it can be taken back. */
export function rowsBefore(known: KnownDonor, changes: readonly RowChange[]): readonly RowBefore[] {
  const rows: RowBefore[] = [];
  for (const change of changes) {
    if (change.op !== 'put' && change.op !== 'patch') continue;
    const { table } = change;
    if (table !== 'donors' && table !== 'numbers' && table !== 'consents' && table !== 'contacts') continue;
    const after = (change.op === 'put' ? change.row : change.set) as Readonly<Record<string, unknown>>;
    const key = change.op === 'patch' ? change.key : keyIn(table, after);
    const before = rowOf(known, table, key);
    rows.push({ table, key, fields: before === undefined ? null : changedFields(before, after) });
  }
  return rows;
}

const keys = { donors: 'donorId', numbers: 'numberId', consents: 'consentId', contacts: 'contactId' } as const;

function keyIn(table: Table, row: Readonly<Record<string, unknown>>): string {
  return row[keys[table]] as string;
}

type AnyRow = DonorRow | NumberRow | ConsentRow | ContactRow;

function rowOf(known: KnownDonor, table: Table, key: string): Readonly<Record<string, unknown>> | undefined {
  const row: AnyRow | undefined = {
    donors: () => (known.donor.donorId === key ? known.donor : undefined),
    numbers: () => known.numbers.find(({ numberId }) => numberId === key),
    consents: () => known.consents.find(({ consentId }) => consentId === key),
    contacts: () => (known.contact?.contactId === key ? known.contact : undefined),
  }[table]();
  return row as Readonly<Record<string, unknown>> | undefined;
}

function changedFields(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>) {
  const fields: Record<string, readonly [unknown, unknown]> = {};
  for (const [name, value] of Object.entries(after))
    if (before[name] !== value) fields[name] = [before[name] ?? null, value];
  return fields;
}

/** A donor as he or she is now. */
export interface DonorNow extends KnownDonor {
  /** Some number of the donor was planned to be called since the import. */
  readonly called: boolean;
  /** Numbers under an objection. */
  readonly objected: ReadonlySet<string>;
  /** Contacts in other campaigns. */
  readonly otherContacts: number;
}

export interface PlannedUndo {
  readonly changes: readonly RowChange[];
  /** Null when everything was taken back. */
  readonly kept: KeptBecause | null;
}

const kept = (because: KeptBecause): PlannedUndo => ({ changes: [], kept: because });

/** A donor who was known: every field that is still as the import left it gets its former value. */
export function planRestore(rows: readonly RowBefore[], now: DonorNow): PlannedUndo {
  if (now.donor.suppressedBecause === ERASED) return kept('erased');
  if (now.called) return kept('called');
  const newContact = rows.some(({ table, fields }) => table === 'contacts' && fields === null);
  if (newContact && now.contact !== undefined && !isUntouched(now.contact)) return kept('called');
  const changes = rows.flatMap((row) => restored(row, now));
  return { changes: [...changes, { op: 'refresh-contacts', by: 'donor', id: now.donor.donorId }], kept: null };
}

function restored({ table, key, fields }: RowBefore, now: DonorNow): RowChange[] {
  const row = rowOf(now, table, key);
  if (row === undefined) return [];
  if (fields === null) {
    // The objection goes by the row of its number.
    if (table === 'numbers' && now.objected.has(key)) return [patch('numbers', key, { listed: 0 })];
    return table === 'donors' ? [] : [{ op: 'remove', table, key }];
  }
  const still = Object.entries(fields).filter(([name, [, after]]) => row[name] === after);
  if (still.length === 0) return [];
  return [patch(table, key, Object.fromEntries(still.map(([name, [before]]) => [name, before])))];
}

/** A donor who came with the import goes with it. */
export function planRemoval(now: DonorNow): PlannedUndo {
  if (now.donor.suppressedBecause === ERASED) return kept('erased');
  if (now.called || (now.contact !== undefined && !isUntouched(now.contact))) return kept('called');
  if (now.objected.size > 0) return kept('objected');
  if (now.otherContacts > 0) return kept('other-campaign');
  const remove = (table: Table, key: string): RowChange => ({ op: 'remove', table, key });
  return {
    changes: [
      ...now.consents.map(({ consentId }) => remove('consents', consentId)),
      ...now.numbers.map(({ numberId }) => remove('numbers', numberId)),
      ...(now.contact === undefined ? [] : [remove('contacts', now.contact.contactId)]),
      remove('donors', now.donor.donorId),
    ],
    kept: null,
  };
}

function isUntouched(contact: ContactRow): boolean {
  return (Object.keys(contactStart) as (keyof typeof contactStart)[]).every(
    (name) => contact[name] === contactStart[name],
  );
}
