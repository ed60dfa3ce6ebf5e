import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { commit } from './commitment.ts';
import { type LedgerRecord, NO_HASH, type RecordDraft, sealRecord } from './record.ts';
import { rulesetOf } from './ruleset.ts';
import { type LedgerReport, LedgerVerifier, PROBLEMS_MAXIMUM, type StoredRecord } from './verify.ts';

const SALT = '0123456789abcdef0123456789abcdef';
const rules = rulesetOf('v1', [{ id: 'R', strength: 'law' }]);
const person = commit({ contact: { contactId: 'c1' }, number: { numberId: 'n1', e164: '+33199000001' } }, () => SALT);
const NOBODY = { contactId: null, numberId: null, inputs: null };
const SOMEBODY = { contactId: 'c1', numberId: 'n1', inputs: JSON.stringify(person.open) };
const WIPED = { contactId: '00', numberId: '00', inputs: '0000' };

interface Written {
  readonly chain: string;
  readonly type?: string;
  readonly body?: Readonly<Record<string, string | number>>;
  readonly inputs?: typeof NOBODY | typeof SOMEBODY;
  /** Other than what the body and the inputs say. */
  readonly fields?: Partial<RecordDraft>;
}

/** A ledger as it is written, one record after the other, each sealed onto its chain. */
function ledger(...written: readonly Written[]): StoredRecord[] {
  const last = new Map<string, LedgerRecord>();
  return written.map(({ chain, type = 'permit', body = { ruleset: rules.hash }, inputs = NOBODY, fields }, i) => {
    const before = last.get(chain);
    const draft = { position: i + 1, chain, seq: before === undefined ? 0 : before.seq + 1, version: 1, at: 1_000 + i };
    const rest = { type, eventId: `e${i}`, subject: `s${i}`, body: canonicalJson(body) };
    const commitments = inputs === NOBODY ? '{}' : canonicalJson(person.commitments);
    const record = sealRecord({ ...draft, ...rest, commitments, ...fields }, before?.hash ?? NO_HASH);
    last.set(chain, record);
    return { ...record, ...inputs };
  });
}

interface Look {
  readonly keptHeads?: readonly string[];
  readonly heads?: (heads: StoredRecord[]) => readonly { chain: unknown; seq: unknown; hash: unknown }[];
  readonly also?: (verifier: LedgerVerifier) => void;
}

function look(rows: readonly StoredRecord[], { keptHeads, heads = (all) => asHeads(all), also }: Look = {}) {
  const verifier = keptHeads === undefined ? new LedgerVerifier() : new LedgerVerifier(keptHeads);
  verifier.ruleset(rules.hash, rules.body);
  for (const row of rows) verifier.record(row);
  also?.(verifier);
  const last = new Map(rows.map((row) => [row['chain'], row]));
  return verifier.end(heads([...last.values()]));
}
const asHeads = (rows: readonly StoredRecord[]) =>
  rows.map((row) => ({ chain: row['chain'], seq: row['seq'], hash: row['hash'] }));
const told = ({ problems }: LedgerReport) =>
  problems.map(({ kind, chain, seq, position, field }) => [kind, chain, seq, position, field]);

const erasure = (chain: string, records: number): Written => ({ chain, type: 'erasure', body: { records } });
const three = () =>
  ledger(
    { chain: 'b', type: 'genesis', body: {} },
    { chain: 'a', type: 'genesis', body: {} },
    { chain: 'b', inputs: SOMEBODY },
    { chain: 'a', inputs: SOMEBODY },
    { chain: 'b' },
  );
const changed = (rows: readonly StoredRecord[], index: number, change: Readonly<Record<string, unknown>>) =>
  rows.map((row, i) => (i === index ? { ...row, ...change } : row));
const without = (rows: readonly StoredRecord[], ...gone: readonly number[]) => rows.filter((_, i) => !gone.includes(i));
/** Written anew from there by someone who knows how records are sealed. */
function resealed(rows: readonly StoredRecord[], index: number, change: Partial<LedgerRecord>): StoredRecord[] {
  return rows.map((row, i) => {
    const { contactId, numberId, inputs, ...record } = row;
    if (i !== index) return row;
    const { prevHash, checks: _checks, hash: _hash, ...draft } = { ...(record as unknown as LedgerRecord), ...change };
    return { ...sealRecord(draft, prevHash), contactId, numberId, inputs };
  });
}

