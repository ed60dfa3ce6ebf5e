import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { dayOf, isInForce, loadRulePack, type Rule, RulePackError } from './rule-pack.ts';
import { rulesInForce } from './rules-in-force.ts';
import { shippedRules } from './shipped-rules.ts';

type Json = Record<string, unknown>;
interface PackJson extends Json {
  rules: (Json & { id: string; check: Json; confidence: Json; applies_to: Json; words: Json })[];
  territory: Json;
  sources: Json[];
  calendar: Json;
}
const text = readFileSync('src/compliance/rules/fr.json', 'utf8');
/** What is said of a pack with something wrong in it; none when it can be used. */
function faults(change: (json: PackJson) => void): readonly string[] {
  const json: PackJson = JSON.parse(text);
  change(json);
  try {
    loadRulePack(json, 'fr.json');
    return [];
  } catch (error) {
    if (!(error instanceof RulePackError)) throw error;
    expect(error.name).toBe('RulePackError');
    const [first, ...lines] = error.message.split('\n');
    expect(first).toBe(
      "The rule pack fr.json can't be used, so nothing may be dialed. Correct it or put back the one that came with Foyer:",
    );
    return lines;
  }
}
const ruleOf = (json: PackJson, id: string) => {
  const found = json.rules.find((rule) => rule.id === id);
  if (found === undefined) throw new Error(`no rule ${id}`);
  return found;
};
const inRule = (id: string, values: Json) => faults((json) => Object.assign(ruleOf(json, id), values));
const inCheck = (id: string, values: Json) => faults((json) => Object.assign(ruleOf(json, id).check, values));
const placesOf = (lines: readonly string[]) => lines.map((line) => line.slice(2).split(': ')[0]);
const week = (change: Json) => ({
  weekly: { sun: [], mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], ...change },
});
const HOURS = 'FR-HOURS-D223-9';
const FREQUENCY = 'FR-FREQ-4-30';

describe('opening hours in a pack', () => {
  test.each([
    [
      [
        ['10:00:00', '13:00:00'],
        ['14:00:00', '20:00:00'],
      ],
      true,
    ],
    [
      [
        ['10:00:00', '13:00:00'],
        ['13:00:00', '20:00:00'],
      ],
      true,
    ],
    [[['00:00:00', '24:00:00']], true],
    [
      [
        ['10:00:00', '13:00:00'],
        ['12:59:59', '20:00:00'],
      ],
      false,
    ],
    [
      [
        ['14:00:00', '20:00:00'],
        ['10:00:00', '13:00:00'],
      ],
      false,
    ],
    [[['10:00:00', '10:00:00']], false],
    [[['11:00:00', '10:00:00']], false],
    [[['10:00', '11:00:00']], false],
    [[['10:00:60', '11:00:00']], false],
    [[['10:60:00', '11:00:00']], false],
    [[['10:00:00', '24:00:01']], false],
    [[['10:00:00', '25:00:00']], false],
    [[['x10:00:00', '11:00:00']], false],
    [[['10:00:00', '11:00:000']], false],
    [[['10:00:00', 'x24:00:00']], false],
  ])('%j', (windows, good) => {
    const lines = inCheck(HOURS, week({ tue: windows }));
    expect(lines.length === 0).toBe(good);
    if (!good)
      expect(lines.join()).toMatch(/rule FR-HOURS-D223-9, field check\.weekly\.tue.*: (windows must|must be a time)/);
  });

  test('are read as milliseconds of the day, from Sunday on', () => {
    const json: PackJson = JSON.parse(text);
    Object.assign(ruleOf(json, HOURS).check, week({ sun: [['01:02:03', '24:00:00']] }));
    const { check } = loadRulePack(json, 'fr.json').rules.find(({ id }) => id === HOURS) ?? {};
    expect(check).toMatchObject({ weekly: [[[3_723_000, 86_400_000]], [], [], [], [], [], []] });
  });

  test('are those of every weekday, and of no other day', () => {
    const { sun: _, ...six } = week({}).weekly;
    expect(placesOf(inCheck(HOURS, { weekly: six }))).toEqual([`rule ${HOURS}, field check.weekly.sun`]);
    expect(placesOf(inCheck(HOURS, week({ day: [] })))).toEqual([`rule ${HOURS}, field check.weekly`]);
  });

  test.each([
    [{ on_holiday: 'open' }, 'on_holiday'],
    [{ end_exclusive: false }, 'end_exclusive'],
    [{ holiday_set: 'NONE' }, 'holiday_set'],
    [{ special_days: { '12-32': '12:00:00' } }, 'special_days.12-32'],
    [{ special_days: { '12-24': '12' } }, 'special_days.12-24'],
    [{ holiday_eve: [['12:00:00', '11:00:00']] }, 'holiday_eve'],
    [{ waived_by: 'consent.call' }, 'waived_by'],
  ])('have fields of their own: %j', (values, field) =>
    expect(placesOf(inCheck(HOURS, values))).toEqual([`rule ${HOURS}, field check.${field}`]),
  );

  test.each([
    { holiday_set: null },
    { waived_by: null },
    { special_days: { '12-24': '12:00:00' } },
    { on_holiday: 'normal' },
  ])('may be %j', (values) => expect(inCheck(HOURS, values)).toEqual([]));

  test('on holidays that the calendar does not have are told by the name of the set', () =>
    expect(inCheck(HOURS, { holiday_set: 'NONE' })).toEqual([
      `- rule ${HOURS}, field check.holiday_set: names the holiday set "NONE", which the calendar does not have`,
    ]));
});

