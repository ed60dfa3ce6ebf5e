import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { commit, commitment, isWiped, parseCommitments, parseObject, parseOpenInputs } from './commitment.ts';
import { checkedFields, damagedFields, hashOf, malformedField, NO_HASH, sealRecord } from './record.ts';
import { rulesetOf } from './ruleset.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const draft = {
  position: 12,
  chain: 'client',
  seq: 3,
  version: 1,
  at: 1_795_000_000_000,
  type: 'permit',
  eventId: 'e1',
  subject: 's1',
  body: '{}',
  commitments: '{}',
};

describe('a record', () => {
  test('is sealed in a way that anyone can repeat', () => {
    const record = sealRecord(draft, NO_HASH);
    const fields = [...Object.values(draft), '0'.repeat(64)];
    const checks = fields.map((field) => crc32(String(field)).toString(16).padStart(8, '0')).join('');
    expect(record).toMatchObject({ ...draft, prevHash: '0'.repeat(64), checks });
    expect(record.hash).toBe(sha256(JSON.stringify(['foyer-ledger-record', ...fields, checks])));
    expect(checkedFields).toEqual([...Object.keys(draft), 'prevHash']);
  });

  test('tells which of its fields are damaged', () => {
    const record = sealRecord(draft, NO_HASH);
    expect(damagedFields(record)).toEqual([]);
    for (const field of checkedFields) {
      const value = typeof record[field] === 'number' ? 99 : 'x';
      const changed = { ...record, [field]: value };
      expect(damagedFields(changed)).toEqual([field]);
      expect(hashOf(changed)).not.toBe(record.hash);
    }
    expect(damagedFields({ ...record, at: 1, body: 'x' })).toEqual(['at', 'body']);
    expect(hashOf({ ...record, checks: 'x' })).not.toBe(record.hash);
  });

  test('has fields of the right kind', () => {
    const record = { ...sealRecord(draft, NO_HASH) };
    expect(malformedField(record)).toBeUndefined();
    for (const field of [...checkedFields, 'checks', 'hash']) {
      const numeric = ['position', 'seq', 'version', 'at'].includes(field);
      const wrong = numeric ? ['1', 1.5, null, Number.NaN] : [1, null, undefined];
      for (const value of wrong) expect(malformedField({ ...record, [field]: value })).toBe(field);
    }
  });
});

describe('a commitment', () => {
  const SALT = 'a1'.repeat(16);

  test('is over label, salt and input', () => {
    const input = { contactId: 'c1', b: 1, a: 2 };
    const text = '{"a":2,"b":1,"contactId":"c1"}';
    const digest = sha256(`foyer-ledger-input-1:contact:${SALT}:${text}`);
    expect(commit({ contact: input }, () => SALT)).toEqual({
      open: { contact: [SALT, text] },
      commitments: { contact: digest },
    });
    expect(commitment('contact', SALT, text)).toBe(digest);
  });

  test('has a salt of its own for each input, and none for an input that is not there', () => {
    const salts = ['1', '2', '3'];
    const { open, commitments } = commit({ number: {}, contact: {} }, () => salts.shift() ?? '');
    expect(open).toEqual({ contact: ['1', '{}'], number: ['2', '{}'] });
    expect(Object.keys(commitments)).toEqual(['contact', 'number']);
  });

  test('is read back in its own form alone', () => {
    const good = { contact: [SALT, '{}'] };
    expect(parseOpenInputs(JSON.stringify(good))).toEqual(good);
    expect(parseOpenInputs('{}')).toEqual({});
    for (const bad of [
      { person: [SALT, '{}'] },
      { contact: SALT },
      { contact: { 0: SALT, 1: '{}', length: 2 } },
      { contact: [SALT] },
      { contact: [SALT, '{}', ''] },
      { contact: [1, '{}'] },
      { contact: [SALT, 1] },
      { contact: [`${SALT}a`, '{}'] },
      { contact: [`a${SALT}`, '{}'] },
      { contact: [SALT.toUpperCase(), '{}'] },
      { ...good, number: [] },
      [good],
    ])
      expect(parseOpenInputs(JSON.stringify(bad))).toBeUndefined();
    expect(parseOpenInputs('{')).toBeUndefined();
  });

  test('stands in a record under the labels there are', () => {
    expect(parseCommitments('{"contact":"a","facts":"b"}')).toEqual({ contact: 'a', facts: 'b' });
    for (const bad of ['{"person":"a"}', '{"contact":1}', '{"contact":"a","number":null}', '[]', 'x'])
      expect(parseCommitments(bad)).toBeUndefined();
  });

  test('is of an object, and of nothing else', () => {
    expect(parseObject('{"a":1}')).toEqual({ a: 1 });
    for (const other of ['[]', 'null', '1', '"a"', '{', '']) expect(parseObject(other)).toBeUndefined();
  });

  test('has inputs wiped where nothing but zeros is left', () => {
    expect([isWiped('0'), isWiped('0000')]).toEqual([true, true]);
    for (const other of ['', '10', '01', '{}', '0 0']) expect(isWiped(other)).toBe(false);
  });
});

test('rules that were asked together are named by what they are, and nothing else about them', () => {
  const asked = { id: 'R1', strength: 'law', title: 'Hours' };
  const body = '{"rules":[{"id":"R1","strength":"law"},{"id":"R2","strength":null}],"rulesVersion":"v1"}';
  const ruleset = rulesetOf('v1', [asked, { id: 'R2', strength: null }]);
  expect(ruleset).toEqual({ body, hash: sha256(`foyer-ledger-ruleset-1:${body}`) });
});

test('a value is written the same way however deep its keys are out of order', () => {
  expect(canonicalJson([{ b: 1, a: [{ d: 1, c: 2 }] }])).toBe('[{"a":[{"c":2,"d":1}],"b":1}]');
  expect(canonicalJson({ a: 1, b: { d: 1, c: undefined, a: 2 } })).toBe('{"a":1,"b":{"a":2,"d":1}}');
  expect(canonicalJson({ a: [1, 2], b: null, c: false })).toBe('{"a":[1,2],"b":null,"c":false}');
  expect(canonicalJson('\u007f\u0080é')).toBe('"\\u007f\\u0080\\u00e9"');
  expect(canonicalJson('~')).toBe('"~"');
  expect(() => canonicalJson({ a: [{ b: Number.NEGATIVE_INFINITY }] })).toThrow('-Infinity has no canonical form');
});
