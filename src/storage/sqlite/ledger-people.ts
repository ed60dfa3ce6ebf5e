import type { ErasedPerson, LedgerTables } from '../ledger/ledger-tables.ts';
import type { Connection } from './open-database.ts';

/** How far `ledger_people` goes. */
const INDEXED_UP_TO = "SELECT coalesce(max(position), 0) FROM ledger_people WHERE number_id = ''";
/** In the order of the index: each of its pages is written once, however many records are new. */
const INDEX_NEW = `INSERT OR IGNORE INTO ledger_people (number_id, position)
  SELECT number_id, position FROM ledger_inputs WHERE position > ? AND number_id IS NOT NULL ORDER BY number_id, position`;
/** Their own numbers, and those of the donors behind their contacts. */
const NUMBERS_OF = `SELECT value FROM json_each(@numberIds) WHERE value <> '' UNION
  SELECT n.number_id FROM json_each(@contactIds) asked CROSS JOIN contacts c ON c.contact_id = asked.value
  CROSS JOIN numbers n ON n.donor_id = c.donor_id`;
/** What happened to some numbers before an instant. */
const ABOUT = `SELECT p.number_id AS numberId, p.position, r.chain FROM json_each(?) asked
  CROSS JOIN ledger_people p ON p.number_id = asked.value
  CROSS JOIN ledger_records r ON r.position = p.position AND r.at < ?`;

/** Places of the records about some numbers; for a reader, which cannot bring the index up to date. */
export const POSITIONS_OF = `SELECT p.position FROM json_each(@numberIds) asked
    CROSS JOIN ledger_people p ON p.number_id = asked.value WHERE asked.value <> ''
  UNION SELECT position FROM ledger_inputs
    WHERE position > (${INDEXED_UP_TO}) AND number_id IN (SELECT value FROM json_each(@numberIds))`;

/** Inputs that should be in the index and are not: an erasure would pass them by. */
export const UNFINDABLE = `SELECT position FROM ledger_inputs i WHERE position <= (${INDEXED_UP_TO})
  AND number_id GLOB '*[^0]*' AND NOT EXISTS (
    SELECT 1 FROM ledger_people p WHERE p.number_id = i.number_id AND p.position = i.position)`;

/**
 * Overwritten at its own length a row stays where it is: deleting it would let SQLite move others' rows about, and leave
 * copies of them in the unused parts of pages.
 */
export function inputsWiper(db: Connection): LedgerTables['wipeInputs'] {
  const indexedUpTo = db.prepare<[], number>(INDEXED_UP_TO).pluck();
  const indexNew = db.prepare(INDEX_NEW);
  const setIndexed = db.prepare(
    "INSERT INTO ledger_people (number_id, position) SELECT '', max(position) FROM ledger_inputs HAVING max(position) > ?",
  );
  const dropIndexed = db.prepare("DELETE FROM ledger_people WHERE number_id = '' AND position < ?");
  const numbersOf = db.prepare<[object], string>(NUMBERS_OF).pluck();
  const about = db.prepare<[string, number], { numberId: string; position: number; chain: string }>(ABOUT);
  const wiped = ['inputs', 'contact_id', 'number_id'].map(
    (column) => `${column} = CASE WHEN ${column} IS NOT NULL THEN printf('%.*c', length(${column}), '0') END`,
  );
  const wipe = db.prepare(`UPDATE ledger_inputs SET ${wiped.join(', ')} WHERE position = ?`);
  const forget = db.prepare('DELETE FROM ledger_people WHERE number_id = ? AND position = ?');
  return ({ contactIds = [], numberIds = [], before: olderThan }: ErasedPerson) => {
    const before = indexedUpTo.get() ?? 0;
    indexNew.run(before);
    setIndexed.run(before);
    dropIndexed.run(indexedUpTo.get() ?? 0);
    const named = { contactIds: JSON.stringify(contactIds), numberIds: JSON.stringify(numberIds) };
    const numbers = JSON.stringify(numbersOf.all(named));
    const counts = new Map<string, number>();
    for (const { numberId, position, chain } of about.all(numbers, olderThan ?? Number.MAX_SAFE_INTEGER)) {
      wipe.run(position);
      forget.run(numberId, position);
      counts.set(chain, (counts.get(chain) ?? 0) + 1);
    }
    return new Map([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
}
