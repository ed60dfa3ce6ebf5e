import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { type Check, NEVER } from './check.ts';
import { isoDate, monthsLater, parseIsoDate } from './civil-date.ts';
import { consentRequired, relationAge } from './consent.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PersonFacts } from './planned-call.ts';
import { sampleCall } from './sample-call.ts';
import { findZone, type Zone } from './zone.ts';

const zone = findZone('Europe/Paris') as Zone;
const NOON = Date.parse('2026-11-23T12:00:00+01:00');
const day = (text: string) => Date.parse(`${text}T00:00:00+01:00`);
const ask = (check: Check, facts: PersonFacts, at = NOON) => {
  const call = sampleCall({ facts });
  return { earliest: check.earliest(call, zone, at), closes: check.closesAt?.(call, zone, at) };
};

describe('a consent that is required', () => {
  const base: CheckOf<'consent_required'> = { type: 'consent_required', consent: 'call', exempt_relations: ['donor'] };
  const required = consentRequired(base);

  it('is not there as long as nobody knows of it', () => {
    expect(ask(required, {}).earliest).toBe(NEVER);
    expect(required.earliest(sampleCall(), zone, NOON)).toBe(NEVER);
    expect(ask(required, { audience: 'donor' })).toEqual({ earliest: NOON, closes: NEVER });
    expect(ask(required, { relations: ['donor'] }).earliest).toBe(NOON);
  });

  it('holds from when it was given, that very instant, until it is withdrawn', () => {
    expect(ask(required, { consent: { callAt: NOON } })).toEqual({ earliest: NOON, closes: NEVER });
    expect(ask(required, { consent: { callAt: NOON + 1 } }).earliest).toBe(NOON + 1);
    expect(ask(required, { consent: { callAt: 0, withdrawnAt: NOON } }).earliest).toBe(NEVER);
    expect(ask(required, { consent: { callAt: 0, withdrawnAt: NOON + 5 } })).toEqual({
      earliest: NOON,
      closes: NOON + 5,
    });
    expect(ask(required, { consent: { callAt: NOON + 9, withdrawnAt: NOON + 5 } }).earliest).toBe(NEVER);
  });

  it('lapses where it has to be renewed', () => {
    const renewed = consentRequired({ ...base, renewal_years: 2, renewal_from: '2025-12-28' });
    const old = { consent: { callAt: day('2020-05-01') } };
    expect(ask(renewed, old)).toEqual({ earliest: NOON, closes: day('2027-12-29') });
    expect(ask(renewed, old, day('2027-12-29') - 1).earliest).toBe(day('2027-12-29') - 1);
    expect(ask(renewed, old, day('2027-12-29')).earliest).toBe(NEVER);
    const plain = consentRequired({ ...base, renewal_years: 1 });
    expect(ask(plain, { consent: { callAt: day('2025-11-22') } }).earliest).toBe(NEVER);
    expect(ask(plain, { consent: { callAt: day('2025-11-23') } })).toEqual({
      earliest: NOON,
      closes: day('2026-11-24'),
    });
  });
});

describe('the age of a relation', () => {
  const limited = relationAge({
    type: 'relation_age',
    audience: 'lapsed_donor',
    max_months: 36,
    from: 'relation_ended_at',
    overridden_by: ['consent.call'],
  });
  const ended = (relationEndedOn: string | null): PersonFacts => ({ audience: 'lapsed_donor', relationEndedOn });

  it('counts up to and including the day', () => {
    expect(ask(limited, ended('2023-11-23'))).toEqual({ earliest: NOON, closes: day('2026-11-24') });
    expect(ask(limited, ended('2023-11-22')).earliest).toBe(NEVER);
    expect(ask(limited, ended(null))).toEqual({ earliest: NOON, closes: NEVER });
  });

  it('is too long when nobody knows it, or who the person is', () => {
    expect(ask(limited, { audience: 'lapsed_donor' }).earliest).toBe(NEVER);
    expect(ask(limited, {}).earliest).toBe(NEVER);
    expect(ask(limited, ended('no date')).earliest).toBe(NEVER);
    expect(ask(limited, { audience: 'donor' })).toEqual({ earliest: NOON, closes: NEVER });
  });

  it('does not matter with a consent', () => {
    const consent = { callAt: 0, withdrawnAt: NOON + DAY_MS };
    expect(ask(limited, { ...ended('2020-01-01'), consent })).toEqual({ earliest: NOON, closes: NOON + DAY_MS });
    expect(ask(limited, { ...ended('2020-01-01'), consent: { callAt: NOON + 7 } }).earliest).toBe(NOON + 7);
  });
});

it.each([
  ['2023-11-23', 36, '2026-11-23'],
  ['2024-02-29', 36, '2027-02-28'],
  ['2024-02-29', 48, '2028-02-29'],
  ['2026-08-31', 1, '2026-09-30'],
  ['2026-11-30', 1, '2026-12-30'],
  ['2026-12-31', 1, '2027-01-31'],
  ['2026-12-31', 2, '2027-02-28'],
  ['2026-01-31', 11, '2026-12-31'],
  ['2025-12-28', 24, '2027-12-28'],
])('%s and %i months is %s', (from, months, to) => {
  expect(isoDate(monthsLater(parseIsoDate(from) ?? 0, months))).toBe(to);
});
