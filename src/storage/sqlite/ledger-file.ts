import {
  type LedgerRecord,
  type LedgerReport,
  LedgerVerifier,
  type StoredRecord,
} from '../../compliance/ledger/index.ts';
import { StorageError } from '../storage-error.ts';
import { POSITIONS_OF, UNFINDABLE } from './ledger-people.ts';
import { toStorageError } from './map-error.ts';
import { type Connection, openForReading } from './open-database.ts';

/** A record as it is stored, for telling its story; whether it is sound is for `verify` to say. */
export type LedgerRow = LedgerRecord & { readonly inputs: string | null };

/** The ledger of a database file, read by a person's command: it takes no lock, and Foyer may go on beside it. */
export interface LedgerFile {
  /** Reads everything once. `keptHeads`: hashes exported before. */
  verify(keptHeads: readonly string[]): LedgerReport;
  /** Records about a call, oldest first, with the refusals of its contact since the call before. */
  aboutCall(attemptId: string): readonly LedgerRow[];
  /** Records whose clear inputs name one of these numbers. */
  aboutNumbers(numberIds: readonly string[]): readonly LedgerRow[];
  ruleset(hash: string): string | undefined;
  numberIdsOf(e164: string): readonly string[];
  /** The numbers of the donor behind this contact; none once the donor is erased. */
  numberIdsOfContact(contactId: string): readonly string[];
  campaignNames(): ReadonlyMap<string, string>;
  close(): void;
}

const RECORD = `r.position, r.chain, r.seq, r.version, r.at, r.type, r.event_id AS eventId, r.subject, r.body, r.commitments,
  r.prev_hash AS prevHash, r.checks, r.hash`;
const EVERYTHING = `SELECT ${RECORD}, i.contact_id AS contactId, i.number_id AS numberId, i.inputs
  FROM ledger_records r LEFT JOIN ledger_inputs i ON i.position = r.position ORDER BY r.position`;
const STRAYS = 'SELECT position FROM ledger_inputs WHERE position NOT IN (SELECT position FROM ledger_records)';
const OF_NUMBERS = `SELECT ${RECORD}, i.inputs FROM ledger_inputs i JOIN ledger_records r ON r.position = i.position
  WHERE i.position IN (${POSITIONS_OF}) ORDER BY r.position`;
const OF_SUBJECT = `SELECT ${RECORD}, i.inputs FROM ledger_records r LEFT JOIN ledger_inputs i ON i.position = r.position
  WHERE r.subject = ? ORDER BY r.position`;

/** @throws StorageError when the file cannot be opened, or has no ledger */
export function openLedgerFile(path: string): LedgerFile {
  const db = opened(path);
  const guarded =
    <A extends unknown[], R>(read: (...args: A) => R) =>
    (...args: A): R => {
      try {
        return read(...args);
      } catch (error) {
        throw toStorageError(error, path);
      }
    };
  return {
    verify: guarded((keptHeads: readonly string[]) => verify(db, keptHeads)),
    aboutCall: guarded((attemptId: string) => aboutCall(db, attemptId)),
    aboutNumbers: guarded((numberIds: readonly string[]) => ofNumbers(db, numberIds)),
    ruleset: guarded((hash: string) =>
      db.prepare<[string], string>('SELECT body FROM ledger_rulesets WHERE hash = ?').pluck().get(hash),
    ),
    numberIdsOf: guarded((e164: string) =>
      db.prepare<[string], string>('SELECT number_id FROM numbers WHERE e164 = ?').pluck().all(e164),
    ),
    numberIdsOfContact: guarded((contactId: string) => numberIdsOfContact(db, contactId)),
    campaignNames: guarded(() => campaignNames(db)),
    close: () => {
      db.close();
    },
  };
}

function opened(path: string): Connection {
  let db: Connection | undefined;
  try {
    db = openForReading(path);
    const there = db.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'ledger_records'").pluck().get();
    if (there === 1) return db;
  } catch (error) {
    db?.close();
    throw toStorageError(error, path);
  }
  db.close();
  throw new StorageError(
    'not-found',
    `${path}: it has no ledger yet. Start this Foyer on it once, or name another file.`,
  );
}

function verify(db: Connection, keptHeads: readonly string[]): LedgerReport {
  const verifier = new LedgerVerifier(keptHeads);
  // One read transaction: the ledger as it stands at one instant, while Foyer writes on.
  db.exec('BEGIN');
  try {
    for (const row of rowsOf(db, 'SELECT hash, body FROM ledger_rulesets')) verifier.ruleset(row['hash'], row['body']);
    for (const row of rowsOf(db, EVERYTHING)) verifier.record(row as StoredRecord);
    for (const row of rowsOf(db, STRAYS)) verifier.strayInputs(row['position'], 'inputs.position');
    for (const row of rowsOf(db, UNFINDABLE)) verifier.strayInputs(row['position'], 'inputs.people');
    return verifier.end(rowsOf(db, 'SELECT chain, seq, hash FROM ledger_heads') as Iterable<StoredHead>);
  } catch (error) {
    const known = toStorageError(error, db.name);
    if (known.code !== 'corrupt') throw known;
    verifier.unreadable(known.message);
    return verifier.end([]);
  } finally {
    if (db.inTransaction) db.exec('ROLLBACK');
  }
}

interface StoredHead {
  readonly chain: unknown;
  readonly seq: unknown;
  readonly hash: unknown;
}

/** One row at a time: a ledger of years does not fit in memory. */
function rowsOf(db: Connection, sql: string): Iterable<Readonly<Record<string, unknown>>> {
  return db.prepare<[], Readonly<Record<string, unknown>>>(sql).iterate();
}

function ofNumbers(db: Connection, numberIds: readonly string[]): LedgerRow[] {
  return db.prepare<[object], LedgerRow>(OF_NUMBERS).all({ numberIds: JSON.stringify(numberIds) });
}

function aboutCall(db: Connection, attemptId: string): readonly LedgerRow[] {
  const contact = db.prepare<[string], string>('SELECT contact_id FROM attempts WHERE attempt_id = ?').pluck();
  const contactId = contact.get(attemptId);
  const ofContact = contactId === undefined ? [] : ofNumbers(db, numberIdsOfContact(db, contactId));
  const own = ofContact.filter(({ subject }) => subject === attemptId);
  // Erased, or never dialed: only the records themselves can be looked through, from end to end.
  const [first] = own;
  if (first === undefined) return db.prepare<[string], LedgerRow>(OF_SUBJECT).all(attemptId);
  const before = ofContact.filter(({ position }) => position < first.position);
  const lastCall = before.findLastIndex(({ type }) => type === 'permit');
  return [...before.slice(lastCall + 1).filter(({ type }) => type === 'refusal'), ...own];
}

function numberIdsOfContact(db: Connection, contactId: string): string[] {
  const sql = 'SELECT number_id FROM numbers WHERE donor_id = (SELECT donor_id FROM contacts WHERE contact_id = ?)';
  return db.prepare<[string], string>(sql).pluck().all(contactId);
}

function campaignNames(db: Connection): ReadonlyMap<string, string> {
  const rows = db.prepare<[], { readonly campaignId: string; readonly settings: string }>(
    'SELECT campaign_id AS campaignId, settings FROM campaigns',
  );
  return new Map(
    rows
      .all()
      .map(({ campaignId, settings }) => [campaignId, (JSON.parse(settings) as { readonly name: string }).name]),
  );
}
