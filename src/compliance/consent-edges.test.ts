import { describe, expect, it } from 'vitest';
import { NEVER } from './check.ts';
import { isoDate, monthsLater, parseIsoDate } from './civil-date.ts';
import { consentFrom, consentRequired, holds, isExempt, relationAge } from './consent.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PersonFacts } from './planned-call.ts';
import { sampleCall } from './sample-call.ts';
import { findZone } from './zone.ts';

const zone = findZone('Europe/Paris');
if (zone === undefined) throw new Error('no zone');
const paris = (text: string) => Date.parse(text);
const at = paris('2026-11-23T11:00:00+01:00');
const callOf = (facts?: PersonFacts) => sampleCall(facts === undefined ? {} : { facts });

describe('a consent', () => {
  it.each([
    [{ callAt: at - 1 }, true],
    [{ callAt: at }, true],
    [{ callAt: at + 1 }, false],
    [{ callAt: at - 1, withdrawnAt: undefined }, true],
    [{ callAt: at - 2, withdrawnAt: at - 1 }, false],
    [{ callAt: at - 2, withdrawnAt: at }, false],
    [{ callAt: at - 2, withdrawnAt: at + 1 }, true],
  ])('%j holds: %s', (consent, expected) => expect(holds(consent, at)).toBe(expected));

  it('allows from when it is given, unless it is withdrawn by then', () => {
    expect(consentFrom(undefined, at)).toBe(NEVER);
    expect(consentFrom({ callAt: at - 5 }, at)).toBe(at);
    expect(consentFrom({ callAt: at + 5 }, at)).toBe(at + 5);
    expect(consentFrom({ callAt: at + 5, withdrawnAt: at + 5 }, at)).toBe(NEVER);
    expect(consentFrom({ callAt: at + 5, withdrawnAt: at + 6 }, at)).toBe(at + 5);
  });
});

describe('a required consent', () => {
  const required: CheckOf<'consent_required'> = {
    type: 'consent_required',
    consent: 'call',
    exempt_relations: ['donor', 'current_contract'],
  };
  const check = consentRequired(required);
  const earliest = (facts?: PersonFacts) => check.earliest(callOf(facts), zone, at);
  const closesAt = (facts?: PersonFacts) => check.closesAt?.(callOf(facts), zone, at);

  it('refuses for ever without one', () => {
    for (const facts of [
      undefined,
      {},
      { audience: 'prospect' as const },
      { consent: { callAt: at, withdrawnAt: at } },
    ])
      expect(earliest(facts)).toBe(NEVER);
  });

  it('allows from the consent on, and to those who are exempt', () => {
    expect(earliest({ consent: { callAt: at } })).toBe(at);
    expect(earliest({ consent: { callAt: at + 9 } })).toBe(at + 9);
    expect(earliest({ audience: 'donor' })).toBe(at);
    expect(earliest({ relations: ['newsletter', 'current_contract'] })).toBe(at);
    expect(earliest({ relations: ['newsletter'] })).toBe(NEVER);
  });

  it('closes when the consent ends, and never for those who are exempt', () => {
    const consent = { callAt: at - 1, withdrawnAt: at + 7 };
    expect(closesAt({ consent })).toBe(at + 7);
    expect(closesAt({ consent: { callAt: at - 1 } })).toBe(NEVER);
    expect(closesAt({ consent, audience: 'donor' })).toBe(NEVER);
    expect(closesAt({ audience: 'prospect' })).toBe(NEVER);
    expect(closesAt()).toBe(NEVER);
  });

  describe('that has to be renewed', () => {
    const renewed = consentRequired({ ...required, renewal_years: 2, renewal_from: '2025-12-28' });
    const from = (callAt: string, now: string) =>
      renewed.earliest(callOf({ consent: { callAt: paris(callAt) } }), zone, paris(now));

    it('lapses at the end of the day two years after it was given', () => {
      expect(from('2026-03-10T09:00:00+01:00', '2028-03-10T23:59:59+01:00')).toBe(paris('2028-03-10T23:59:59+01:00'));
      expect(from('2026-03-10T09:00:00+01:00', '2028-03-11T00:00:00+01:00')).toBe(NEVER);
    });

    it('counts an older one from the day on which the rule began', () => {
      expect(from('2019-03-10T09:00:00+01:00', '2027-12-28T23:59:59+01:00')).toBe(paris('2027-12-28T23:59:59+01:00'));
      expect(from('2019-03-10T09:00:00+01:00', '2027-12-29T00:00:00+01:00')).toBe(NEVER);
    });

    it('counts any from its own day when the rule names no beginning', () => {
      const plain = consentRequired({ ...required, renewal_years: 2 });
      const old = callOf({ consent: { callAt: paris('2019-03-10T09:00:00+01:00') } });
      expect(plain.earliest(old, zone, at)).toBe(NEVER);
    });

    it('closes when it lapses or is withdrawn, whichever is first', () => {
      const consent = { callAt: paris('2026-03-10T09:00:00+01:00') };
      const lapse = paris('2028-03-11T00:00:00+01:00');
      expect(renewed.closesAt?.(callOf({ consent }), zone, at)).toBe(lapse);
      expect(renewed.closesAt?.(callOf({ consent: { ...consent, withdrawnAt: at + 1 } }), zone, at)).toBe(at + 1);
      expect(renewed.closesAt?.(callOf({ consent: { ...consent, withdrawnAt: lapse + 1 } }), zone, at)).toBe(lapse);
    });
  });
});

