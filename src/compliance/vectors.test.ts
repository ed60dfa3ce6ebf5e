import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { shippedRules } from './shipped-rules.ts';
import { isAsExpected, readVectors, VectorFileError, vectorRunner } from './vectors.ts';

const file = readFileSync('test/fixtures/compliance/cases.json', 'utf8');
const cases = readVectors(JSON.parse(file), shippedRules());
const run = vectorRunner(shippedRules());

describe('test vectors of 12 jurisdictions', () => {
  it('are all there', () => {
    expect(cases).toHaveLength(208);
    expect(new Set(cases.map(({ jurisdiction }) => jurisdiction)).size).toBe(12);
  });

  it.each(cases)('$id: $why', (each) => {
    const result = run(each);
    expect(result.rule_ids).toEqual(each.expected?.rule_ids);
    expect(result.decision).toBe(each.expected?.decision);
    expect(Date.parse(result.next_allowed_at ?? '') || null).toBe(each.expected?.next_allowed_at);
  });

  it('are answered in the form in which they expect it', () => {
    const raw: { cases: { id: string; expected: { next_allowed_at: string | null } }[] } = JSON.parse(file);
    const expected = new Map(raw.cases.map((each) => [each.id, each.expected.next_allowed_at]));
    for (const each of cases) expect(run(each).next_allowed_at).toBe(expected.get(each.id));
  });
});

describe('a file of vectors', () => {
  const [first] = cases;
  const changed = (change: (json: { cases: Record<string, Record<string, unknown>>[] }) => void) => {
    const json = JSON.parse(file);
    change(json);
    return () => readVectors(json, shippedRules());
  };

  it('that is wrong is told with the case and the field', () => {
    const noInstant = changed(({ cases: [each] }) => Object.assign(each ?? {}, { at: 'yesterday' }));
    expect(noInstant).toThrow(VectorFileError);
    expect(noInstant).toThrow(/^case FR-001, field at: /);
    const noZone = changed(({ cases: [each] }) =>
      Object.assign(each?.['called_party'] ?? {}, { time_zones: ['Mars'] }),
    );
    expect(noZone).toThrow(/case FR-001, field called_party.time_zones.0: is no IANA time zone/);
    const noPack = changed(({ cases: [each] }) => Object.assign(each ?? {}, { jurisdiction: 'XX' }));
    expect(noPack).toThrow(/case FR-001, field jurisdiction: no rules are loaded for "XX"/);
    const noId = changed(({ cases: [each] }) => Object.assign(each ?? {}, { id: 7 }));
    expect(noId).toThrow(/case number 1, field id: /);
    expect(() => readVectors('rubbish', shippedRules())).toThrow(/the whole file/);
  });

  it('is not met by another decision, rule or instant', () => {
    if (first?.expected === undefined) throw new Error('no vector');
    const result = run(first);
    expect(isAsExpected(first, result)).toBe(true);
    expect(isAsExpected({ ...first, expected: undefined }, result)).toBe(true);
    for (const change of [{ decision: 'allow' as const }, { rule_ids: ['OTHER'] }, { next_allowed_at: 0 }])
      expect(isAsExpected({ ...first, expected: { ...first.expected, ...change } }, result)).toBe(false);
  });
});
