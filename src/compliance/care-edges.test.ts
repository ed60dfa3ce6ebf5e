import { describe, expect, it } from 'vitest';
import type { CampaignId, ClientId } from '../kernel/id.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { type CareSetting, createCareBook } from './care-book.ts';
import { careRefusal } from './care-bounds.ts';
import { type CareFacts, type CareLimitId, type CareValues, careDefaults, careLimits } from './care-limits.ts';
import { withCare } from './care-rules.ts';
import type { NumberHistory } from './planned-call.ts';
import type { Rule, RulePack } from './rule-pack.ts';
import { ruleSet } from './rule-set.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';
import { findZone } from './zone.ts';

/** Tuesday, 11:00 in Paris. */
const NOON = Date.UTC(2026, 10, 24, 10);
const choice = { profile: 'recommended', purpose: 'donation', callerType: 'paid_agency' } as const;

describe('a book of limits', () => {
  const campaignId = 'campaign' as CampaignId;
  const clientId = 'client' as ClientId;
  const limit = 'donor-dials-a-day';
  const set = { limit, reason: 'as the charity asked', actor: 'user-1', at: NOON } as const;
  const agency: CareSetting = { scope: 'agency', value: 3, ...set };
  const client: CareSetting = { scope: 'client', clientId, value: 2, ...set };

  it('gives the same values to all calls of a campaign until something is set', () => {
    const book = createCareBook();
    const before = book.valuesFor({ campaignId, clientId });
    expect(book.valuesFor({ campaignId, clientId })).toBe(before);
    book.set(agency);
    expect(book.valuesFor({ campaignId, clientId })).not.toBe(before);
    expect(before[limit]).toBe(careDefaults[limit]);
  });

  it('says what holds where a setting would reach', () => {
    const reach = { scope: 'campaign', campaignId } as const;
    expect(createCareBook().valueAt(reach, limit, clientId)).toBe(careDefaults[limit]);
    expect(createCareBook([agency]).valueAt(reach, limit, clientId)).toBe(3);
    expect(createCareBook([agency, client]).valueAt(reach, limit, clientId)).toBe(2);
    expect(createCareBook([agency, client]).valueAt(reach, limit)).toBe(3);
    expect(createCareBook([client]).valueAt({ scope: 'agency' }, limit)).toBe(careDefaults[limit]);
  });
});

describe('the law as a bound of a limit', () => {
  const commercial = { jurisdictions: ['FR'], purpose: 'commercial', callerType: 'paid_agency' } as const;
  /** The French packs with one rule changed. */
  const packsWith = (id: string, change: (rule: Rule) => Partial<Rule>): RulePack[] =>
    shippedRules().map((pack) => ({
      ...pack,
      rules: pack.rules.map((rule) => (rule.id === id ? ({ ...rule, ...change(rule) } as Rule) : rule)),
    }));
  const capWith = (check: Partial<Extract<Rule['check'], { type: 'frequency_cap' }>>) =>
    packsWith('FR-FREQ-4-30', (rule) => ({ check: { ...rule.check, ...check } as Rule['check'] }));
  const pastBy = (packs: readonly RulePack[], limit: CareLimitId, value: number, change = {}) =>
    careRefusal(packs, limit, value, { ...commercial, ...change }, NOON)?.ruleId;

  it('is none for a limit that nobody knows', () => {
    expect(pastBy(shippedRules(), 'no-such-limit' as CareLimitId, 99)).toBeUndefined();
  });

  it('binds the callers whom the rule names, and all where nobody says who calls', () => {
    const packs = packsWith('FR-FREQ-4-30', ({ applies_to: to }) => ({
      applies_to: { ...to, caller_types: ['paid_agency'] },
    }));
    const past = (callerType: unknown) => pastBy(packs, 'number-dials-30-days-client', 5, { callerType });
    expect(past('paid_agency')).toBe('FR-FREQ-4-30');
    expect(past('charity_own_staff')).toBeUndefined();
    expect(past(undefined)).toBe('FR-FREQ-4-30');
  });

  it('adds up over a longer window, and holds for the person, not for the household', () => {
    const twice = capWith({ window_days: 15 });
    expect(pastBy(twice, 'number-dials-30-days-client', 8)).toBeUndefined();
    expect(pastBy(twice, 'number-dials-30-days-client', 9)).toBe('FR-FREQ-4-30');
    const talks = capWith({ counts: 'contacts', max: 1 });
    expect(pastBy(talks, 'donor-contacts-a-day', 2)).toBe('FR-FREQ-4-30');
    expect(pastBy(talks, 'household-contacts-campaign', 50)).toBeUndefined();
  });

  it('after an abandoned call is only that which an agent does not lift', () => {
    const past = (jurisdiction: string, hours: number) =>
      pastBy(shippedRules(), 'rest-after-abandoned', hours, { jurisdictions: [jurisdiction] });
    expect(past('IT', 119)).toBe('IT-SILENT-5D');
    expect(past('UK', 0)).toBeUndefined();
  });

  it('is told in the words of the rule, or by its title', () => {
    const words = { fr: 'Pas plus.', en: 'No more.' };
    const told = (change: Partial<Rule>) =>
      careRefusal(
        packsWith('FR-FREQ-4-30', () => change),
        'number-dials-30-days-client',
        5,
        commercial,
        NOON,
      )?.words;
    expect(told({ words })).toEqual(words);
    expect(told({ words: undefined, title: 'Four in 30' } as unknown as Partial<Rule>)).toEqual({
      fr: 'Four in 30',
      en: 'Four in 30',
    });
  });
});

