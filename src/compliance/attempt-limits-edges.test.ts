import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { abandonedRest, frequencyCap, machineRest, refusalSilence } from './attempt-limits.ts';
import type { CheckOf } from './pack-checks.ts';
import type { NumberHistory, PlannedCall } from './planned-call.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { findZone } from './zone.ts';

const zone = findZone('Europe/Paris');
if (zone === undefined) throw new Error('no zone');
const paris = (text: string) => Date.parse(text);
const at = paris('2026-11-23T11:00:00+01:00');
const callWith = (history: Partial<NumberHistory>, change: Partial<PlannedCall> = {}) =>
  sampleCall({ history: { ...NOTHING, ...history }, ...change });

describe('a cap on attempts', () => {
  const cap: CheckOf<'frequency_cap'> = {
    type: 'frequency_cap',
    max: 2,
    window_days: 3,
    window: 'calendar_days_inclusive',
    counts: 'attempts',
  };
  const from = (attemptedAt: readonly number[], change: Partial<typeof cap> = {}, now = at) =>
    frequencyCap({ ...cap, ...change }).earliest(callWith({ attemptedAt }), zone, now);

  it('counts local days, today included', () => {
    const two = [paris('2026-11-21T00:00:00+01:00'), paris('2026-11-22T09:00:00+01:00')];
    expect(from(two)).toBe(paris('2026-11-24T00:00:00+01:00'));
    expect(from([paris('2026-11-20T23:59:59.999+01:00'), paris('2026-11-22T09:00:00+01:00')])).toBe(at);
    expect(from(two.slice(0, 1))).toBe(at);
    expect(from([])).toBe(at);
  });

  it('does not count what is to come on a later day', () => {
    const soon = [paris('2026-11-24T00:00:00+01:00'), paris('2026-11-24T01:00:00+01:00')];
    expect(from(soon)).toBe(at);
    const mixed = ['22T10', '23T10', '30T10'].map((text) => paris(`2026-11-${text}:00:00+01:00`));
    expect(from(mixed)).toBe(paris('2026-11-25T00:00:00+01:00'));
    expect(from([at - 1, paris('2026-11-23T23:59:59+01:00')])).toBe(paris('2026-11-26T00:00:00+01:00'));
  });

  it('waits until enough have left the window, whatever their order', () => {
    const three = ['23T10', '22T10', '21T10'].map((text) => paris(`2026-11-${text}:00:00+01:00`));
    expect(from(three)).toBe(paris('2026-11-25T00:00:00+01:00'));
    expect(from([...three].reverse())).toBe(paris('2026-11-25T00:00:00+01:00'));
    const later = [...three, paris('2026-11-25T10:00:00+01:00'), paris('2026-11-26T10:00:00+01:00')];
    expect(from(later)).toBe(paris('2026-11-28T00:00:00+01:00'));
  });

  it('of conversations counts those', () => {
    const check = frequencyCap({ ...cap, max: 1, counts: 'contacts' });
    expect(check.earliest(callWith({ contactedAt: [at - 1] }), zone, at)).toBe(paris('2026-11-26T00:00:00+01:00'));
    expect(check.earliest(callWith({ attemptedAt: [at - 1] }), zone, at)).toBe(at);
  });

  it('is waived by a person who asked for the call, where the rule says so', () => {
    const asked = callWith({ attemptedAt: [at - 2, at - 1] }, { facts: { askedForCall: true } });
    const plain = callWith({ attemptedAt: [at - 2, at - 1] }, { facts: { askedForCall: false } });
    const waived = frequencyCap({ ...cap, waived_by: 'asked_for_call' });
    expect(waived.earliest(asked, zone, at)).toBe(at);
    expect(waived.earliest(plain, zone, at)).toBeGreaterThan(at);
    expect(waived.earliest(callWith({ attemptedAt: [at - 2, at - 1] }), zone, at)).toBeGreaterThan(at);
    expect(frequencyCap(cap).earliest(asked, zone, at)).toBeGreaterThan(at);
  });
});

describe('silence after a refusal', () => {
  const check = refusalSilence({ type: 'refusal_silence', first_allowed_offset_days: 61 });
  const refusal = callWith({ lastRefusalAt: paris('2026-11-20T15:10:00+01:00') });

  it('lasts for full days on the calendar of the person', () => {
    const free = paris('2027-01-20T00:00:00+01:00');
    expect(check.earliest(refusal, zone, at)).toBe(free);
    expect(check.earliest(refusal, zone, free - 1)).toBe(free);
    expect(check.earliest(refusal, zone, free + 5)).toBe(free + 5);
    expect(check.earliest(callWith({}), zone, at)).toBe(at);
  });
});

describe('rest after an abandoned call', () => {
  const rest: CheckOf<'abandoned_retry_block'> = { type: 'abandoned_retry_block', hours: 72, unless: null };
  const from = (check: typeof rest, lastAbandonedAt: number | undefined, agentReserved = false) =>
    abandonedRest(check).earliest(callWith({ lastAbandonedAt }, { agentReserved }), zone, at);

  it('is in elapsed hours, with or without an agent', () => {
    const abandoned = paris('2026-11-20T11:00:01+01:00');
    expect(from(rest, abandoned)).toBe(at + 1_000);
    expect(from(rest, abandoned, true)).toBe(at + 1_000);
    expect(from(rest, abandoned - 1_000)).toBe(at);
    expect(from(rest, undefined)).toBe(at);
  });

  it('is not needed with an agent held for the call, where the rule says so', () => {
    const unless = { ...rest, unless: 'agent_guaranteed' as const };
    expect(from(unless, at - HOUR_MS, true)).toBe(at);
    expect(from(unless, at - HOUR_MS)).toBe(at + 71 * HOUR_MS);
  });

  it('may want an agent for longer', () => {
    const longer = { ...rest, then_agent_guaranteed_hours: 720 };
    expect(from(longer, at - 80 * HOUR_MS)).toBe(at - 80 * HOUR_MS + 30 * DAY_MS);
    expect(from(longer, at - 80 * HOUR_MS, true)).toBe(at);
    expect(from(longer, at - HOUR_MS, true)).toBe(at + 71 * HOUR_MS);
  });
});

describe('rest after a machine', () => {
  const rest: CheckOf<'amd_retry_block'> = {
    type: 'amd_retry_block',
    window: 'calendar_day',
    unless: 'agent_guaranteed',
  };
  const from = (check: typeof rest, lastMachineAt: number | undefined, agentReserved = false, now = at) =>
    machineRest(check).earliest(callWith({ lastMachineAt }, { agentReserved }), zone, now);
  const midnight = paris('2026-11-24T00:00:00+01:00');

  it('lasts for the rest of the day', () => {
    expect(from(rest, at)).toBe(midnight);
    expect(from(rest, at - 11 * HOUR_MS)).toBe(midnight);
    expect(from(rest, at - 11 * HOUR_MS - 1)).toBe(at);
    expect(from(rest, at - HOUR_MS, false, midnight)).toBe(midnight);
    expect(from(rest, at + 1)).toBe(at);
    expect(from(rest, undefined)).toBe(at);
  });

  it('is not needed with an agent held for the call, where the rule says so', () => {
    expect(from(rest, at - HOUR_MS, true)).toBe(at);
    expect(from({ ...rest, unless: null }, at - HOUR_MS, true)).toBe(midnight);
  });
});
