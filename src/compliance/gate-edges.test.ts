import { describe, expect, it } from 'vitest';
import type { E164 } from '../kernel/phone-number.ts';
import { HOUR_MS } from '../kernel/time.ts';
import { createGate, type GateOptions } from './gate.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';

const packs = shippedRules();
/** Made anew for each question, so that nothing rests on a gate that is there already. */
const gate = (change: Partial<GateOptions> = {}) =>
  createGate({ packs, profile: 'recommended', purpose: 'donation', callerType: 'paid_agency', ...change });
const at = Date.parse('2026-11-23T11:00:00+01:00');
const idsOf = (decision: ReturnType<ReturnType<typeof gate>['decide']>) =>
  decision.allowed ? [] : decision.refusals.map(({ ruleId }) => ruleId);

describe('the next instant with an agent', () => {
  const history = { ...NOTHING, lastAbandonedAt: at - 80 * HOUR_MS };
  const evening = Date.parse('2026-11-23T20:30:00+01:00');

  it('is asked of the same call, an agent apart', () => {
    const decision = gate().decide(sampleCall({ history }), evening);
    expect(idsOf(decision)).toEqual(['GL-ABANDONED-72H', 'FR-HOURS-DONATION-DEFAULT']);
    expect(decision).toMatchObject({
      nextAllowedAt: Date.parse('2026-12-21T10:00:00+01:00'),
      nextAllowedWithAgentAt: Date.parse('2026-11-24T10:00:00+01:00'),
    });
  });

  it('is the next instant itself when one is held', () => {
    expect(gate().decide(sampleCall({ history, agentReserved: true }), evening)).toMatchObject({
      nextAllowedAt: Date.parse('2026-11-24T10:00:00+01:00'),
      nextAllowedWithAgentAt: Date.parse('2026-11-24T10:00:00+01:00'),
    });
  });
});

describe('the rules of a gate', () => {
  it('are those of the layers too, unless only the own ones are wanted', () => {
    const call = sampleCall({ history: { ...NOTHING, attemptedAt: [at - 2, at - 1] } });
    expect(idsOf(gate().decide(call, at))).toEqual(['GL-COURTESY-2-A-DAY']);
    expect(idsOf(gate({ ownRulesOnly: false }).decide(call, at))).toEqual(['GL-COURTESY-2-A-DAY']);
    expect(gate({ ownRulesOnly: true }).decide(call, at).allowed).toBe(true);
  });

  it('have a version that names the places and the newest day', () => {
    const dated = packs.map((pack) => (pack.jurisdiction === 'UK' ? { ...pack, as_of: '2026-12-01' } : pack));
    const some = dated.filter(({ jurisdiction }) => ['FR', 'UK', 'EU', 'GLOBAL'].includes(jurisdiction));
    expect(gate({ packs: some }).rulesVersion).toBe('FR UK 2026-12-01 (recommended)');
  });

  it('have a strength; one that nobody knows is the weakest', () => {
    expect(gate().strengthOf?.('UK-RETRY-72H')).toBe('regulator_policy');
    expect(gate().strengthOf?.('NO-SUCH-RULE')).toBe('product_default');
  });

  it('want reading again after their day of review', () => {
    const uk = packs.filter(({ jurisdiction }) => ['UK', 'GLOBAL'].includes(jurisdiction));
    const old = uk.map((pack) => ({ ...pack, review_due: pack.jurisdiction === 'UK' ? '2026-11-22' : '2026-11-23' }));
    const stale = gate({ packs: old }).stale(at);
    expect(stale).toEqual([
      { jurisdiction: 'UK', name: 'United Kingdom', asOf: '2026-11-23', reviewDue: '2026-11-22' },
    ]);
  });

  it('give terms for each place, and for one that is not loaded the strictest of all', () => {
    const some = packs.filter(({ jurisdiction }) => ['CA', 'IT', 'EU', 'GLOBAL'].includes(jurisdiction));
    const { terms } = gate({ packs: some, profile: 'statutory' });
    expect(terms('IT').abandonedRestMs).toBe(120 * HOUR_MS);
    expect(terms('CA')).toMatchObject({ abandonedRestMs: 72 * HOUR_MS, abandonmentLimit: 0.05 });
    for (const strictest of [terms(), terms('XX'), terms('GLOBAL')])
      expect(strictest).toMatchObject({ abandonedRestMs: 120 * HOUR_MS, abandonmentLimit: 0.03 });
    const alone = gate({ packs: some.filter(({ jurisdiction }) => jurisdiction !== 'IT'), profile: 'statutory' });
    expect(alone.terms().abandonmentLimit).toBe(0.05);
  });
});

describe('an objection in the book', () => {
  const objected = { ...NOTHING, objected: true };
  const sunday = Date.parse('2026-11-29T11:00:00+11:00');
  const australian = { number: '+61255501234' as E164, zones: ['Australia/Sydney'], holidayRegions: [] };

  it('is told first, and beside what else refuses', () => {
    const decision = gate({ profile: 'statutory' }).decide(sampleCall({ ...australian, history: objected }), sunday);
    expect(idsOf(decision)).toEqual(['GL-OPTOUT-IMMEDIATE', 'AU-HOURS-2017']);
    expect(decision).toMatchObject({ nextAllowedAt: null, nextAllowedWithAgentAt: null });
  });

  it('is told once where the law knows it', () => {
    const decision = gate().decide(sampleCall({ history: objected }), Date.parse('2026-11-29T11:00:00+01:00'));
    expect(idsOf(decision)).toEqual(['FR-OPTOUT-RGPD21', 'FR-HOURS-DONATION-DEFAULT']);
  });
});

describe('a zone', () => {
  it('that nobody knows refuses, whatever the others say', () => {
    for (const zones of [
      ['Nowhere/At_All', 'Europe/Paris'],
      ['Europe/Paris', 'Nowhere/At_All'],
    ])
      expect(gate().decide(sampleCall({ zones }), at)).toMatchObject({ refusals: [{ check: 'timezone_resolution' }] });
  });

  it('of several that is closed refuses', () => {
    const zones = ['Indian/Reunion', 'Indian/Mayotte'];
    const call = sampleCall({ number: '+262692123456' as E164, zones });
    const decision = gate().decide(call, Date.parse('2026-11-23T13:30:00+04:00'));
    expect(decision).toMatchObject({ nextAllowedAt: Date.parse('2026-11-23T15:00:00+04:00') });
    expect(idsOf(decision)).toEqual(['FR-HOURS-DONATION-DEFAULT']);
  });
});