describe('a sound ledger', () => {
  test('has its heads told by chain, and its records counted', () => {
    const rows = three();
    expect(look(rows)).toEqual({
      ok: true,
      records: 5,
      erased: 0,
      heads: [
        { chain: 'a', seq: 1, hash: rows[3]?.['hash'] },
        { chain: 'b', seq: 2, hash: rows[4]?.['hash'] },
      ],
      problems: [],
      problemCount: 0,
    });
    const chains = ['c', 'a', 'd', 'b'].map((chain) => ({ chain }));
    expect(look(ledger(...chains)).heads.map(({ chain }) => chain)).toEqual(['a', 'b', 'c', 'd']);
    expect(look([])).toMatchObject({ ok: true, records: 0, heads: [] });
  });

  test('may have inputs erased, as many as the erasures on record say', () => {
    const rows = ledger({ chain: 'a', inputs: SOMEBODY }, { chain: 'a', inputs: SOMEBODY }, erasure('a', 2));
    const wiped = changed(changed(rows, 0, WIPED), 1, { ...WIPED, contactId: null, numberId: null });
    expect(look(wiped)).toMatchObject({ ok: true, erased: 2 });
    expect(told(look(changed(wiped, 0, SOMEBODY)))).toEqual([['inputs-missing', 'a', null, null, 'inputs']]);
    expect(told(look(without(wiped, 2)))).toEqual([['inputs-missing', 'a', null, null, 'inputs']]);
    const twice = ledger(
      { chain: 'a', inputs: SOMEBODY },
      { chain: 'a', inputs: SOMEBODY },
      erasure('a', 1),
      erasure('a', 1),
    );
    expect(look(changed(changed(twice, 0, WIPED), 1, WIPED)).ok).toBe(true);
    // Only an erasure explains what is gone.
    const other = ledger({ chain: 'a', inputs: SOMEBODY }, { chain: 'a', type: 'setting', body: { records: 1 } });
    expect(look(changed(other, 0, WIPED)).ok).toBe(false);
  });

  test('holds every head that was kept elsewhere', () => {
    const rows = three();
    const kept = rows.map((row) => String(row['hash']));
    expect(look(rows, { keptHeads: kept }).ok).toBe(true);
    expect(told(look(rows, { keptHeads: [...kept, 'ff'] }))).toEqual([['head-unknown', '', null, null, 'ff']]);
  });
});

