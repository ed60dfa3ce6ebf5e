import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { type Check, NEVER } from './check.ts';
import { parseIsoDate } from './civil-date.ts';
import type { NumberKind } from './planned-call.ts';
import { type Rule, type RulePack, strengths } from './rule-pack.ts';
import { binds, closesAt, earliest, type GateRule, nextAllowed, ruleSet } from './rule-set.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';
import { findZone } from './zone.ts';

const [paris, london] = [findZone('Europe/Paris'), findZone('Europe/London')];
if (paris === undefined || london === undefined) throw new Error('no zone');
const at = Date.parse('2026-11-23T11:00:00+01:00');
const day = (text: string) => parseIsoDate(text) ?? Number.NaN;
const parisTime = (text: string) => Date.parse(`${text}+01:00`);

function rule(check: Check, change: Partial<GateRule> = {}): GateRule {
  const words = { fr: 'non', en: 'no' };
  return {
    refusal: { ruleId: 'R', check: 'x', strength: 'law', confidence: 'verified', words },
    from: day('2020-01-01'),
    to: NEVER,
    kinds: new Set<NumberKind>(['fixed', 'other']),
    audiences: new Set(['donor']),
    check,
    ...change,
  };
}
const until = (instant: number): Check => ({ earliest: (_call, _zone, now) => Math.max(now, instant) });
const never: Check = { earliest: () => NEVER };
const closing = (instant: number): Check => ({ earliest: (_call, _zone, now) => now, closesAt: () => instant });

const us = shippedRules().find(({ jurisdiction }) => jurisdiction === 'US') as RulePack;
const base = us.rules.find(({ id }) => id === 'US-DNC-ENTITY') as Rule;
const packOf = (...rules: readonly Partial<Rule>[]): RulePack => ({
  ...us,
  rules: rules.map((change) => ({ ...base, ...change })),
});
const choice = { profile: 'statutory', purpose: 'donation', callerType: 'paid_agency' } as const;
const idsOf = (rules: readonly GateRule[]) => rules.map(({ refusal }) => refusal.ruleId);

describe('the rules of a kind of call', () => {
  it('are those that decide, are strong enough, and are meant for it', () => {
    const rules = packOf(
      { id: 'YES' },
      { id: 'NO-GATE', gates_dialing: false },
      { id: 'NO-CODE', strength: 'industry_code' },
      { id: 'NO-PURPOSE', applies_to: { ...base.applies_to, purposes: ['survey', 'commercial'] } },
      { id: 'NO-CALLER', applies_to: { ...base.applies_to, caller_types: ['charity_own_staff'] } },
    );
    expect(idsOf(ruleSet([rules], choice))).toEqual(['YES']);
    expect(idsOf(ruleSet([rules], { ...choice, profile: 'recommended' }))).toEqual(['YES', 'NO-CODE']);
  });

  it('stand in the order of category, strength and id, over all packs', () => {
    const strong = strengths.map((strength) => ({ id: `S-${strength}`, strength }));
    const rules = [
      packOf(
        { id: 'B' },
        { id: 'HOURS', category: 'calling_hours' },
        { id: 'A' },
        { id: 'LIST', category: 'do_not_call_registry' },
      ),
      packOf(...[...strong].reverse(), { id: 'C' }),
    ];
    expect(idsOf(ruleSet(rules, { ...choice, profile: 'recommended' }))).toEqual([
      'A',
      'B',
      'C',
      'S-law',
      'S-regulator_policy',
      'S-industry_code',
      'S-product_default',
      'LIST',
      'HOURS',
    ]);
  });

  it('say what they are', () => {
    const dated = packOf({ id: 'X', effective_from: '2026-01-02', effective_to: '2026-03-04' }, { id: 'Y' });
    const [x, y] = ruleSet([dated], choice);
    const confidence = base.confidence.level;
    expect(x?.refusal).toMatchObject({ ruleId: 'X', check: 'opt_out', strength: 'law', confidence });
    expect([x?.from, x?.to, y?.to]).toEqual([day('2026-01-02'), day('2026-03-04'), NEVER]);
    expect(x?.kinds).toEqual(new Set(['fixed', 'mobile', 'other']));
    const words = { fr: 'dit', en: 'said' };
    expect(ruleSet([packOf({ words })], choice)[0]?.refusal.words).toEqual(words);
    const { words: _, ...wordless } = base;
    const [plain] = ruleSet([{ ...us, rules: [{ ...wordless, title: 'Title' }] }], choice);
    expect(plain?.refusal.words).toEqual({ fr: 'Title', en: 'Title' });
  });

  it.each([
    [{ type: 'opt_out', grace_days: 0, duration: null }, { objectedAt: at }],
    [
      { type: 'frequency_cap', max: 1, window_days: 1, window: 'calendar_days_inclusive', counts: 'attempts' },
      { attemptedAt: [at] },
    ],
    [{ type: 'refusal_silence', first_allowed_offset_days: 2 }, { lastRefusalAt: at }],
    [{ type: 'abandoned_retry_block', hours: 2, unless: null }, { lastAbandonedAt: at }],
    [{ type: 'amd_retry_block', window: 'calendar_day', unless: null }, { lastMachineAt: at }],
    [{ type: 'consent_required', consent: 'call', exempt_relations: [] }, {}],
    [{ type: 'registry_screen', list: 'L', grace_days: 0, overridden_by: [], exempt_relations: [] }, {}],
    [
      { type: 'relation_age', audience: 'lapsed_donor', max_months: 1, from: 'relation_ended_at', overridden_by: [] },
      {},
    ],
    [{ type: 'calling_window', weekly: [], end_exclusive: true, holiday_set: null, on_holiday: 'normal' }, {}],
  ] as const)('are asked: %j', (check, history) => {
    const [asked] = ruleSet([packOf({ check: check as Rule['check'] })], choice);
    if (asked === undefined) throw new Error('no rule');
    const call = sampleCall({ history: { ...NOTHING, ...history } });
    expect(earliest(asked, call, paris, at)).toBeGreaterThan(at);
  });

  it('take the grace of the product in the recommended profile alone', () => {
    const check = { type: 'opt_out', grace_days: 14, product_grace_days: 0, duration: null } as const;
    const call = sampleCall({ history: { ...NOTHING, objectedAt: at - 2 * DAY_MS } });
    const from = (profile: 'statutory' | 'recommended') => {
      const [asked] = ruleSet([packOf({ check })], { ...choice, profile });
      return asked === undefined ? undefined : earliest(asked, call, paris, at);
    };
    expect([from('statutory'), from('recommended')]).toEqual([at, NEVER]);
  });

  it('that decide by something else are a fault of the pack', () => {
    const check = { type: 'connect_delay', max_seconds: 2 } as Rule['check'];
    expect(() => ruleSet([packOf({ id: 'ODD', check })], choice)).toThrow(
      /Rule ODD decides about calls, but "connect_delay"/,
    );
  });
});

