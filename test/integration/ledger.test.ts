import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LedgerRecord, type LedgerReport, sealRecord } from '../../src/compliance/ledger/index.ts';
import { type LedgerFile, openLedgerFile, openSqliteStore } from '../../src/storage/sqlite/index.ts';
import { temporaryFolder } from '../contract/store-sqlite-folder.ts';
import { CLIENT, OTHER_CLIENT, storeParts } from '../contract/store-world.ts';
import { ledgerWorld } from './ledger-world.ts';

const ROUNDS = 12;
/** The first donor is erased after having been called once. */
const ERASED_AFTER = 6;
const ERASED = 4;
/** A genesis record and a campaign of each and, of the first client, two settings and an erasure. */
const RECORDS = 2 + 2 + 2 + 1 + ROUNDS * (4 + 2);

/** Every stored field of the ledger: table, column, the field that a finding names, and whether it is a number. */
const fields = [
  ...['position', 'seq', 'version', 'at'].map((column) => ['ledger_records', column, column, true] as const),
  ...['chain', 'type', 'subject', 'body', 'commitments', 'checks', 'hash'].map(
    (column) => ['ledger_records', column, column, false] as const,
  ),
  ['ledger_records', 'event_id', 'eventId', false],
  ['ledger_records', 'prev_hash', 'prevHash', false],
  ['ledger_inputs', 'position', 'inputs.position', true],
  ['ledger_inputs', 'contact_id', 'inputs.contactId', false],
  ['ledger_inputs', 'number_id', 'inputs.numberId', false],
  ['ledger_inputs', 'inputs', 'inputs', false],
  ['ledger_rulesets', 'hash', 'ruleset', false],
  ['ledger_rulesets', 'body', 'ruleset', false],
  ['ledger_heads', 'chain', '', false],
  ['ledger_heads', 'seq', '', true],
  ['ledger_heads', 'hash', 'head', false],
] as const;

const tables = ['ledger_records', 'ledger_inputs', 'ledger_rulesets', 'ledger_heads', 'ledger_people'] as const;

let place: ReturnType<typeof temporaryFolder>;
let db: Database.Database;
let ledger: LedgerFile;
let sound: LedgerReport;

beforeAll(async () => {
  place = temporaryFolder();
  const store = await openSqliteStore({ path: place.path, ...storeParts(), readers: 1 });
  const { known, round } = await ledgerWorld(store);
  for (let i = 0; i < ROUNDS; i++) {
    if (i === ERASED_AFTER) await store.eraseLedgerInputs({ contactIds: [known[0]?.contactId ?? ''] });
    await store.append(round(i));
  }
  await store.close();
  db = new Database(place.path);
  db.pragma('journal_mode = DELETE');
  db.pragma('synchronous = OFF');
  ledger = openLedgerFile(place.path);
  for (const table of tables) db.exec(`CREATE TEMP TABLE kept_${table} AS SELECT * FROM ${table}`);
  sound = ledger.verify([]);
});
afterAll(() => {
  ledger.close();
  db.close();
  place.remove();
});

