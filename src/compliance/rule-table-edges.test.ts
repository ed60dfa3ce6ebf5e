import { describe, expect, it } from 'vitest';
import { parseIsoDate } from './civil-date.ts';
import { profiles } from './profile.ts';
import { callerTypes, purposes, type RulePack, RulePackError } from './rule-pack.ts';
import { type RuleChoice, ruleSet } from './rule-set.ts';
import { ruleTable } from './rule-table.ts';
import { shippedRules } from './shipped-rules.ts';

const packs = shippedRules();
const choices: readonly RuleChoice[] = profiles.flatMap((profile) =>
  purposes.flatMap((purpose) => callerTypes.map((callerType) => ({ profile, purpose, callerType }))),
);
const donation: RuleChoice = { profile: 'recommended', purpose: 'donation', callerType: 'paid_agency' };
const sale: RuleChoice = { profile: 'statutory', purpose: 'commercial', callerType: 'paid_agency' };
const pack = (code: string): RulePack => {
  const found = packs.find(({ jurisdiction }) => jurisdiction === code);
  if (found === undefined) throw new Error(`no pack ${code}`);
  return found;
};
const idsOf = (rules: readonly { readonly refusal: { readonly ruleId: string } }[] | undefined) =>
  rules?.map(({ refusal }) => refusal.ruleId);

describe('a table of rules', () => {
  it('keeps the kinds of campaign apart', () => {
    const find = ruleTable(packs, true);
    for (const choice of [...choices, ...choices])
      for (const code of ['US', 'FR', 'UK'])
        expect(idsOf(find([code], choice)?.rules)).toEqual(idsOf(ruleSet([pack(code)], choice)));
  });

  it('keeps places apart, and their order', () => {
    const find = ruleTable(packs, true);
    expect(find(['FR'], sale)?.version).toBe('FR 2026-11-23 (statutory, commercial)');
    expect(find(['FR', 'BE'], sale)?.version).toBe('FR 2026-11-23 + BE 2026-11-23 (statutory, commercial)');
    expect(find(['BE', 'FR'], sale)?.version).toBe('BE 2026-11-23 + FR 2026-11-23 (statutory, commercial)');
    expect(idsOf(find(['BE'], sale)?.rules)).toEqual(idsOf(ruleSet([pack('BE')], sale)));
  });

  it('makes the rules of a place once', () => {
    const find = ruleTable(packs, false);
    const rules = find(['FR'], donation);
    expect(rules).toBeDefined();
    expect(find(['FR'], donation)).toBe(rules);
    expect(find(['BE'], donation)).not.toBe(rules);
    expect(find(['FR'], donation)).toBe(rules);
  });

  it('forgets them all rather than grow without limit', () => {
    const find = ruleTable(packs, true);
    const first = find(['FR'], sale);
    const codes = packs.filter(({ territory }) => territory !== undefined).map(({ jurisdiction }) => jurisdiction);
    const threes = codes.flatMap((a) => codes.flatMap((b) => codes.map((c) => [a, b, c])));
    for (const three of threes.slice(0, 499)) find(three, sale);
    expect(find(['FR'], sale)).toBe(first);
    find(threes[499] ?? [], sale);
    expect(find(['FR'], sale)).not.toBe(first);
  });

  it('adds the layers that a pack builds on, unless only its own rules are wanted', () => {
    const [own, all] = [ruleTable(packs, true)(['FR'], donation), ruleTable(packs, false)(['FR'], donation)];
    expect(idsOf(own?.rules)).not.toContain('GL-COURTESY-2-A-DAY');
    expect(idsOf(all?.rules)).toContain('GL-COURTESY-2-A-DAY');
    expect(all?.version).toBe('FR 2026-11-23 (recommended, donation)');
  });

  it('wants those layers to be there, unless only its own rules are wanted', () => {
    const alone = [pack('FR')];
    expect(() => ruleTable(alone, false)).toThrow(RulePackError);
    expect(() => ruleTable(alone, false)).toThrow(/rule pack of FR builds on "EU", which is not loaded/);
    expect(idsOf(ruleTable(alone, true)(['FR'], donation)?.rules)).toContain('FR-OPTOUT-RGPD21');
  });

  it('knows nothing of places without a pack, of layers, or of no place at all', () => {
    const find = ruleTable(packs, false);
    for (const unknown of [['XX'], ['FR', 'XX'], ['EU'], []]) expect(find(unknown, donation)).toBeUndefined();
  });
});

describe('the evidence', () => {
  const on = (day: string) => ruleTable(packs, true)(['FR'], sale)?.evidenceOn(parseIsoDate(day) ?? Number.NaN);

  it('names the rules in force on the day, both ends included', () => {
    expect(on('2026-08-10')).toContain('FR-BLOCTEL-2016');
    expect(on('2026-08-10')).not.toContain('FR-CONSENT-L223-1');
    expect(on('2026-08-11')).toContain('FR-CONSENT-L223-1');
    expect(on('2026-08-11')).not.toContain('FR-BLOCTEL-2016');
    expect(on('2016-05-31')).toEqual([]);
    expect(on('2016-06-01')).toEqual(['FR-BLOCTEL-2016']);
  });

  it('is one list for all calls of a day, that nobody can change', () => {
    const chosen = ruleTable(packs, true)(['FR'], sale);
    const [monday, tuesday] = [parseIsoDate('2026-11-23') ?? 0, parseIsoDate('2026-11-24') ?? 0];
    const first = chosen?.evidenceOn(monday);
    expect(chosen?.evidenceOn(monday)).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
    expect(chosen?.evidenceOn(tuesday)).not.toBe(first);
  });
});
