import { describe, expect, test } from 'vitest';
import { canonicalJson } from './canonical.ts';
import { commit } from './commitment.ts';
import { NO_HASH, sealRecord } from './record.ts';
import { rulesetOf } from './ruleset.ts';
import { rulesetNamedBy, storyEntry } from './story.ts';

const SALT = '0123456789abcdef0123456789abcdef';
const person = commit(
  { contact: { contactId: 'c1' }, number: { e164: '+33199000001' }, history: { objected: true }, facts: { a: 1 } },
  () => SALT,
);
const rules = rulesetOf('v1', [
  { id: 'R1', strength: 'law' },
  { id: 'R2', strength: null },
]);

function record(body: string, commitments = '{}') {
  const draft = { position: 5, chain: 'client', seq: 2, version: 1, at: 1_000, type: 'permit', eventId: 'e1' };
  return sealRecord({ ...draft, subject: 'attempt', body, commitments }, NO_HASH);
}
const committed = record('{}', canonicalJson(person.commitments));
const personOf = (inputs: string | null, of = committed) => storyEntry(of, inputs, undefined).person;

describe('a record made readable', () => {
  test('says what it says, by whom it was ruled, and where it stands', () => {
    const body = { campaignId: 'k1', rulesVersion: 'v1', ruleset: rules.hash, mode: 'manual' };
    const told = record(canonicalJson(body));
    expect(rulesetNamedBy(told)).toBe(rules.hash);
    expect(storyEntry(told, null, rules.body)).toEqual({
      chain: 'client',
      seq: 2,
      position: 5,
      at: 1_000,
      type: 'permit',
      subject: 'attempt',
      hash: told.hash,
      campaignId: 'k1',
      rulesVersion: 'v1',
      rules: [
        { id: 'R1', strength: 'law' },
        { id: 'R2', strength: null },
      ],
      facts: { mode: 'manual' },
      person: { state: 'none' },
    });
  });

  test.each(['{}', '[]', 'damaged', '{"campaignId":7,"rulesVersion":7,"ruleset":7}', '{"rulesVersion":""}'])(
    'says nothing that it does not hold: %s',
    (body) => {
      const told = record(body);
      expect(rulesetNamedBy(told)).toBeUndefined();
      expect(storyEntry(told, null, undefined)).toMatchObject({
        campaignId: null,
        rulesVersion: null,
        rules: [],
        facts: {},
      });
    },
  );

  test.each(['damaged', '{}', '{"rules":"R1"}'])('has no rules in a list of another form: %s', (list) =>
    expect(storyEntry(record('{}'), null, list).rules).toEqual([]),
  );

  test('has rules whose strength is not on record', () =>
    expect(storyEntry(record('{}'), null, '{"rules":[{"id":"R1","strength":3},{}]}').rules).toEqual([
      { id: 'R1', strength: null },
      { id: 'undefined', strength: null },
    ]));
});

describe('the person behind a record', () => {
  const clear = { contactId: 'c1', number: { e164: '+33199000001' }, history: { objected: true }, facts: { a: 1 } };
  const changed = (change: object) => JSON.stringify({ ...person.open, ...change });

  test('is told as long as the inputs open what was committed to', () =>
    expect(personOf(JSON.stringify(person.open))).toEqual({ state: 'open', ...clear }));

  test('is gone once it was erased', () => {
    expect(personOf('0000')).toEqual({ state: 'erased' });
    expect(personOf(null)).toEqual({ state: 'erased' });
  });

  test('is nobody where nothing was committed to', () => {
    expect(personOf(JSON.stringify(person.open), record('{}'))).toEqual({ state: 'none' });
    expect(personOf(null, record('{}', 'damaged'))).toEqual({ state: 'none' });
  });

  test('is told as altered where an input is not the one that was committed to', () => {
    expect(personOf('damaged')).toEqual({ state: 'altered' });
    const { facts: _, ...withoutFacts } = clear;
    expect(personOf(changed({ facts: undefined }))).toEqual({ state: 'altered', ...withoutFacts });
    const number = { e164: '+33199000002' };
    expect(personOf(changed({ number: [SALT, JSON.stringify(number)] }))).toEqual({
      state: 'altered',
      ...clear,
      number,
    });
    expect(
      personOf(changed({ contact: [SALT, '{"contactId":7}'], history: [SALT, '[]'], number: [SALT, ''] })),
    ).toEqual({
      state: 'altered',
      facts: { a: 1 },
    });
  });

  test('is told by what is there', () => {
    const some = commit({ number: { e164: '+33199000001' } }, () => SALT);
    const of = record('{}', canonicalJson(some.commitments));
    expect(personOf(JSON.stringify(some.open), of)).toEqual({ state: 'open', number: { e164: '+33199000001' } });
  });
});