describe('a rule of a pack', () => {
  test.each([
    [{ id: '' }, 'rule , field id'],
    [{ id: 7 }, 'rule number 8, field id'],
    [{ title: '' }, 'field title'],
    [{ words: { fr: '', en: 'x' } }, 'field words.fr'],
    [{ words: { fr: 'x', en: '' } }, 'field words.en'],
    [{ category: 'manners' }, 'field category'],
    [{ strength: 'custom' }, 'field strength'],
    [{ gates_dialing: 'yes' }, 'field gates_dialing'],
    [{ effective_from: '2026-02-30' }, 'field effective_from'],
    [{ effective_to: '2026-02-30' }, 'field effective_to'],
    [{ effective_to: undefined }, 'field effective_to'],
    [{ check: { type: 7 } }, 'field check.type'],
    [{ check: 'hours' }, 'field check'],
    [{ check: null }, 'field check'],
    [{ check: {} }, 'field check.type'],
    [{ source_ids: [7] }, 'field source_ids.0'],
    [{ confidence: { level: 'sure', note: '' } }, 'field confidence.level'],
    [{ confidence: { level: 'confirmed', note: '' } }, 'field confidence.level'],
    [
      { applies_to: { purposes: ['fun'], audiences: ['all'], caller_types: ['robot'], number_types: ['fax'] } },
      'field applies_to.purposes.0',
    ],
  ])('is refused with its place: %j', (values, place) => {
    const [first] = placesOf(inRule(FREQUENCY, values));
    expect(first).toBe(place.startsWith('rule') ? place : `rule ${FREQUENCY}, ${place}`);
  });

  test.each([
    [FREQUENCY, { max: 0 }, 'max'],
    [FREQUENCY, { max: 1.5 }, 'max'],
    [FREQUENCY, { window_days: 0 }, 'window_days'],
    [FREQUENCY, { window: 'rolling' }, 'window'],
    [FREQUENCY, { counts: 'calls' }, 'counts'],
    ['FR-REFUSAL-60', { first_allowed_offset_days: 0 }, 'first_allowed_offset_days'],
    ['FR-OPTOUT-RGPD21', { grace_days: -1 }, 'grace_days'],
    ['FR-OPTOUT-RGPD21', { duration: 'Px' }, 'duration'],
    ['FR-OPTOUT-RGPD21', { duration: '3Y' }, 'duration'],
    ['FR-OPTOUT-RGPD21', { duration: 'P1Y ' }, 'duration'],
    ['FR-OPTOUT-RGPD21', { duration: 'xP1Y' }, 'duration'],
    ['FR-CONSENT-L223-1', { consent: 'mail' }, 'consent'],
    ['FR-CONSENT-L223-1', { renewal_years: 0 }, 'renewal_years'],
    ['FR-CONSENT-L223-1', { renewal_from: 'today' }, 'renewal_from'],
    ['FR-BLOCTEL-2016', { overridden_by: ['consent'] }, 'overridden_by.0'],
    ['FR-BLOCTEL-2016', { max_list_age_days: -1 }, 'max_list_age_days'],
    ['FR-ABANDON-DEFAULT', { max_rate: 0 }, 'max_rate'],
    ['FR-ABANDON-DEFAULT', { max_rate: 1.1 }, 'max_rate'],
    ['FR-ABANDON-DEFAULT', { windows: [] }, 'windows'],
    ['FR-ABANDON-DEFAULT', { windows: ['week'] }, 'windows.0'],
    ['FR-ABANDON-DEFAULT', { counted: 'all' }, 'counted'],
    ['FR-ABANDON-DEFAULT', { of: 'dialed' }, 'of'],
    ['FR-CONNECT-DEFAULT', { max_seconds: 0 }, 'max_seconds'],
    ['FR-RING-DEFAULT', { min_seconds: 0 }, 'min_seconds'],
    ['FR-CLI-L221-17', { withheld: 'allowed' }, 'withheld'],
    ['FR-CLI-NPV', { allowed: ['33162'] }, 'allowed.0'],
    ['FR-CLI-NPV', { allowed: ['+0162'] }, 'allowed.0'],
    ['FR-CLI-NPV', { forbidden: ['+33 8'] }, 'forbidden.0'],
    ['FR-CLI-NPV', { forbidden: ['+12345678901'] }, 'forbidden.0'],
    ['FR-CLI-NPV', { forbidden: ['x+33'] }, 'forbidden.0'],
    ['FR-CLI-NPV', { modes: ['power'] }, 'modes.0'],
  ])('%s has a machine form that is read strictly: %j', (id, values, field) =>
    expect(placesOf(inCheck(id, values))[0]).toBe(`rule ${id}, field check.${field}`),
  );

  test.each([
    [FREQUENCY, { max: 1, key: ['number'] }],
    ['FR-OPTOUT-RGPD21', { duration: 'P3Y14D' }],
    ['FR-OPTOUT-RGPD21', { duration: 'P10M' }],
    ['FR-OPTOUT-RGPD21', { duration: null, grace_days: 0 }],
    ['FR-ABANDON-DEFAULT', { max_rate: 1 }],
    ['FR-CLI-NPV', { forbidden: ['+1234567890', '+3'] }],
    ['FR-MSG-DEFAULT', { anything: 'that people read' }],
  ])('%s may say %j', (id, values) => expect(inCheck(id, values)).toEqual([]));

  test('in words for people is kept as it is written', () => {
    const json: PackJson = JSON.parse(text);
    ruleOf(json, 'FR-MSG-DEFAULT').check = { type: 'moon_phase', full: true };
    const rule = loadRulePack(json, 'fr.json').rules.find(({ id }) => id === 'FR-MSG-DEFAULT');
    expect(rule?.check).toEqual({ type: 'other', name: 'moon_phase', requirement: { full: true } });
  });

  test('that refuses calls must be one that the gate knows, and say why', () => {
    const [words] = inRule(FREQUENCY, { words: undefined });
    expect(words).toBe(`- rule ${FREQUENCY}, field words: is missing: a rule that refuses calls must say why`);
    const [type] = inRule(FREQUENCY, { check: { type: 'moon_phase' } });
    expect(type).toContain('is no check that the gate knows; it knows calling_window, opt_out, frequency_cap, ');
    expect(inRule(FREQUENCY, { check: { type: 'ring_time', min_seconds: 3 } })[0]).toContain('is no check that');
    const [category] = inRule(FREQUENCY, { category: 'ring_time' });
    expect(category).toContain('field category: is no category of refusals; these are opt_out, do_not_call_registry, ');
    expect(inRule(FREQUENCY, { gates_dialing: false, words: undefined, category: 'scope' })).toEqual([]);
  });

  test('ends no earlier than it begins', () => {
    const days = (from: string, to: string) => inRule(FREQUENCY, { effective_from: from, effective_to: to });
    expect(days('2026-01-02', '2026-01-01')).toEqual([
      `- rule ${FREQUENCY}, field effective_to: is before effective_from`,
    ]);
    expect(days('2026-01-02', '2026-01-02')).toEqual([]);
  });

  test('has its sources in the pack', () =>
    expect(inRule(FREQUENCY, { source_ids: ['fr-d223-9', 'x'] })).toEqual([
      `- rule ${FREQUENCY}, field source_ids.1: names the source "x", which the pack does not have`,
    ]));
});

