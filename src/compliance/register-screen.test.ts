import { describe, expect, it } from 'vitest';
import { HOUR_MS } from '../kernel/time.ts';
import { NEVER } from './check.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PersonFacts } from './planned-call.ts';
import { registryScreen } from './register-screen.ts';
import { sampleCall } from './sample-call.ts';
import { findZone, type Zone } from './zone.ts';

const zone = findZone('Europe/Paris') as Zone;
const NOON = Date.parse('2026-11-23T12:00:00+01:00');
const startOf = (day: string) => Date.parse(`${day}T00:00:00+01:00`);

const base: CheckOf<'registry_screen'> = {
  type: 'registry_screen',
  list: 'LIST',
  grace_days: 0,
  overridden_by: [],
  exempt_relations: [],
};
const ask = (check: Partial<typeof base>, facts: PersonFacts | undefined, at = NOON) => {
  const call = sampleCall(facts === undefined ? {} : { facts });
  const screen = registryScreen({ ...base, ...check });
  return { earliest: screen.earliest(call, zone, at), closes: screen.closesAt?.(call, zone, at) };
};
const listed = (since: string, list = 'LIST') => ({ registries: [{ list, since }] });

describe('a register', () => {
  it('that was not asked refuses, one that does not hold the number allows', () => {
    expect(ask({}, undefined).earliest).toBe(NEVER);
    expect(ask({}, {}).earliest).toBe(NEVER);
    expect(ask({}, { registries: [] })).toEqual({ earliest: NOON, closes: NEVER });
    expect(ask({}, listed('2020-01-01', 'OTHER')).earliest).toBe(NOON);
  });

  it('that holds the number refuses from the day of the listing, or some days after', () => {
    expect(ask({}, listed('2026-11-23')).earliest).toBe(NEVER);
    expect(ask({}, listed('2026-11-24'))).toEqual({ earliest: NOON, closes: startOf('2026-11-24') });
    expect(ask({ grace_days: 28 }, listed('2026-10-26')).earliest).toBe(NEVER);
    expect(ask({ grace_days: 28 }, listed('2026-10-27'))).toEqual({ earliest: NOON, closes: startOf('2026-11-24') });
    expect(ask({ grace_days: 28 }, listed('no date')).earliest).toBe(NEVER);
  });

  it('refuses for the other list that it also blocks, and for the first of several listings', () => {
    expect(ask({ also_blocks: 'OTHER' }, listed('2020-01-01', 'OTHER')).earliest).toBe(NEVER);
    const both = { registries: [...listed('2027-01-01').registries, ...listed('2020-01-01').registries] };
    expect(ask({}, both).earliest).toBe(NEVER);
  });

  it('does not bind people whom it exempts, by their audience or a relation', () => {
    const check = { exempt_relations: ['donor', 'current_contract'] };
    expect(ask(check, { audience: 'donor', ...listed('2020-01-01') })).toEqual({ earliest: NOON, closes: NEVER });
    expect(ask(check, { audience: 'prospect', relations: ['current_contract'] }).earliest).toBe(NOON);
    expect(ask(check, { audience: 'prospect', relations: ['other'] }).earliest).toBe(NEVER);
  });
});

describe('the copy of a list', () => {
  const check = { max_list_age_days: 30 };
  const copied = (day: string) => ({ registries: [], listDates: { LIST: day } });

  it('counts for so many days', () => {
    expect(ask(check, copied('2026-10-24'))).toEqual({ earliest: NOON, closes: startOf('2026-11-24') });
    expect(ask(check, copied('2026-10-23')).earliest).toBe(NEVER);
    expect(ask({}, copied('2000-01-01')).earliest).toBe(NOON);
  });

  it('must be there, for each list that is asked', () => {
    expect(ask(check, { registries: [], listDates: {} }).earliest).toBe(NEVER);
    expect(ask({ also_blocks: 'OTHER' }, copied('2026-11-20')).earliest).toBe(NEVER);
    const both = { registries: [], listDates: { LIST: '2026-11-20', OTHER: '2026-10-01' } };
    expect(ask({ ...check, also_blocks: 'OTHER' }, both).earliest).toBe(NEVER);
    expect(
      ask({ ...check, also_blocks: 'OTHER' }, { ...both, listDates: { LIST: '2026-11-20', OTHER: '2026-11-01' } }),
    ).toEqual({
      earliest: NOON,
      closes: startOf('2026-12-02'),
    });
  });
});

describe('a consent', () => {
  const on = (day: string, withdrawnAt?: number) => ({
    ...listed('2026-01-10'),
    consent: { callAt: startOf(day) + HOUR_MS, withdrawnAt },
  });
  const any = { overridden_by: ['consent.call' as const] };
  const later = { overridden_by: ['consent.call_after_listing' as const] };

  it('overrides the listing where the rule says so', () => {
    expect(ask({}, on('2026-05-01')).earliest).toBe(NEVER);
    expect(ask(any, on('2026-01-01')).earliest).toBe(NOON);
    expect(ask(later, on('2026-01-10')).earliest).toBe(NEVER);
    expect(ask(later, on('2026-01-11')).earliest).toBe(NOON);
    expect(ask(any, listed('2026-01-10')).earliest).toBe(NEVER);
  });

  it('does so from when it is given until it is withdrawn', () => {
    expect(ask(any, on('2026-12-01')).earliest).toBe(startOf('2026-12-01') + HOUR_MS);
    expect(ask(any, on('2026-05-01', NOON)).earliest).toBe(NEVER);
    expect(ask(any, on('2026-05-01', NOON + 1))).toEqual({ earliest: NOON, closes: NOON + 1 });
    expect(ask(any, on('2026-05-01')).closes).toBe(NEVER);
  });
});