describe('the rules of care among others', () => {
  const french = () =>
    ruleSet(
      shippedRules().filter(({ jurisdiction }) => ['FR', 'GLOBAL'].includes(jurisdiction)),
      choice,
    );
  const care = careLimits.map(({ ruleId }) => ruleId);
  const ids = (rules: ReturnType<typeof french>) => rules.map(({ refusal }) => refusal.ruleId);

  it('stand before the rests after calls and the hours, and in the place of the courtesies', () => {
    const all = withCare(french());
    const first = ids(all).indexOf(care[0] ?? '');
    expect(ids(all).slice(first, first + care.length)).toEqual(care);
    expect(ids(all)).not.toContain('GL-COURTESY-2-A-DAY');
    expect(ids(all)).not.toContain('FR-REFUSAL-60-DONATION-DEFAULT');
    expect(ids(french())).toContain('GL-COURTESY-2-A-DAY');
    const weights = (rules: typeof all) => rules.map(({ refusal }) => refusal.check);
    expect(weights(all.slice(0, first))).not.toContain('calling_window');
    expect(weights(all.slice(first + care.length))).toContain('calling_window');
  });

  it('come last where nothing weighs less', () => {
    expect(ids(withCare([]))).toEqual(care);
    const heavy = french().filter(({ refusal }) => refusal.check === 'opt_out');
    expect(ids(withCare(heavy))).toEqual([...ids(heavy), ...care]);
  });
});

describe('a limit of care asked by itself', () => {
  const paris = findZone('Europe/Paris');
  if (paris === undefined) throw new Error('no zone');
  const earliest = (
    limit: CareLimitId,
    counted: CareFacts['counted'] | undefined,
    values: Partial<CareValues> = {},
    history: Partial<NumberHistory> = {},
  ) => {
    const ruleId = careLimits.find(({ id }) => id === limit)?.ruleId;
    const rule = withCare([]).find(({ refusal }) => refusal.ruleId === ruleId);
    const facts = counted === undefined ? {} : { care: { values: { ...careDefaults, ...values }, counted } };
    const call = sampleCall({ history: { ...NOTHING, ...history }, ...facts });
    return (rule?.check.earliest(call, paris, NOON) ?? Number.NaN) - NOON;
  };

  it('allows where nothing was counted, or nobody counts', () => {
    for (const { id } of careLimits) {
      expect(earliest(id, undefined)).toBe(0);
      expect(earliest(id, {})).toBe(0);
      expect(earliest(id, { [id]: [] })).toBe(0);
    }
  });

  it('a rest of no days is none', () => {
    const counted = { 'rest-after-refusal': [NOON - 1] };
    expect(earliest('rest-after-refusal', counted, { 'rest-after-refusal': 0 })).toBe(0);
    expect(earliest('rest-after-refusal', counted, { 'rest-after-refusal': 1 })).toBe(37 * HOUR_MS);
  });

  it('rests in hours go by what the history of the number says too, each by its own', () => {
    const lastAbandonedAt = NOON - HOUR_MS;
    const lastMachineAt = NOON - 2 * HOUR_MS;
    const values = { 'rest-after-machine': 20 };
    expect(earliest('rest-after-machine', {}, values, { lastMachineAt })).toBe(18 * HOUR_MS);
    expect(earliest('rest-after-machine', {}, values, { lastAbandonedAt })).toBe(0);
    expect(earliest('rest-after-abandoned', {}, {}, { lastAbandonedAt })).toBe(719 * HOUR_MS);
    expect(earliest('rest-after-abandoned', {}, {}, { lastMachineAt })).toBe(0);
  });
});