describe('versions of a rule', () => {
  const twins = (a: readonly [string, string | null], b: readonly [string, string | null]) =>
    faults((json) => {
      const rule = ruleOf(json, FREQUENCY);
      Object.assign(rule, { effective_from: a[0], effective_to: a[1] });
      json.rules.push({ ...rule, effective_from: b[0], effective_to: b[1] });
    }).length === 0;

  test.each([
    [['2020-01-01', '2020-12-31'], ['2021-01-01', null], true],
    [['2021-01-01', null], ['2020-01-01', '2020-12-31'], true],
    [['2020-01-01', '2021-01-01'], ['2021-01-01', null], false],
    [['2021-01-01', null], ['2020-01-01', '2021-01-01'], false],
    [['2020-01-01', null], ['2021-01-01', null], false],
    [['2020-01-01', null], ['2020-01-01', '2020-01-02'], false],
    [['2020-01-01', '2030-01-01'], ['2021-01-01', '2022-01-01'], false],
  ] as const)('%j and %j: %s', (a, b, good) => expect(twins(a, b)).toBe(good));

  test('in force on one day are told at the later of them', () => {
    const lines = faults((json) => json.rules.push(ruleOf(json, FREQUENCY)));
    expect(lines).toEqual([
      `- rule ${FREQUENCY}, field id: is there twice: versions of a rule may not be in force on the same day`,
    ]);
  });
});