/** Looks at the ledger after a change, and takes the change back; undefined when the database itself refuses it. */
function attacked(change: () => void, keptHeads: readonly string[] = []): LedgerReport | undefined {
  try {
    change();
    return ledger.verify(keptHeads);
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return undefined;
    throw error;
  } finally {
    for (const table of tables) db.exec(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM temp.kept_${table}`);
  }
}

function recordsOf(chain: string): LedgerRecord[] {
  const sql = `SELECT position, chain, seq, version, at, type, event_id AS eventId, subject, body, commitments,
    prev_hash AS prevHash, checks, hash FROM ledger_records WHERE chain = ? ORDER BY seq`;
  return db.prepare<[string], LedgerRecord>(sql).all(chain);
}

function write(record: LedgerRecord): void {
  db.prepare(
    `UPDATE ledger_records SET at = @at, type = @type, subject = @subject, body = @body, prev_hash = @prevHash,
      checks = @checks, hash = @hash WHERE position = @position`,
  ).run(record);
}

test('a sound ledger is found sound, and tells its heads', () => {
  expect(sound).toMatchObject({ ok: true, records: RECORDS, erased: ERASED, problems: [] });
  expect(sound.heads.map(({ chain }) => chain)).toEqual([CLIENT, OTHER_CLIENT]);
  expect(ledger.verify(sound.heads.map(({ hash }) => hash)).ok).toBe(true);
  const types = recordsOf(CLIENT).map(({ type }) => type);
  expect(types.slice(0, 8)).toEqual([
    'genesis',
    'setting',
    'setting',
    'setting',
    'refusal',
    'permit',
    'abandoned',
    'message',
  ]);
  expect(
    recordsOf(OTHER_CLIENT)
      .map(({ type }) => type)
      .slice(0, 3),
  ).toEqual(['genesis', 'setting', 'permit']);
});

test('no record says in clear who was called', () => {
  const text = JSON.stringify([...recordsOf(CLIENT), ...recordsOf(OTHER_CLIENT)]);
  const people = db.prepare('SELECT contact_id FROM contacts UNION SELECT number_id FROM numbers').pluck().all();
  for (const secret of ['+331990001', 'vian', ...(people as string[])]) expect(text).not.toContain(secret);
});

describe('one flipped bit', () => {
  test('in any stored field of any record is found and named', () => {
    const named = new Set<string>();
    const flips = fc.property(fc.constantFrom(...fields), fc.nat(), fc.nat(), (field, pick, bit) => {
      const [table, column, name, numeric] = field;
      const rows = db.prepare(`SELECT rowid AS row, * FROM ${table} WHERE ${column} <> ''`).all();
      const row = rows[pick % rows.length] as Record<string, number | string> & { readonly row: number };
      const report = attacked(() => {
        const value = numeric ? flippedNumber(Number(row[column]), bit) : flippedText(String(row[column]), bit);
        const as = numeric ? '?' : 'CAST(? AS TEXT)';
        db.prepare(`UPDATE ${table} SET ${column} = ${as} WHERE rowid = ?`).run(value, row.row);
      });
      fc.pre(report !== undefined);
      expect(report.ok).toBe(false);
      const said = report.problems.filter((problem) => problem.field?.startsWith(name) === true || name === '');
      expect(said).not.toEqual([]);
      named.add(`${table}.${column}`);
      if (table !== 'ledger_records') return;
      const { chain, seq, position } = row;
      if (column === 'chain') expect(said).toContainEqual(expect.objectContaining({ seq, position }));
      else if (column === 'seq') expect(said).toContainEqual(expect.objectContaining({ chain, position }));
      else if (column === 'position') expect(said).toContainEqual(expect.objectContaining({ chain, seq }));
      else expect(report.problems[0]).toEqual({ kind: 'altered', chain, seq, position, field: name });
    });
    fc.assert(flips, { numRuns: 160, seed: 4 });
    expect([...named].sort()).toEqual(fields.map(([table, column]) => `${table}.${column}`).sort());
  });

  test('in any byte of its pages on the disk is found, or changes nothing that can be read', () => {
    const bytes = readFileSync(place.path);
    const size = db.pragma('page_size', { simple: true }) as number;
    const pages = db
      .prepare(`SELECT pageno FROM dbstat WHERE name IN (${tables.map((name) => `'${name}'`).join()})`)
      .pluck()
      .all() as number[];
    const copy = join(place.folder, 'flipped.db');
    let found = 0;
    const flips = fc.property(
      fc.constantFrom(...pages),
      fc.nat({ max: size - 1 }),
      fc.nat({ max: 7 }),
      (page, at, bit) => {
        const flipped = Buffer.from(bytes);
        const offset = (page - 1) * size + at;
        flipped.writeUInt8(flipped.readUInt8(offset) ^ (1 << bit), offset);
        writeFileSync(copy, flipped);
        const file = openLedgerFile(copy);
        try {
          const report = file.verify([]);
          if (report.ok) expect(report).toEqual(sound);
          else found++;
        } finally {
          file.close();
        }
      },
    );
    fc.assert(flips, { numRuns: 100, seed: 5 });
    expect(found).toBeGreaterThan(50);
  });
});

describe('records that are', () => {
  const chains = fc.constantFrom(CLIENT, OTHER_CLIENT);

  test('deleted are missed by chain and place, at the end as well', () => {
    const deletions = fc.property(chains, fc.nat(), (chain, pick) => {
      const records = recordsOf(chain);
      const { seq, position } = records[pick % records.length] as LedgerRecord;
      const report = attacked(() => db.prepare('DELETE FROM ledger_records WHERE position = ?').run(position));
      const kind = seq === records.length - 1 ? 'truncated' : 'missing';
      expect(report?.problems).toContainEqual(expect.objectContaining({ kind, chain, seq }));
    });
    fc.assert(deletions, { numRuns: 25, seed: 6 });
  });

  test('exchanged are found', () => {
    const exchanges = fc.property(chains, fc.nat(), fc.nat(), (chain, a, b) => {
      const records = recordsOf(chain);
      const [one, other] = [records[a % records.length], records[b % records.length]] as [LedgerRecord, LedgerRecord];
      fc.pre(one.position !== other.position);
      const report = attacked(() => {
        const move = db.prepare('UPDATE ledger_records SET position = ? WHERE position = ?');
        move.run(-1, one.position);
        move.run(one.position, other.position);
        move.run(other.position, -1);
      });
      const first = one.position < other.position ? one : other;
      expect(report?.problems[0]).toMatchObject({ kind: 'altered', field: 'position' });
      expect(report?.problems[0]?.position).toBe(first.position);
    });
    fc.assert(exchanges, { numRuns: 25, seed: 7 });
  });

  test('inserted are found, even well made ones', () => {
    const records = recordsOf(CLIENT);
    const last = records.at(-1) as LedgerRecord;
    const forged = sealRecord({ ...last, position: RECORDS + 1 }, last.prevHash);
    const report = attacked(() => {
      db.prepare(
        `INSERT INTO ledger_records VALUES (@position, @chain, @seq, @version, @at, @type, @eventId, @subject, @body,
          @commitments, @prevHash, @checks, @hash)`,
      ).run(forged);
    });
    expect(report?.problems[0]).toMatchObject({ kind: 'out-of-order', chain: CLIENT, seq: last.seq });
  });

  test('rewritten with a new hash are given away by the next one', () => {
    const rewrites = fc.property(chains, fc.nat(), (chain, pick) => {
      const records = recordsOf(chain);
      const record = records[pick % (records.length - 1)] as LedgerRecord;
      const report = attacked(() => write(sealRecord({ ...record, at: record.at + 1 }, record.prevHash)));
      expect(report?.problems[0]).toMatchObject({ kind: 'replaced', chain, seq: record.seq + 1, field: 'prevHash' });
    });
    fc.assert(rewrites, { numRuns: 25, seed: 8 });
  });

  test('rewritten to the very end, or cut off with the head put back, are found with a head that was kept', () => {
    const kept = sound.heads.map(({ hash }) => hash);
    const records = recordsOf(OTHER_CLIENT);
    const setHead = db.prepare('UPDATE ledger_heads SET seq = ?, hash = ? WHERE chain = ?');
    const rewrite = (): void => {
      let prevHash = records[3]?.hash ?? '';
      for (const record of records.slice(4)) {
        const forged = sealRecord({ ...record, at: record.at + 1 }, prevHash);
        write(forged);
        prevHash = forged.hash;
      }
      setHead.run(records.length - 1, prevHash, OTHER_CLIENT);
    };
    expect(attacked(rewrite)?.ok).toBe(true);
    expect(attacked(rewrite, kept)?.problems).toMatchObject([{ kind: 'head-unknown', field: records.at(-1)?.hash }]);
    const cut = (): void => {
      const { position } = records.at(-1) as LedgerRecord;
      const { seq, hash } = records.at(-2) as LedgerRecord;
      for (const table of ['ledger_records', 'ledger_inputs'])
        db.prepare(`DELETE FROM ${table} WHERE position >= ?`).run(position);
      setHead.run(seq, hash, OTHER_CLIENT);
    };
    expect(attacked(cut)?.ok).toBe(true);
    expect(attacked(cut, kept)?.problems).toMatchObject([{ kind: 'head-unknown', field: records.at(-1)?.hash }]);
  });

  test('a whole chain that is gone is missed', () => {
    const gone = attacked(() => db.prepare('DELETE FROM ledger_records WHERE chain = ?').run(OTHER_CLIENT));
    expect(gone?.problems).toContainEqual(expect.objectContaining({ kind: 'truncated', chain: OTHER_CLIENT, seq: 0 }));
  });

  test('robbed of their clear inputs outside an erasure are missed', () => {
    const robbed = attacked(() => db.prepare('DELETE FROM ledger_inputs WHERE position = 13').run());
    expect(robbed?.problems).toMatchObject([{ kind: 'inputs-missing', chain: CLIENT, seq: 8 }]);
    const wiped = attacked(() =>
      db.exec("UPDATE ledger_inputs SET inputs = '000', contact_id = '0', number_id = '0' WHERE position = 13"),
    );
    expect(wiped?.problems).toMatchObject([{ kind: 'inputs-missing', chain: CLIENT }]);
    const hidden = attacked(() => db.exec('DELETE FROM ledger_people WHERE position = 13'));
    expect(hidden?.problems).toMatchObject([{ kind: 'input-altered', position: 13, field: 'inputs.people' }]);
  });
});

/** As the disk would have it: a bit of the stored integer. */
function flippedNumber(value: number, bit: number): bigint {
  return BigInt.asIntN(64, BigInt(value) ^ (1n << BigInt(bit % 63)));
}

/** As the disk would have it: a bit of the stored UTF-8. */
function flippedText(value: string, bit: number): Buffer {
  const bytes = Buffer.from(value, 'utf8');
  const at = Math.floor(bit / 8) % bytes.length;
  bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << (bit % 8)), at);
  return bytes;
}