describe('the age of a relation that ended', () => {
  const aged: CheckOf<'relation_age'> = {
    type: 'relation_age',
    audience: 'lapsed_donor',
    max_months: 36,
    from: 'relation_ended_at',
    overridden_by: ['consent.call'],
  };
  const check = relationAge(aged);
  const lapsed = (relationEndedOn: string | null | undefined, more: PersonFacts = {}): PersonFacts => ({
    audience: 'lapsed_donor',
    ...(relationEndedOn === undefined ? {} : { relationEndedOn }),
    ...more,
  });
  const earliest = (facts?: PersonFacts, from = check) => from.earliest(callOf(facts), zone, at);
  const closesAt = (facts?: PersonFacts) => check.closesAt?.(callOf(facts), zone, at);

  it('allows up to and including the day three years later', () => {
    expect(earliest(lapsed('2023-11-23'))).toBe(at);
    expect(earliest(lapsed('2023-11-22'))).toBe(NEVER);
    expect(earliest(lapsed(null))).toBe(at);
  });

  it('refuses when nobody knows the day, or who the person is', () => {
    expect(earliest(lapsed(undefined))).toBe(NEVER);
    expect(earliest(lapsed('some time ago'))).toBe(NEVER);
    expect(earliest(undefined)).toBe(NEVER);
    expect(earliest({ relationEndedOn: '2001-01-01' })).toBe(NEVER);
  });

  it('does not bind others', () => {
    expect(earliest({ audience: 'donor', relationEndedOn: '2001-01-01' })).toBe(at);
    expect(closesAt({ audience: 'donor', relationEndedOn: '2023-11-23' })).toBe(NEVER);
  });

  it('gives way to a consent, where the rule says so', () => {
    const consented = lapsed('2001-01-01', { consent: { callAt: at + 3 } });
    expect(earliest(consented)).toBe(at + 3);
    expect(earliest(consented, relationAge({ ...aged, overridden_by: [] }))).toBe(NEVER);
  });

  it('closes after the last day, or with the consent that overrides it', () => {
    expect(closesAt(lapsed('2023-11-23'))).toBe(paris('2026-11-24T00:00:00+01:00'));
    expect(closesAt(lapsed(null))).toBe(NEVER);
    expect(closesAt(lapsed('2001-01-01', { consent: { callAt: at - 1, withdrawnAt: at + 4 } }))).toBe(at + 4);
    expect(closesAt(lapsed('2001-01-01', { consent: { callAt: at - 1 } }))).toBe(NEVER);
    expect(closesAt(lapsed('2001-01-01'))).toBe(NEVER);
    expect(closesAt(undefined)).toBe(NEVER);
  });
});

describe('an exemption', () => {
  it.each([
    [undefined, ['donor'], false],
    [{ audience: 'donor' as const }, [], false],
    [{ audience: 'donor' as const }, ['donor'], true],
    [{ audience: 'donor' as const }, ['member'], false],
    [{}, ['donor'], false],
    [{ relations: ['member'] }, ['donor', 'member'], true],
    [{ audience: 'prospect' as const, relations: ['member', 'friend'] }, ['donor'], false],
    [{ audience: 'prospect' as const, relations: [] }, ['donor'], false],
  ])('of %j by %j: %s', (facts, relations, expected) => expect(isExempt(facts, relations)).toBe(expected));
});

describe('months later', () => {
  it.each([
    ['2023-11-23', 36, '2026-11-23'],
    ['2024-02-29', 36, '2027-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2025-11-30', 1, '2025-12-30'],
    ['2025-12-31', 12, '2026-12-31'],
    ['2025-12-15', 1, '2026-01-15'],
    ['2025-08-31', 1, '2025-09-30'],
  ])('%s and %d months are %s', (from, months, expected) =>
    expect(isoDate(monthsLater(parseIsoDate(from) ?? Number.NaN, months))).toBe(expected),
  );
});