describe('a pack', () => {
  test.each([
    [{ rules: [] }, 'rules'],
    [{ jurisdiction: 'F' }, 'jurisdiction'],
    [{ as_of: 'today' }, 'as_of'],
    [{ review_due: 'soon' }, 'review_due'],
    [{ inherits: 'EU' }, 'inherits'],
    [{ territory: { numbers: ['33'], zones: ['Europe/Paris'], holiday_regions: ['FR'] } }, 'territory.numbers.0'],
    [{ territory: { numbers: [], zones: ['Europe/Paris'], holiday_regions: ['FR'] } }, 'territory.numbers'],
    [{ territory: { numbers: ['+33'], zones: [], holiday_regions: ['FR'] } }, 'territory.zones'],
    [{ territory: { numbers: ['+33'], zones: ['Europe/Paris'], holiday_regions: [] } }, 'territory.holiday_regions'],
    [{ open_questions: [7] }, 'open_questions.0'],
    [{ rules: [7] }, 'rule number 1'],
    [{ rules: [null] }, 'rule number 1'],
  ])('is refused with its place: %j', (values, place) =>
    expect(placesOf(faults((json) => Object.assign(json, values)))).toContain(place),
  );

  test('has all its faults told, one on a line', () =>
    expect(placesOf(faults((json) => Object.assign(json, { jurisdiction: 'F', as_of: '', rules: [] })))).toEqual([
      'jurisdiction',
      'as_of',
      'rules',
    ]));

  test('is no pack at all', () => {
    for (const json of [7, null, 'x', []]) expect(() => loadRulePack(json, 'fr.json')).toThrow('- the whole file: ');
  });

  test('has no areas and no exceptions unless it says so', () => {
    const json: PackJson = JSON.parse(text);
    json.territory = { numbers: ['+33'], zones: ['Europe/Paris'], holiday_regions: ['FR'] };
    expect(loadRulePack(json, 'fr.json').territory).toMatchObject({ areas: [], numbers_except: [] });
  });

  test.each([
    [{ fixed: ['02-30'] }, true],
    [{ fixed: ['00-10'] }, false],
    [{ fixed: ['1-1'] }, false],
    [{ fixed: ['01-00'] }, false],
    [{ fixed: ['12-31x'] }, false],
    [{ fixed: ['x12-31'] }, false],
    [{ easter_offsets: [1.5] }, false],
    [{ weekdays: [{ month: 13, weekday: 'mon', nth: 1 }] }, false],
    [{ weekdays: [{ month: 0, weekday: 'mon', nth: 1 }] }, false],
    [{ weekdays: [{ month: 12, weekday: 'mon', nth: 4 }] }, true],
    [{ weekdays: [{ month: 1, weekday: 'mon', nth: 5 }] }, false],
    [{ weekdays: [{ month: 1, weekday: 'mon', nth: 0 }] }, false],
    [{ weekdays: [{ month: 1, weekday: 'mon', nth: -1 }] }, true],
    [{ weekdays: [{ month: 1, weekday: 'monday', nth: 1 }] }, false],
    [{ weekdays: [{ weekday: 'wed', before: '11-23' }] }, true],
    [{ since: [{ day: '10-04', year: 2026.5 }] }, false],
    [{ moved: [{ day: '04-27', when: 'sun', by_days: -1 }] }, true],
    [{ julian: [] }, false],
  ])('has holidays of a known form: %j', (change, good) => {
    const definition = { fixed: [], easter_offsets: [], ...change };
    const lines = faults((json) => Object.assign(json.calendar, { X: { definition } }));
    expect(lines.length === 0).toBe(good);
  });

  test.each([
    [{ '2026': ['2026-05-01'] }, true],
    [{ '26': ['2026-05-01'] }, false],
    [{ '20266': ['2026-05-01'] }, false],
    [{ '2026': ['05-01'] }, false],
  ])('has holidays as they were published: %j', (dates, good) => {
    const definition = { fixed: [], easter_offsets: [] };
    const lines = faults((json) => Object.assign(json.calendar, { X: { by_region: { Y: { definition, dates } } } }));
    expect(lines.length === 0).toBe(good);
  });
});

