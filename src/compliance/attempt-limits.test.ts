import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../kernel/time.ts';
import { abandonedRest, frequencyCap, machineRest, refusalSilence } from './attempt-limits.ts';
import type { Check } from './check.ts';
import type { PlannedCall } from './planned-call.ts';
import { NOTHING, sampleCall } from './sample-call.ts';
import { findZone, type Zone } from './zone.ts';

const zone = findZone('Europe/Paris') as Zone;
const paris = (text: string) => Date.parse(text);
const NOON = paris('2026-11-23T12:00:00+01:00');
const ask = (check: Check, history: Partial<PlannedCall['history']>, at = NOON, change: Partial<PlannedCall> = {}) =>
  check.earliest(sampleCall({ ...change, history: { ...NOTHING, ...history } }), zone, at);

describe('a cap', () => {
  const cap = (max: number, days: number, change: object = {}) =>
    frequencyCap({
      type: 'frequency_cap',
      max,
      window_days: days,
      window: 'calendar_days_inclusive',
      counts: 'attempts',
      ...change,
    });

  it('counts local days, today and the last day of the window included', () => {
    const first = paris('2026-10-25T00:00:00+02:00');
    expect(ask(cap(1, 30), { attemptedAt: [first] })).toBe(paris('2026-11-24T00:00:00+01:00'));
    expect(ask(cap(1, 30), { attemptedAt: [first - 1] })).toBe(NOON);
    expect(ask(cap(1, 30), { attemptedAt: [NOON - 1] })).toBe(paris('2026-12-23T00:00:00+01:00'));
  });

  it('counts whole days, whatever the clocks did', () => {
    const evening = paris('2026-10-25T20:00:00+01:00');
    expect(ask(cap(1, 1), { attemptedAt: [paris('2026-10-25T00:30:00+02:00')] }, evening)).toBe(
      paris('2026-10-26T00:00:00+01:00'),
    );
    expect(ask(cap(1, 1), { attemptedAt: [paris('2026-10-24T23:59:59+02:00')] }, evening)).toBe(evening);
  });

  it('frees a day when enough of them have left the window', () => {
    const attemptedAt = [1, 2, 3, 4, 5].map((n) => NOON - n * DAY_MS);
    expect(ask(cap(4, 30), { attemptedAt })).toBe(paris('2026-12-19T00:00:00+01:00'));
    expect(ask(cap(5, 30), { attemptedAt })).toBe(paris('2026-12-18T00:00:00+01:00'));
    expect(ask(cap(6, 30), { attemptedAt })).toBe(NOON);
    expect(ask(cap(4, 30), { attemptedAt: [...attemptedAt].reverse() })).toBe(paris('2026-12-19T00:00:00+01:00'));
  });

  it('does not count what is still to come, until it has come', () => {
    const attemptedAt = [NOON - DAY_MS, NOON + 2 * DAY_MS];
    expect(ask(cap(2, 3), { attemptedAt })).toBe(NOON);
    expect(ask(cap(1, 2), { attemptedAt })).toBe(paris('2026-11-24T00:00:00+01:00'));
    expect(ask(cap(1, 3), { attemptedAt: [NOON - DAY_MS, NOON + DAY_MS] })).toBe(paris('2026-11-27T00:00:00+01:00'));
  });

  it('counts contacts where it says so, and gives way to whoever asked for the call', () => {
    const contacts = cap(1, 1, { counts: 'contacts', waived_by: 'asked_for_call' });
    expect(ask(contacts, { attemptedAt: [NOON] })).toBe(NOON);
    expect(ask(contacts, { contactedAt: [NOON] })).toBe(paris('2026-11-24T00:00:00+01:00'));
    const asked = { facts: { askedForCall: true } };
    expect(ask(contacts, { contactedAt: [NOON] }, NOON, asked)).toBe(NOON);
    expect(ask(cap(1, 1), { attemptedAt: [NOON] }, NOON, asked)).toBe(paris('2026-11-24T00:00:00+01:00'));
  });
});

it('a refusal is followed by full days of silence', () => {
  const silence = refusalSilence({ type: 'refusal_silence', first_allowed_offset_days: 61 });
  expect(ask(silence, {})).toBe(NOON);
  const refused = { lastRefusalAt: paris('2026-09-23T23:59:59+02:00') };
  expect(ask(silence, refused)).toBe(paris('2026-11-23T12:00:00+01:00'));
  expect(ask(silence, refused, paris('2026-11-22T23:59:59+01:00'))).toBe(paris('2026-11-23T00:00:00+01:00'));
});

describe('an abandoned call', () => {
  const rest = (unless: 'agent_guaranteed' | null, then?: number) =>
    abandonedRest({
      type: 'abandoned_retry_block',
      hours: 72,
      unless,
      ...(then === undefined ? {} : { then_agent_guaranteed_hours: then }),
    });
  const held = { agentReserved: true };
  const history = { lastAbandonedAt: NOON - HOUR_MS };

  it('is followed by elapsed hours of rest, across a change of the clocks', () => {
    expect(ask(rest(null), {})).toBe(NOON);
    expect(ask(rest(null), history)).toBe(NOON + 71 * HOUR_MS);
    expect(ask(rest(null), history, NOON, held)).toBe(NOON + 71 * HOUR_MS);
    expect(ask(rest(null), { lastAbandonedAt: NOON - 72 * HOUR_MS })).toBe(NOON);
    const before = paris('2026-03-28T12:00:00+01:00');
    expect(ask(rest(null), { lastAbandonedAt: before }, before)).toBe(paris('2026-03-31T13:00:00+02:00'));
  });

  it('may be followed sooner, or later, with an agent held for it', () => {
    expect(ask(rest('agent_guaranteed'), history, NOON, held)).toBe(NOON);
    expect(ask(rest('agent_guaranteed'), history)).toBe(NOON + 71 * HOUR_MS);
    expect(ask(rest(null, 720), history)).toBe(NOON + 719 * HOUR_MS);
    expect(ask(rest(null, 720), history, NOON, held)).toBe(NOON + 71 * HOUR_MS);
  });
});

it('a machine ends the day, unless an agent is held for the call', () => {
  const rest = (unless: 'agent_guaranteed' | null) =>
    machineRest({ type: 'amd_retry_block', window: 'calendar_day', unless });
  const midnight = paris('2026-11-24T00:00:00+01:00');
  expect(ask(rest('agent_guaranteed'), {})).toBe(NOON);
  expect(ask(rest('agent_guaranteed'), { lastMachineAt: NOON - HOUR_MS })).toBe(midnight);
  expect(ask(rest('agent_guaranteed'), { lastMachineAt: NOON })).toBe(midnight);
  expect(ask(rest('agent_guaranteed'), { lastMachineAt: NOON + 1 })).toBe(NOON);
  expect(ask(rest('agent_guaranteed'), { lastMachineAt: NOON - DAY_MS })).toBe(NOON);
  expect(ask(rest('agent_guaranteed'), { lastMachineAt: NOON }, NOON, { agentReserved: true })).toBe(NOON);
  expect(ask(rest(null), { lastMachineAt: NOON }, NOON, { agentReserved: true })).toBe(midnight);
});
