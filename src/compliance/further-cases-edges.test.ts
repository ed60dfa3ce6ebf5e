import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profiles } from './profile.ts';
import { shippedRules } from './shipped-rules.ts';
import { isAsExpected, readVectors, vectorRunner } from './vectors.ts';

/*
 * Cases derived by hand from the texts of the rules, and from almanacs and calendars, none of them from the code:
 * holidays of years that the packs do not list, edges to the millisecond, local dates on either side of midnight,
 * changes of clocks, and the days on which rules begin and end.
 */
const file = readFileSync('test/fixtures/compliance/further-cases.json', 'utf8');
const cases = readVectors(JSON.parse(file), shippedRules());
const run = vectorRunner(shippedRules());

describe('further test vectors', () => {
  it('are of every jurisdiction, in both profiles', () => {
    const kinds = new Set(cases.map(({ jurisdiction, profile }) => `${jurisdiction} ${profile}`));
    expect(kinds.size).toBe(12 * profiles.length);
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it.each(cases)('$id: $why', (each) => {
    const result = run(each);
    expect(result.rule_ids).toEqual(each.expected?.rule_ids);
    expect(isAsExpected(each, result), `next: ${result.next_allowed_at}`).toBe(true);
  });

  it('a leap second is no instant', () => {
    const leap = JSON.stringify({ cases: [{ ...JSON.parse(file).cases[0], at: '2016-12-31T23:59:60Z' }] });
    expect(() => readVectors(JSON.parse(leap), shippedRules())).toThrow(/case FR-F01, field at: /);
  });

  it('neither is a day that no month has', () => {
    const none = JSON.stringify({ cases: [{ ...JSON.parse(file).cases[0], at: '2027-02-29T11:00:00+01:00' }] });
    expect(() => readVectors(JSON.parse(none), shippedRules())).toThrow(/case FR-F01, field at: /);
  });
});