describe('a changed record', () => {
  test.each([
    ['subject', 'other'],
    ['body', '{}'],
    ['at', 5],
    ['version', 2],
    ['type', 'refusal'],
    ['eventId', 'e9'],
    ['commitments', '{"contact":"00"}'],
    ['prevHash', 'f'.repeat(64)],
    ['checks', '0'.repeat(88)],
    ['hash', 'f'.repeat(64)],
  ])('is named with its field: %s', (field, value) => {
    const rows = three();
    expect(told(look(changed(rows, 2, { [field]: value })))).toEqual([['altered', 'b', 1, 3, field]]);
  });

  test.each([
    ['chain', 'c'],
    ['seq', 7],
    ['seq', 0],
    ['position', 4],
  ])('is named where it is its place that changed: %s', (field, value) => {
    const report = look(changed(three(), 2, { [field]: value }), { heads: () => asHeads(three().slice(3)) });
    const place = { chain: 'b', seq: 1, position: 3, [field]: value };
    expect(told(report)[0]).toEqual(['altered', place.chain, place.seq, place.position, field]);
  });

  test('whose place is damaged moves no chain', () => {
    const rows = three();
    const report = look(changed(rows, 2, { chain: 'c' }), { heads: () => asHeads(rows.slice(3)) });
    expect(told(report)).toEqual([
      ['altered', 'c', 1, 3, 'chain'],
      ['missing', 'c', 0, null, null],
      ['missing', 'b', 1, null, null],
    ]);
    expect(report.heads.map(({ chain }) => chain)).toEqual(['a', 'b']);
    expect(told(look(changed(rows, 2, { seq: 9 })))).toEqual([
      ['altered', 'b', 9, 3, 'seq'],
      ['missing', 'b', 1, null, null],
      ['missing', 'b', 1, null, null],
    ]);
    expect(told(look(changed(rows, 2, { seq: 0 })))).toEqual([
      ['altered', 'b', 0, 3, 'seq'],
      ['missing', 'b', 1, null, null],
    ]);
  });

  test.each([
    ['seq', null, ['altered', 'b', null, 3, 'seq']],
    ['position', 'x', ['altered', 'b', 1, null, 'position']],
    ['hash', 7, ['altered', 'b', 1, 3, 'hash']],
    ['chain', null, ['altered', 'null', 1, 3, 'chain']],
  ])('is named when its %s is not even of the right kind', (field, value, expected) => {
    const report = look(changed(three(), 2, { [field]: value }));
    expect(told(report)[0]).toEqual(expected);
    expect(report.records).toBe(5);
  });

  test('whose body is no object says nothing about rules or erasures', () => {
    expect(look(ledger({ chain: 'a', fields: { body: '[]' } })).ok).toBe(true);
    expect(look(ledger({ chain: 'a', type: 'erasure', body: { records: 'all' } })).ok).toBe(true);
  });

  test('that was sealed again does not continue its chain', () => {
    const rows = three();
    expect(told(look(resealed(rows, 2, { subject: 'other' })))).toEqual([['replaced', 'b', 2, 5, 'prevHash']]);
    expect(told(look(resealed(rows, 2, { prevHash: NO_HASH })))).toEqual([
      ['replaced', 'b', 1, 3, 'prevHash'],
      ['replaced', 'b', 2, 5, 'prevHash'],
    ]);
  });

  test('that names rules nobody has on record is altered', () => {
    const rows = ledger({ chain: 'a', body: { ruleset: 'ff' } }, { chain: 'a', body: { mode: 'manual' } });
    expect(told(look(rows))).toEqual([['altered', 'a', 0, 1, 'ruleset']]);
    const verifier = new LedgerVerifier();
    for (const [hash, body] of [
      [rules.hash, `${rules.body} `],
      [rules.hash, null],
      [7, rules.body],
    ])
      verifier.ruleset(hash, body);
    verifier.record(ledger({ chain: 'a' })[0] ?? SOMEBODY);
    expect(told(verifier.end([]))[0]).toEqual(['altered', 'a', 0, 1, 'ruleset']);
  });
});

describe('records that are gone or moved', () => {
  test('are told from the first one that is missing', () => {
    const rows = three();
    expect(told(look(without(rows, 2)))).toEqual([['missing', 'b', 1, null, null]]);
    expect(told(look(without(rows, 0)))).toEqual([['missing', 'b', 0, null, null]]);
    expect(told(look(without(rows, 4), { heads: () => asHeads(rows.slice(3)) }))).toEqual([
      ['truncated', 'b', 2, null, null],
    ]);
    expect(told(look(without(rows, 1, 3), { heads: () => asHeads(rows.slice(3)) }))).toEqual([
      ['truncated', 'a', 0, null, null],
    ]);
  });

  test('are missed by their positions where no chain misses them', () => {
    const rows = three();
    expect(told(look(without(rows, 1, 3)))).toEqual([['missing', '', null, null, 'position']]);
    expect(told(look(ledger({ chain: 'a', fields: { position: 2 } })))).toEqual([
      ['missing', '', null, null, 'position'],
    ]);
    expect(look(ledger({ chain: 'a', fields: { position: 1 } })).ok).toBe(true);
  });

  test('are told where they stand when they are out of order', () => {
    const [first, second] = ledger({ chain: 'a' }, { chain: 'a', type: 'refusal' });
    if (first === undefined || second === undefined) throw new Error('two records');
    const again = resealed([first, second, second], 2, { position: 3, seq: 0, prevHash: String(second['hash']) });
    expect(told(look(again))[0]).toEqual(['out-of-order', 'a', 0, 3, 'seq']);
  });

  test('are not as the head says', () => {
    const rows = three();
    const [a, b] = asHeads(rows.slice(3));
    for (const wrong of [
      { ...a, hash: 'ff' },
      { ...a, seq: 0 },
      { ...a, seq: '1' },
    ])
      expect(told(look(rows, { heads: () => [wrong as typeof a & object, b as typeof a & object] }))).toEqual([
        ['altered', 'a', 1, null, 'head'],
      ]);
    expect(told(look(rows, { heads: () => asHeads(rows.slice(4)) }))).toEqual([['altered', 'a', 1, null, 'head']]);
  });

  test('cannot be told behind a page that cannot be read', () => {
    const report = look(three().slice(0, 3), { also: (verifier) => verifier.unreadable('malformed'), heads: () => [] });
    expect(told(report)).toEqual([['unreadable', '', null, 4, 'malformed']]);
    expect(report).toMatchObject({ ok: false, records: 3 });
  });
});

