import { describe, expect, it } from 'vitest';
import { NEVER } from './check.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PersonFacts } from './planned-call.ts';
import { registryScreen } from './register-screen.ts';
import { sampleCall } from './sample-call.ts';
import { findZone } from './zone.ts';

const zone = findZone('Europe/London');
if (zone === undefined) throw new Error('no zone');
const at = Date.parse('2026-11-23T11:00:00Z');
const screen: CheckOf<'registry_screen'> = {
  type: 'registry_screen',
  list: 'TPS',
  also_blocks: 'UNLISTED',
  grace_days: 28,
  max_list_age_days: 28,
  overridden_by: ['consent.call'],
  exempt_relations: ['member'],
};
const on = (since: string, list = 'TPS') => ({ list, since });

function ask(facts: PersonFacts | undefined, change: Partial<CheckOf<'registry_screen'>> = {}) {
  const check = registryScreen({ ...screen, ...change });
  const call = sampleCall(facts === undefined ? {} : { facts });
  return { from: check.earliest(call, zone as NonNullable<typeof zone>, at), closes: closing() };
  function closing() {
    return check.closesAt?.(call, zone as NonNullable<typeof zone>, at);
  }
}

describe('a screening against a list', () => {
  it('refuses when it was not made', () => {
    expect(ask(undefined)).toEqual({ from: NEVER, closes: NEVER });
    expect(ask({})).toEqual({ from: NEVER, closes: NEVER });
  });

  it('allows a number that no such list holds', () => {
    expect(ask({ registries: [] })).toEqual({ from: at, closes: NEVER });
    expect(ask({ registries: [on('2020-01-01', 'OTHER')] })).toEqual({ from: at, closes: NEVER });
  });

  it('refuses from the day on which the grace is over', () => {
    expect(ask({ registries: [on('2026-10-26')] }).from).toBe(NEVER);
    expect(ask({ registries: [on('2026-10-27')] })).toEqual({ from: at, closes: Date.parse('2026-11-24T00:00:00Z') });
    expect(ask({ registries: [on('2026-10-28')] }).closes).toBe(Date.parse('2026-11-25T00:00:00Z'));
    expect(ask({ registries: [on('2026-10-28'), on('2026-10-27', 'UNLISTED')] }).closes).toBe(
      Date.parse('2026-11-24T00:00:00Z'),
    );
  });

  it('looks at each entry and each list', () => {
    expect(ask({ registries: [on('2026-11-20'), on('2020-01-01')] }).from).toBe(NEVER);
    expect(ask({ registries: [on('2020-01-01', 'UNLISTED')] }).from).toBe(NEVER);
    const { also_blocks: _, ...alone } = screen;
    const call = sampleCall({ facts: { registries: [on('2020-01-01', 'UNLISTED')] } });
    expect(registryScreen(alone).earliest(call, zone, at)).toBe(at);
    const copied = sampleCall({ facts: { registries: [], listDates: { TPS: '2026-11-20' } } });
    expect(registryScreen(alone).earliest(copied, zone, at)).toBe(at);
  });

  it('takes a day that is none for a listing of long ago', () => {
    expect(ask({ registries: [on('')] }).from).toBe(NEVER);
    expect(ask({ registries: [on('soon')], consent: { callAt: at } }).from).toBe(at);
  });

  it('does not bind the exempt', () => {
    expect(ask({ audience: 'member', registries: [on('2020-01-01')] })).toEqual({ from: at, closes: NEVER });
    expect(ask({ relations: ['member'], registries: [on('2026-10-27')] }).closes).toBe(NEVER);
    expect(ask({ audience: 'member' }).from).toBe(at);
  });
});

describe('a consent over a listing', () => {
  const listed = { registries: [on('2026-03-10')] };

  it('holds where the rule takes any, while it lasts', () => {
    expect(ask({ ...listed, consent: { callAt: at - 9 } })).toEqual({ from: at, closes: NEVER });
    expect(ask({ ...listed, consent: { callAt: at + 9 } }).from).toBe(at + 9);
    expect(ask({ ...listed, consent: { callAt: at - 9, withdrawnAt: at + 5 } })).toEqual({ from: at, closes: at + 5 });
    expect(ask({ ...listed, consent: { callAt: at - 9, withdrawnAt: at - 5 } }).from).toBe(NEVER);
  });

  it('does not where the rule takes none', () => {
    expect(ask({ ...listed, consent: { callAt: at - 9 } }, { overridden_by: [] }).from).toBe(NEVER);
  });

  it('has to be of a later local day where the rule says so', () => {
    const later = { overridden_by: ['consent.call_after_listing'] as const satisfies readonly string[] };
    const given = (text: string) =>
      ask({ ...listed, consent: { callAt: Date.parse(text) } }, { overridden_by: [...later.overridden_by] }).from;
    expect(given('2026-03-10T23:59:59Z')).toBe(NEVER);
    expect(given('2026-03-11T00:00:00Z')).toBe(at);
    expect(given('2025-03-11T00:00:00Z')).toBe(NEVER);
    const nowhen = { registries: [on('soon')], consent: { callAt: at - 9 } };
    expect(ask(nowhen, { overridden_by: ['consent.call_after_listing'] }).from).toBe(NEVER);
  });

  it('waits for the latest of several', () => {
    const two = { registries: [on('2026-03-10'), on('2026-03-11', 'UNLISTED')], consent: { callAt: at + 9 } };
    expect(ask(two).from).toBe(at + 9);
  });

  it('holds from the first instant at which the listing would block', () => {
    const facts = { registries: [on('2026-10-27')], consent: { callAt: at } };
    const first = Date.parse('2026-11-24T00:00:00Z');
    expect(registryScreen(screen).closesAt?.(sampleCall({ facts }), zone, first)).toBe(NEVER);
  });

  it('does not hinder a listing to come from closing', () => {
    const facts = { registries: [on('2026-10-27')], consent: { callAt: at - 9, withdrawnAt: at + 5 } };
    expect(ask(facts).closes).toBe(Date.parse('2026-11-24T00:00:00Z'));
  });
});

describe('the age of a copy', () => {
  const dated = (day: string | undefined, unlisted = '2026-11-23') =>
    ask({ registries: [], listDates: { UNLISTED: unlisted, ...(day === undefined ? {} : { TPS: day }) } });

  it('counts to the last day, then the number is refused', () => {
    expect(dated('2026-10-26')).toEqual({ from: at, closes: Date.parse('2026-11-24T00:00:00Z') });
    expect(dated('2026-10-25').from).toBe(NEVER);
    expect(dated('2026-11-22').closes).toBe(Date.parse('2026-12-21T00:00:00Z'));
  });

  it('is that of the oldest of the lists, and each has to be there', () => {
    expect(dated('2026-11-23', '2026-10-25').from).toBe(NEVER);
    expect(dated(undefined).from).toBe(NEVER);
    expect(dated('lately').from).toBe(NEVER);
  });

  it('does not matter where the rule sets no limit', () => {
    const { max_list_age_days: _, ...ageless } = screen;
    const facts = { registries: [], listDates: { TPS: '2001-01-01', UNLISTED: '2001-01-01' } };
    const check = registryScreen(ageless);
    expect(check.earliest(sampleCall({ facts }), zone, at)).toBe(at);
    expect(check.closesAt?.(sampleCall({ facts }), zone, at)).toBe(NEVER);
  });
});