describe('a rule', () => {
  it('binds from its first to its last day', () => {
    const dated = rule(never, { from: day('2026-11-23'), to: day('2026-11-24') });
    expect(['22', '23', '24', '25'].map((text) => binds(dated, sampleCall(), day(`2026-11-${text}`)))).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });

  it('binds its kinds of number and of people; who is not known may be anybody', () => {
    const today = day('2026-11-23');
    expect(binds(rule(never), sampleCall({ numberKind: 'mobile' }), today)).toBe(false);
    expect(binds(rule(never), sampleCall({ numberKind: 'other' }), today)).toBe(true);
    expect(binds(rule(never), sampleCall({ facts: { audience: 'prospect' } }), today)).toBe(false);
    expect(binds(rule(never), sampleCall({ facts: { audience: 'donor' } }), today)).toBe(true);
    expect(binds(rule(never), sampleCall({ facts: {} }), today)).toBe(true);
  });

  it('frees the call when it does not bind, or is over', () => {
    expect(earliest(rule(never), sampleCall({ numberKind: 'mobile' }), paris, at)).toBe(at);
    expect(earliest(rule(never), sampleCall(), paris, at)).toBe(NEVER);
    const ending = { to: day('2026-11-24') };
    const end = parisTime('2026-11-25T00:00:00');
    expect(earliest(rule(never, ending), sampleCall(), paris, at)).toBe(end);
    expect(earliest(rule(until(at + HOUR_MS), ending), sampleCall(), paris, at)).toBe(at + HOUR_MS);
    expect(earliest(rule(until(0), ending), sampleCall(), paris, at)).toBe(at);
  });
});

describe('the next instant', () => {
  it('is one at which every rule allows in every zone', () => {
    const inZone = (name: string, instant: number): Check => ({
      earliest: (_call, zone, now) => (zone.name === name ? Math.max(now, instant) : now),
    });
    const rules = [rule(inZone('Europe/London', at + 5)), rule(inZone('Europe/Paris', at + 9)), rule(until(at + 7))];
    expect(nextAllowed(rules, sampleCall(), [paris, london], at)).toBe(at + 9);
    expect(nextAllowed([], sampleCall(), [paris], at)).toBe(at);
  });

  it('is found where one rule sends to the closed time of another', () => {
    const every = (ms: number, open: number): Check => ({
      earliest: (_call, _zone, now) => (now % ms < open ? now : now - (now % ms) + ms),
    });
    const rules = [rule(every(10, 1)), rule(every(7, 1))];
    expect(nextAllowed(rules, sampleCall(), [paris], at - (at % 70) + 1)).toBe(at - (at % 70) + 70);
  });

  it('is never where one rule refuses for ever, or two never agree', () => {
    expect(nextAllowed([rule(until(at + 5)), rule(never)], sampleCall(), [paris], at)).toBe(NEVER);
    const odd: Check = { earliest: (_call, _zone, now) => (now % 2 === 0 ? now + 1 : now) };
    const even: Check = { earliest: (_call, _zone, now) => (now % 2 === 1 ? now + 1 : now) };
    expect(nextAllowed([rule(odd), rule(even)], sampleCall(), [paris], at)).toBe(NEVER);
  });
});

describe('the closing', () => {
  it('is that of the first rule to close', () => {
    const rules = [rule(closing(at + 9)), rule(closing(at + 5)), rule(closing(at + 7)), rule(until(0))];
    expect(closesAt(rules, sampleCall(), [paris], at)).toBe(at + 5);
    expect(closesAt([rule(until(0))], sampleCall(), [paris], at)).toBe(NEVER);
    expect(closesAt([], sampleCall(), [paris], at)).toBe(NEVER);
  });

  it('is the first day of a rule to come, in the zone where it comes first', () => {
    const tomorrow = rule(closing(at + 5), { from: day('2026-11-24') });
    expect(closesAt([tomorrow], sampleCall(), [london, paris], at)).toBe(parisTime('2026-11-24T00:00:00'));
    const today = rule(closing(at + 5), { from: day('2026-11-23') });
    expect(closesAt([today], sampleCall(), [paris], at)).toBe(at + 5);
  });

  it('is not that of a rule that does not bind', () => {
    expect(closesAt([rule(closing(at + 5))], sampleCall({ numberKind: 'mobile' }), [paris], at)).toBe(NEVER);
  });
});