describe('clear inputs', () => {
  const one = (change: Readonly<Record<string, unknown>>) =>
    told(look(changed(ledger({ chain: 'a', inputs: SOMEBODY }), 0, change)))[0];
  const open = (change: Readonly<Record<string, unknown>>) => JSON.stringify({ ...person.open, ...change });
  const other = commit({ number: { numberId: 'n1', e164: '+33199000002' } }, () => SALT);

  test.each([
    ['another number', { inputs: open({ number: other.open.number }) }, 'inputs.number'],
    ['another salt', { inputs: open({ contact: ['f'.repeat(32), '{"contactId":"c1"}'] }) }, 'inputs.contact'],
    ['one gone', { inputs: open({ number: undefined }) }, 'inputs.number'],
    ['one more', { inputs: open({ facts: [SALT, '{}'] }) }, 'inputs.facts'],
    ['no form', { inputs: '[]' }, 'inputs'],
    ['no text', { inputs: 7 }, 'inputs'],
    ['gone', { inputs: null }, 'inputs'],
    ['filed under another contact', { contactId: 'c2' }, 'inputs.contactId'],
    ['filed under another number', { numberId: 'n2' }, 'inputs.numberId'],
    ['filed under nobody', { numberId: null }, 'inputs.numberId'],
    ['wiped, and still filed under a contact', { ...WIPED, contactId: 'c1' }, 'inputs.contactId'],
    ['wiped, and still filed under a number', { ...WIPED, numberId: 'n1' }, 'inputs.numberId'],
    ['wiped, and filed under what is no text', { ...WIPED, numberId: 7 }, 'inputs.numberId'],
  ])('%s', (_what, change, field) => {
    const kind = 'inputs' in change && change.inputs === null ? 'inputs-missing' : 'input-altered';
    expect(one(change)).toEqual([kind, 'a', 0, 1, field]);
  });

  test('that belong to no record are told with their place', () => {
    const report = look(three(), {
      also: (verifier) => {
        verifier.strayInputs(9, 'inputs.position');
        verifier.strayInputs('x', 'inputs.people');
      },
    });
    expect(told(report)).toEqual([
      ['input-altered', '', null, 9, 'inputs.position'],
      ['input-altered', '', null, null, 'inputs.people'],
    ]);
  });

  test('of a record that commits to none are too many', () => {
    const rows = ledger({ chain: 'a' });
    expect(told(look(changed(rows, 0, { inputs: SOMEBODY.inputs })))).toEqual([
      ['input-altered', 'a', 0, 1, 'inputs.contact'],
    ]);
    expect(told(look(changed(rows, 0, { inputs: '00' })))).toEqual([['input-altered', 'a', 0, 1, 'inputs']]);
  });

  test('cannot be held against commitments of another form', () => {
    const rows = ledger({ chain: 'a', fields: { commitments: '[]' } });
    expect(told(look(rows))).toEqual([['altered', 'a', 0, 1, 'commitments']]);
  });
});

test('the first problems are told, and all of them counted', () => {
  const many = ledger(...Array.from({ length: PROBLEMS_MAXIMUM + 20 }, () => ({ chain: 'a' })));
  const report = look(many.map((row) => ({ ...row, subject: 'x' })));
  expect(report).toMatchObject({ ok: false, problemCount: PROBLEMS_MAXIMUM + 20 });
  expect(report.problems).toHaveLength(PROBLEMS_MAXIMUM);
});
