import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { shippedRules } from './shipped-rules.ts';
import { readVectors, VectorFileError, vectorRunner } from './vectors.ts';

type Json = Record<string, unknown>;
type Case = { [part in 'called_party' | 'campaign' | 'audience' | 'dialing' | 'expected']: Json } & Json;
const text = readFileSync('test/fixtures/compliance/cases.json', 'utf8');
const [given]: Case[] = JSON.parse(text).cases;
/** The first vector as it is written, with some of its parts changed. */
const written = (change: { readonly [part: string]: unknown } = {}): Json => {
  const each = structuredClone(given ?? ({} as Case));
  for (const [part, value] of Object.entries(change)) {
    const merged = typeof value === 'object' && value !== null && !Array.isArray(value);
    each[part as string] = merged ? { ...(each[part] as Json), ...value } : value;
  }
  return each;
};
const read = (...changes: Json[]) => readVectors({ cases: changes.map(written) }, shippedRules());
const run = vectorRunner(shippedRules());
const answer = (change: Json = {}) => {
  const [each] = read(change);
  if (each === undefined) throw new Error('one vector');
  return run(each);
};
const MONDAY = '2026-11-23T11:00:00+01:00';
const open = { at: MONDAY };

describe('a vector', () => {
  test('needs only the facts that matter', () => {
    const audience = { kind: 'donor' };
    const [each] = readVectors({ cases: [{ ...written(open), audience, expected: undefined }] }, shippedRules());
    expect(each?.audience).toMatchObject({ relations: [], attempts: [], registry: [] });
    expect(each?.expected).toBeUndefined();
    expect(each && run(each)).toEqual({ id: 'FR-001', decision: 'allow', rule_ids: [], next_allowed_at: null });
  });

  test.each([
    ['an objection', { opt_out_at: '2026-11-01T12:00:00Z' }, 'FR-OPTOUT-RGPD21'],
    ['a refusal', { last_refusal_at: '2026-11-01T12:00:00Z' }, 'FR-REFUSAL-60-DONATION-DEFAULT'],
    [
      'attempts',
      { attempts: ['10', '11', '12', '13'].map((day) => `2026-11-${day}T12:00:00Z`) },
      'FR-FREQ-4-30-DONATION-DEFAULT',
    ],
  ])('is refused for %s', (_what, audience, rule) => {
    expect(answer({ ...open, audience })).toMatchObject({ decision: 'deny', rule_ids: [rule] });
  });

  test.each([
    ['last_abandoned_at', '2026-11-23T09:00:00+01:00'],
    ['last_amd_machine_at', '2026-11-23T10:30:00+01:00'],
  ])('is refused for its %s, unless an agent is held', (fact, at) => {
    const there = { jurisdiction: 'UK', called_party: { number: '+442079460018', time_zones: ['Europe/London'] } };
    const called = { ...open, ...there, audience: { [fact]: at } };
    expect(answer(called).decision).toBe('deny');
    expect(answer({ ...called, dialing: { agent_guaranteed: true } }).decision).toBe('allow');
  });

  test.each([[[]], [['UK']]])('of someone whose nation is unknown keeps the holidays of all of them: %j', (regions) => {
    const there = { number: '+442079460018', time_zones: ['Europe/London'], holiday_regions: regions };
    const onDay = (at: string) => answer({ at, jurisdiction: 'UK', called_party: there });
    // Christmas is a holiday in all nations, 12 July in Northern Ireland alone (kept on the 13th in 2026).
    for (const day of ['2026-12-25', '2026-07-13']) expect(onDay(`${day}T12:00:00Z`).decision).toBe('deny');
    expect(onDay('2026-07-14T12:00:00Z').decision).toBe('allow');
  });

  test('has what its campaign, line and person are', () => {
    const commercial = { ...open, campaign: { purpose: 'commercial' } };
    expect(answer(commercial)).toMatchObject({ decision: 'deny', rule_ids: ['FR-CONSENT-L223-1'] });
    const consent = { call_at: '2026-10-01T12:00:00Z' };
    expect(answer({ ...commercial, audience: { consent } }).decision).toBe('allow');
    const withdrawn = { ...consent, withdrawn_at: '2026-10-02T12:00:00Z' };
    expect(answer({ ...commercial, audience: { consent: withdrawn } }).decision).toBe('deny');
    const saturday = { ...commercial, at: '2026-11-21T11:00:00+01:00' };
    expect(answer({ ...saturday, audience: { consent } }).decision).toBe('deny');
    expect(answer({ ...saturday, audience: { consent: { ...consent, out_of_hours: true } } }).decision).toBe('allow');
    expect(answer({ ...saturday, audience: { consent: { ...consent, out_of_hours: false } } }).decision).toBe('deny');
  });

  test.each([
    ['Europe/Paris', '2026-11-24T10:00:00+01:00'],
    ['America/Cayenne', '2026-11-24T10:00:00-03:00'],
    ['Indian/Reunion', '2026-11-24T10:00:00+04:00'],
    // Half an hour and three quarters: no French place, but a clock that the answer must be able to show.
    ['America/St_Johns', '2026-11-24T10:00:00-03:30'],
    ['Asia/Kathmandu', '2026-11-24T10:00:00+05:45'],
    ['Pacific/Kiritimati', '2026-11-24T10:00:00+14:00'],
  ])('is told its next instant by the clock of the place called: %s', (zone, next) => {
    const late = { at: `2026-11-23T22:30:00${next.slice(19)}`, called_party: { time_zones: [zone] } };
    expect(answer(late).next_allowed_at).toBe(next);
  });
});

describe('a file of vectors', () => {
  test('tells every fault with its case and field', () => {
    const faults = () =>
      read({ at: 'x', id: '' }, { profile: 'strict', called_party: { number: '0199001234', time_zones: [] } });
    expect(faults).toThrow(VectorFileError);
    const lines = (() => {
      try {
        faults();
        return [];
      } catch (error) {
        return String((error as Error).message).split('\n');
      }
    })();
    const places = ['case , field id', 'case , field at', 'case FR-001, field profile'];
    const party = ['case FR-001, field called_party.number', 'case FR-001, field called_party.time_zones'];
    expect(lines.map((line) => line.split(':')[0])).toEqual([...places, ...party]);
    expect(lines[3]).toContain('must be a number in E.164 form, + and 7 to 15 digits');
  });

  test('tells every jurisdiction that has no rules, and those that have', () => {
    const unknown = () => read({ jurisdiction: 'XX' }, {}, { id: 'GL', jurisdiction: 'GLOBAL' });
    expect(unknown).toThrow(
      'case FR-001, field jurisdiction: no rules are loaded for "XX"; there are FR, UK, US, CA, BE, DE, ES, CH, IE, NL, IT, AU\ncase GL, field jurisdiction: no rules are loaded for "GLOBAL"',
    );
  });

  test.each([
    [{ cases: [] }, /^cases: /],
    [{ cases: [7] }, /^case number 1: /],
    [{ cases: [null] }, /^case number 1: /],
    [{ cases: [written(), { ...written(), id: 7 }] }, /^case number 2, field id: /],
    [{}, /^cases: /],
    [null, /^the whole file: /],
  ])('is refused with its place: %#', (json, place) => {
    const failed = () => readVectors(json, shippedRules());
    expect(failed).toThrow(place);
    try {
      failed();
    } catch (error) {
      expect(error).toMatchObject({ name: 'VectorFileError' });
    }
  });
});
