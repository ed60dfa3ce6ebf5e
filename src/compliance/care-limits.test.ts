import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { CampaignId, ClientId } from '../kernel/id.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { type CareAct, careCounted } from './care-acts.ts';
import { type CareSetting, createCareBook } from './care-book.ts';
import { type CareLimitId, careDefaults, careLimitIds, careLimits } from './care-limits.ts';
import { createGate } from './gate.ts';
import { houseGate } from './house-gate.ts';
import type { GateDecision, PlannedCall } from './planned-call.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';

const gate = houseGate();
/** Tuesday, 11:00 in Paris. */
const NOON = Date.UTC(2026, 10, 24, 10);
const ME = { number: '+33199001234', donorId: 'donor', campaignId: 'campaign', clientId: 'client' };

let attempts = 0;
function act(what: CareAct['what'], at: number, change: Partial<CareAct> = {}): CareAct {
  return { attemptId: `attempt-${attempts++}`, what, at, ...ME, ...change };
}

function callAfter(acts: readonly CareAct[], values: Partial<Record<CareLimitId, number>> = {}): PlannedCall {
  return sampleCall({ care: { values: { ...careDefaults, ...values }, counted: careCounted(acts, ME) } });
}

function refusedBy(decision: GateDecision): string[] {
  return decision.allowed ? [] : decision.refusals.map(({ ruleId }) => ruleId);
}

const earliest = (decision: GateDecision, at: number): number =>
  decision.allowed ? at : (decision.nextAllowedAt ?? Number.POSITIVE_INFINITY);

const days = (n: number) => NOON - n * DAY_MS;
const elsewhere = { number: '+33199005678' };
const other = { donorId: 'spouse' };
const sister = { campaignId: 'campaign-2' };
const stranger = { clientId: 'client-2', campaignId: 'campaign-3' };

describe('the defaults', () => {
  const dials = (n: number, change: Partial<CareAct> = {}) =>
    Array.from({ length: n }, (_, i) => act('attempts', days(2 + i), change));
  test.each<[string, CareAct[], string[]]>([
    ['two dials today', [act('attempts', NOON - 2), act('attempts', NOON - 1)], ['CARE-NUMBER-DIALS-A-DAY']],
    ['one dial today', [act('attempts', NOON - 1)], []],
    ['a talk today', [act('contacts', NOON - 1)], ['CARE-NUMBER-CONTACTS-A-DAY', 'CARE-DONOR-CONTACTS-A-DAY']],
    ['a talk today on another number', [act('contacts', NOON - 1, elsewhere)], ['CARE-DONOR-CONTACTS-A-DAY']],
    ['a talk today for another charity', [act('contacts', NOON - 1, { ...elsewhere, ...stranger })], []],
    ['three dials in 30 days', dials(3), []],
    [
      'four dials in 30 days, two of them in another campaign',
      [...dials(2), ...dials(2, sister)],
      ['CARE-NUMBER-DIALS-30-DAYS-CLIENT'],
    ],
    ['five dials in 30 days for another charity', dials(5, stranger), []],
    ['six dials in 30 days for another charity', dials(6, stranger), ['CARE-NUMBER-DIALS-30-DAYS-AGENCY']],
    ['eight dials on another number', dials(8, elsewhere), ['CARE-DONOR-DIALS-30-DAYS']],
    [
      'a refusal half a year ago',
      [act('refusals', days(179), { ...elsewhere, ...sister })],
      ['CARE-REST-AFTER-REFUSAL'],
    ],
    ['a refusal for another charity', [act('refusals', days(9), stranger)], []],
    ['an agreement 90 days ago', [act('agreements', days(90), sister)], ['CARE-REST-AFTER-AGREEMENT']],
    ['an agreement 91 days ago', [act('agreements', days(91), sister)], []],
    [
      'a talk with the spouse in this campaign',
      [act('contacts', days(9), { ...other, ...elsewhere })],
      ['CARE-HOUSEHOLD-CONTACTS-CAMPAIGN'],
    ],
    [
      'a talk with the spouse in another campaign',
      [act('contacts', days(9), { ...other, ...elsewhere, ...sister })],
      [],
    ],
    ['a talk with the donor in this campaign', [act('contacts', days(9))], []],
    ['a request in another campaign', [act('asks', days(29), sister)], ['CARE-DONOR-ASKS-30-DAYS']],
    ['a request 30 days ago', [act('asks', days(30), sister)], []],
    ['a request to the spouse', [act('asks', days(3), { ...other, ...sister })], []],
    [
      'requests to the spouse and a child',
      [act('asks', days(3), { ...other, ...sister }), act('asks', days(4), { donorId: 'child', ...sister })],
      ['CARE-HOUSEHOLD-ASKS-30-DAYS'],
    ],
    ['a request for another charity', [act('asks', days(3), stranger)], []],
    ['thanks 60 days ago', [act('thanks', days(60), { ...elsewhere, ...sister })], ['CARE-REST-AFTER-THANKS']],
    ['thanks 61 days ago', [act('thanks', days(61), sister)], []],
    [
      'a call met by silence, for whomever',
      [act('abandonments', days(29), { ...other, ...stranger })],
      ['CARE-REST-AFTER-ABANDONED'],
    ],
    ['silence on another number', [act('abandonments', days(2), elsewhere)], []],
    ['a machine 19 hours ago', [act('machines', NOON - 19 * HOUR_MS, stranger)], ['CARE-REST-AFTER-MACHINE']],
    ['a machine 20 hours ago', [act('machines', NOON - 20 * HOUR_MS)], []],
  ])('%s', (_name, acts, rules) => {
    expect(refusedBy(gate.decide(callAfter(acts), NOON))).toEqual(rules);
  });

  it('stand in one place, and every one of them is a product choice with words', () => {
    expect(careLimits.map(({ id }) => id)).toEqual([...careLimitIds]);
    const acts = careLimits.map(({ counted, unit }) => act(counted, NOON - 1, unit === 'household' ? other : {}));
    const zero = Object.fromEntries(careLimits.map(({ id, windowDays }) => [id, windowDays === undefined ? 9 : 1]));
    const decision = gate.decide(callAfter(acts, zero), NOON);
    expect(new Set(refusedBy(decision))).toEqual(new Set(careLimits.map(({ ruleId }) => ruleId)));
    const refusals = decision.allowed ? [] : decision.refusals;
    expect(refusals.every(({ strength, words }) => strength === 'product_default' && words.fr !== words.en)).toBe(true);
  });
});