describe('rules in force', () => {
  test('hold on both of their days', () => {
    const rule = { effective_from: '2026-01-02', effective_to: '2026-01-04' } as Rule;
    const days = ['01', '02', '03', '04', '05'].map((day) => isInForce(rule, `2026-01-${day}`));
    expect(days).toEqual([false, true, true, true, false]);
    expect(isInForce({ ...rule, effective_to: null }, '2030-01-01')).toBe(true);
  });

  test('are those of the local day, of the profile, and of a jurisdiction with a territory', () => {
    const [france] = shippedRules();
    const first = france?.rules[0];
    if (france === undefined || first === undefined) throw new Error('a pack');
    const rules = (['law', 'regulator_policy', 'industry_code', 'product_default'] as const).map((strength) => ({
      ...first,
      id: strength,
      strength,
      effective_from: '2026-01-02',
      effective_to: '2026-01-02',
    }));
    const idsAt = (at: string, profile: 'statutory' | 'recommended', of = { ...france, rules }) =>
      rulesInForce([of], 'FR', profile, Date.parse(at)).map(({ id }) => id);
    expect(idsAt('2026-01-01T22:59:59Z', 'recommended')).toEqual([]);
    expect(idsAt('2026-01-01T23:00:00Z', 'recommended')).toHaveLength(4);
    expect(idsAt('2026-01-02T22:59:59Z', 'statutory')).toEqual(['law', 'regulator_policy']);
    expect(idsAt('2026-01-02T23:00:00Z', 'statutory')).toEqual([]);
    const { territory: _, ...layer } = france;
    expect(
      idsAt('2026-01-02T12:00:00Z', 'recommended', { ...layer, rules } as typeof france & { rules: typeof rules }),
    ).toEqual([]);
    expect(rulesInForce([{ ...france, rules }], 'XX', 'recommended', Date.parse('2026-01-02T12:00:00Z'))).toEqual([]);
  });

  test('have days that are dates', () => {
    expect(dayOf('1970-01-02')).toBe(1);
    expect(() => dayOf('1970-02-30')).toThrow(new RangeError('1970-02-30 is no date YYYY-MM-DD.'));
  });
});
