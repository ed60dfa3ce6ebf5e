import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createGate } from './gate.ts';
import { loadRulePack, RulePackError } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

type Json = { rules: Record<string, unknown>[]; [field: string]: unknown };
const fresh = (name = 'fr'): Json => JSON.parse(readFileSync(`src/compliance/rules/${name}.json`, 'utf8'));
const broken = (change: (json: Json) => void, name = 'fr') => {
  const json = fresh(name);
  change(json);
  return () => loadRulePack(json, `${name}.json`);
};
const setRule = (id: string, values: Record<string, unknown>) =>
  broken(({ rules }) => Object.assign(rules.find((rule) => rule['id'] === id) ?? {}, values));
const setCheck = (id: string, values: Record<string, unknown>) =>
  broken(({ rules }) => Object.assign(rules.find((rule) => rule['id'] === id)?.['check'] ?? {}, values));

describe('the packs that come with Foyer', () => {
  it('are 12 jurisdictions and 2 layers, with the words of every rule that refuses', () => {
    const packs = shippedRules();
    expect(packs.map(({ jurisdiction }) => jurisdiction).join(' ')).toBe(
      'FR UK US CA BE DE ES CH IE NL IT AU EU GLOBAL',
    );
    expect(packs.filter(({ territory }) => territory === undefined)).toHaveLength(2);
    const gating = packs.flatMap(({ rules }) => rules.filter((rule) => rule.gates_dialing));
    for (const { words } of gating) {
      expect(words?.fr).toBeTruthy();
      expect(words?.en).toBeTruthy();
    }
    expect(packs.flatMap(({ rules }) => rules)).toHaveLength(165);
  });
});

describe('a rule pack that is wrong', () => {
  it('names the rule and the field', () => {
    expect(setRule('FR-CONSENT-L223-1', { effective_from: '2026-02-30' })).toThrow(RulePackError);
    expect(setRule('FR-CONSENT-L223-1', { effective_from: '2026-02-30' })).toThrow(
      /rule FR-CONSENT-L223-1, field effective_from: must be a date/,
    );
    expect(setRule('FR-BLOCTEL-2016', { effective_to: '2016-05-31' })).toThrow(
      /rule FR-BLOCTEL-2016, field effective_to: is before effective_from/,
    );
    expect(setCheck('FR-HOURS-D223-9', { holiday_set: 'X' })).toThrow(
      /rule FR-HOURS-D223-9, field check.holiday_set: names the holiday set "X"/,
    );
    expect(setRule('FR-REFUSAL-60', { source_ids: ['nowhere'] })).toThrow(
      /rule FR-REFUSAL-60, field source_ids.0: names the source "nowhere"/,
    );
    expect(() => loadRulePack('rubbish', 'fr.json')).toThrow(/the whole file/);
  });

  it('is not read past what the gate does not know', () => {
    expect(setCheck('FR-FREQ-4-30', { except_on: 'fridays' })).toThrow(
      /rule FR-FREQ-4-30, field check: Unrecognized key/,
    );
    expect(setCheck('FR-FREQ-4-30', { max: 0 })).toThrow(/rule FR-FREQ-4-30, field check.max: /);
    expect(setRule('FR-FREQ-4-30', { check: { type: 'moon_phase' } })).toThrow(
      /rule FR-FREQ-4-30, field check.type: is no check that the gate knows/,
    );
    expect(setRule('FR-FREQ-4-30', { words: undefined })).toThrow(/rule FR-FREQ-4-30, field words: is missing/);
    expect(setRule('FR-FREQ-4-30', { category: 'scope' })).toThrow(/field category: is no category of refusals/);
    expect(setCheck('FR-HOURS-D223-9', { weekly: { mon: [] } })).toThrow(/rule FR-HOURS-D223-9, field check.weekly/);
  });

  it('has a rule twice, unless as versions one after the other', () => {
    const twin = (from: string, to: string | null) =>
      broken(({ rules }) => {
        const first = rules.find((rule) => rule['id'] === 'FR-BLOCTEL-2016');
        rules.push({ ...first, effective_from: from, effective_to: to });
      });
    expect(twin('2026-08-10', null)).toThrow(/rule FR-BLOCTEL-2016, field id: is there twice/);
    expect(twin('2010-01-01', '2016-06-01')).toThrow(/is there twice/);
    expect(twin('2026-08-11', null)().rules.filter(({ id }) => id === 'FR-BLOCTEL-2016')).toHaveLength(2);
  });
});

describe('packs together', () => {
  const gateOf = (packs: ReturnType<typeof shippedRules>) => () => createGate({ packs, profile: 'recommended' });

  it('must have their layers', () => {
    const without = shippedRules().filter(({ jurisdiction }) => jurisdiction !== 'GLOBAL');
    expect(gateOf(without)).toThrow(/The rule pack of FR builds on "GLOBAL", which is not loaded/);
  });

  it('may not claim the same numbers', () => {
    const [france] = shippedRules();
    if (france === undefined) throw new Error('no pack');
    const twice = [...shippedRules(), { ...france, jurisdiction: 'F2' }];
    expect(gateOf(twice)).toThrow(/FR and F2 both claim the numbers \+33/);
  });
});