describe('adjusted', () => {
  const four = Array.from({ length: 4 }, (_, i) => act('attempts', days(2 + i)));

  it('a limit gives way, and the courtesy of the pack in whose place it stands with it', () => {
    const history = { ...NOTHING, attemptedAt: four.map(({ at }) => at) };
    const call = (values: Partial<Record<CareLimitId, number>>) => ({ ...callAfter(four, values), history });
    expect(refusedBy(gate.decide(sampleCall({ history }), NOON))).toEqual(['FR-FREQ-4-30-DONATION-DEFAULT']);
    expect(refusedBy(gate.decide(call({}), NOON))).toEqual(['CARE-NUMBER-DIALS-30-DAYS-CLIENT']);
    expect(refusedBy(gate.decide(call({ 'number-dials-30-days-client': 5 }), NOON))).toEqual([]);
    expect(refusedBy(gate.decide(call({ 'number-dials-30-days-client': 5, 'donor-dials-30-days': 3 }), NOON))).toEqual([
      'CARE-DONOR-DIALS-30-DAYS',
    ]);
  });

  it('the rest after an abandoned call, but never the agent who is held for the next one', () => {
    const call = (hours: number, agentReserved: boolean) => ({
      ...callAfter([act('abandonments', NOON - 30 * HOUR_MS)], { 'rest-after-abandoned': hours }),
      history: { ...NOTHING, lastAbandonedAt: NOON - 30 * HOUR_MS },
      agentReserved,
    });
    expect(refusedBy(gate.decide(call(72, true), NOON))).toEqual(['CARE-REST-AFTER-ABANDONED']);
    expect(gate.decide(call(72, true), NOON)).toMatchObject({
      nextAllowedAt: NOON + 47 * HOUR_MS,
    });
    expect(gate.decide(call(30, true), NOON).allowed).toBe(true);
    expect(refusedBy(gate.decide(call(0, false), NOON))).toEqual(['CARE-REST-AFTER-ABANDONED']);
  });

  it('the rest after a machine, which an agreed callback waives', () => {
    const call = callAfter([act('machines', NOON - 4 * HOUR_MS)], { 'rest-after-machine': 5 });
    expect(refusedBy(gate.decide(call, NOON))).toEqual(['CARE-REST-AFTER-MACHINE']);
    expect(gate.decide(call, NOON + HOUR_MS).allowed).toBe(true);
    expect(gate.decide({ ...call, facts: { askedForCall: true } }, NOON).allowed).toBe(true);
  });

  it('the law holds, whatever a limit says', () => {
    const history = { ...NOTHING, attemptedAt: four.map(({ at }) => at) };
    const commercial = { ...callAfter(four, { 'number-dials-30-days-client': 50 }), history };
    const decision = gate.decide({ ...commercial, campaign: { purpose: 'commercial' } }, NOON);
    expect(refusedBy(decision)).toContain('FR-FREQ-4-30');
  });

  it('the statutory profile knows no care', () => {
    const statutory = createGate({
      packs: shippedRules(),
      profile: 'statutory',
      purpose: 'donation',
      callerType: 'paid_agency',
    });
    const acts = [act('refusals', days(1)), act('contacts', NOON - 1)];
    expect(statutory.decide(callAfter(acts), NOON).allowed).toBe(true);
  });

  it('a callback that was asked for waives the courtesies of a day, and no rest', () => {
    const facts = { askedForCall: true };
    expect(gate.decide({ ...callAfter([act('contacts', NOON - 1)]), facts }, NOON).allowed).toBe(true);
    const rest = gate.decide({ ...callAfter([act('agreements', days(1))]), facts }, NOON);
    expect(refusedBy(rest)).toEqual(['CARE-REST-AFTER-AGREEMENT']);
  });

  it('an objection is told first', () => {
    const call = callAfter([act('contacts', NOON - 1)]);
    const decision = gate.decide({ ...call, history: { ...NOTHING, objected: true } }, NOON);
    expect(decision).toMatchObject({ refusals: [{ check: 'opt_out' }, {}, {}], nextAllowedAt: null });
  });

  it('the evidence of a permit names the limits that were asked, and not the courtesies they stand for', () => {
    const decision = gate.decide(callAfter([]), NOON);
    const evidence = decision.allowed ? decision.permit.evidence : [];
    expect(evidence).toEqual(expect.arrayContaining(careLimits.map(({ ruleId }) => ruleId)));
    expect(evidence).not.toContain('GL-COURTESY-2-A-DAY');
    expect(gate.decide(sampleCall(), NOON)).toMatchObject({
      permit: { evidence: expect.not.arrayContaining(['CARE-NUMBER-DIALS-A-DAY']) },
    });
  });
});

