import { getTableColumns, getTableName, is } from 'drizzle-orm';
import { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { expect, test } from 'vitest';
import { planErasure } from '../../src/storage/erasure/plan-erasure.ts';
import type { ConsentRow, ContactRow, DonorRow, NumberRow } from '../../src/storage/rows.ts';
import * as schema from '../../src/storage/sqlite/schema.ts';

/** Tables in which nothing tells who a person is: ids, codes, times and counts, and the agency's own people. */
const impersonal = [
  'account_changes',
  'account_links',
  'accounts',
  'api_keys',
  'agent_sessions',
  'agent_times',
  'attempts',
  'callbacks',
  'caller_id_days',
  'campaign_changes',
  'campaign_counts',
  'campaigns',
  'care_settings',
  'certifications',
  'contact_tallies',
  'contacts',
  'counted_promises',
  'donor_accesses',
  'events',
  // Between agents and those who run the floor, tied to no donor; kept for 30 days.
  'floor_notes',
  'hours',
  'hour_reasons',
  'import_batches',
  'import_mappings',
  'legs',
  'line_minutes',
  'objections',
  'open_sessions',
  'creditors',
  'mandates',
  'pacing_trials',
  'passkeys',
  'promise_acts',
  'promises',
  'protections',
  'recovery_codes',
  'scripts',
  'second_factors',
  'sign_in_events',
  'step_visits',
  'useful_contacts',
];
/** What an erasure leaves of a donor and of a number: nothing that was said of the person. */
const leftOf: Readonly<Record<string, readonly string[]>> = {
  consents: [],
  // Gone as a whole: store-consents and import-batches say so.
  import_changes: [],
  // Gone as a whole: store-promises says so.
  promise_details: [],
  donors: ['donorId', 'orgId', 'clientId', 'importedAt'],
  numbers: ['numberId', 'orgId', 'clientId', 'donorId', 'place', 'dead', 'numberKey'],
};

const tables = Object.values(schema).flatMap((each) => (is(each, SQLiteTable) ? [each as SQLiteTable] : []));

test('every table is either impersonal or known to the erasure', () => {
  const unknown = tables
    .map(getTableName)
    .filter((name) => !impersonal.includes(name) && leftOf[name] === undefined && !name.startsWith('ledger_'));
  // A new table with personal data belongs into src/storage/erasure/plan-erasure.ts; any other into the list above.
  expect(unknown).toEqual([]);
});

test('of donors and numbers every column changes but those that say nothing of the person', () => {
  const filled = (table: SQLiteTable) =>
    Object.fromEntries(
      Object.entries(getTableColumns(table)).map(([name, { dataType }]) => [
        name,
        dataType === 'number' ? 1 : `x-${name}`,
      ]),
    );
  const donor = filled(schema.donors) as unknown as DonorRow;
  const number = filled(schema.numbers) as unknown as NumberRow;
  const contact = filled(schema.contacts) as unknown as ContactRow;
  const consent = filled(schema.consents) as unknown as ConsentRow;
  const rows = { donor, consents: [consent], numbers: [number], contacts: [contact], attempts: [], objections: [] };
  expect(planErasure(rows)).toContainEqual({ op: 'remove', table: 'consents', key: consent.consentId });
  for (const change of planErasure(rows)) {
    if (change.op !== 'put') continue;
    const before = (change.table === 'donors' ? donor : number) as unknown as Record<string, unknown>;
    const after = change.row as unknown as Record<string, unknown>;
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
    const same = Object.keys(before).filter((name) => before[name] === after[name]);
    expect(same.sort()).toEqual([...(leftOf[change.table] ?? [])].sort());
  }
});