describe('the law as a bound', () => {
  const german = { callerId: '+4930123456', purpose: 'donation' } as const;
  const french = { callerId: '+33162000000', purpose: 'commercial' } as const;
  const italian = { callerId: '+390212345678', purpose: 'donation' } as const;
  test.each<[CareLimitId, number, typeof german | typeof french | typeof italian, string | undefined]>([
    ['number-dials-a-day', 3, german, undefined],
    ['number-dials-a-day', 4, german, 'DE-FREQ-3-DAY'],
    ['number-contacts-a-day', 9, german, undefined],
    ['number-dials-30-days-client', 4, french, undefined],
    ['number-dials-30-days-client', 5, french, 'FR-FREQ-4-30'],
    ['household-contacts-campaign', 9, french, undefined],
    ['rest-after-refusal', 60, french, undefined],
    ['rest-after-refusal', 59, french, 'FR-REFUSAL-60'],
    ['rest-after-agreement', 0, french, undefined],
    ['rest-after-abandoned', 0, french, undefined],
    ['rest-after-abandoned', 119, italian, 'IT-SILENT-5D'],
    ['rest-after-abandoned', 120, italian, undefined],
    ['rest-after-machine', 0, italian, undefined],
  ])('%s of %i', (limit, value, campaign, ruleId) => {
    expect(gate.careRefusal(limit, value, campaign, NOON)?.ruleId).toBe(ruleId);
  });

  it('is not there where the law says nothing', () => {
    const campaign = { callerId: '+33162000000', purpose: 'donation' } as const;
    expect(gate.careRefusal('number-dials-30-days-client', 50, campaign, NOON)).toBeUndefined();
  });

  it('is that of every country that is called, whatever number is shown', () => {
    const campaign = { callerId: '+33162000000', purpose: 'donation' } as const;
    expect(gate.careRefusal('number-dials-a-day', 4, campaign, NOON)).toBeUndefined();
    const abroad = { ...campaign, jurisdictions: ['FR', 'DE'] };
    expect(gate.careRefusal('number-dials-a-day', 4, abroad, NOON)?.ruleId).toBe('DE-FREQ-3-DAY');
  });
});

describe('the book of what was set', () => {
  const set = { reason: 'as the charity asked', actor: 'user-1', at: NOON };
  const campaignId = 'campaign' as CampaignId;
  const clientId = 'client' as ClientId;
  const limit = 'rest-after-refusal';

  it('the nearest setting holds: campaign, charity, agency, default', () => {
    const book = createCareBook();
    const value = () => book.valuesFor({ campaignId, clientId })[limit];
    expect(value()).toBe(180);
    book.set({ scope: 'campaign', campaignId, limit, value: 1, ...set });
    book.set({ scope: 'client', clientId, limit, value: 2, ...set });
    book.set({ scope: 'agency', limit, value: 3, ...set });
    expect(value()).toBe(1);
    expect(book.valueAt({ scope: 'client', clientId }, limit, clientId)).toBe(2);
    expect(book.valuesFor({ campaignId: 'campaign-2' as CampaignId, clientId })[limit]).toBe(2);
    expect(book.valuesFor({ campaignId: 'campaign-3' as CampaignId, clientId: 'client-2' as ClientId })[limit]).toBe(3);
  });

  it('a setting replaces the one before it, and a book from storage says the same', () => {
    const book = createCareBook();
    const later: CareSetting = { scope: 'agency', limit, value: 5, ...set };
    book.set({ scope: 'agency', limit, value: 3, ...set });
    book.set(later);
    expect(book.settings()).toEqual([later]);
    expect(createCareBook(book.settings()).valuesFor({ campaignId, clientId })[limit]).toBe(5);
  });
});

const anyAct = fc
  .record({
    what: fc.constantFrom<CareAct['what']>('attempts', 'contacts', 'refusals', 'agreements'),
    ago: fc.integer({ min: 0, max: 200 * 24 }),
    number: fc.constantFrom(ME.number, elsewhere.number),
    donorId: fc.constantFrom(ME.donorId, other.donorId),
    campaign: fc.constantFrom({}, sister, stranger),
  })
  .map(({ what, ago, number, donorId, campaign }) =>
    act(what, NOON - ago * 3_600_000, { number, donorId, ...campaign }),
  );
const anyValues = fc.record({
  'number-dials-30-days-client': fc.integer({ min: 1, max: 5 }),
  'donor-dials-a-day': fc.integer({ min: 1, max: 3 }),
  'rest-after-refusal': fc.integer({ min: 0, max: 250 }),
});

test('one act more, to whomever, never allows a call earlier', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { maxLength: 12 }), anyAct, anyValues, (acts, more, values) => {
      const before = earliest(gate.decide(callAfter(acts, values), NOON), NOON);
      const after = earliest(gate.decide(callAfter([...acts, more], values), NOON), NOON);
      expect(after).toBeGreaterThanOrEqual(before);
    }),
    { numRuns: 300 },
  );
});

test('the next instant is allowed, and the second before it is not', () => {
  fc.assert(
    fc.property(fc.array(anyAct, { minLength: 1, maxLength: 12 }), anyValues, (acts, values) => {
      const call = callAfter(acts, values);
      const decision = gate.decide(call, NOON);
      if (decision.allowed) return;
      const next = decision.nextAllowedAt;
      expect(next).not.toBeNull();
      if (next === null) return;
      expect(gate.decide(call, next).allowed).toBe(true);
      expect(gate.decide(call, next - SECOND_MS).allowed).toBe(false);
    }),
    { numRuns: 300 },
  );
});
