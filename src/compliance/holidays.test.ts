import Holidays from 'date-holidays';
import { describe, expect, it } from 'vitest';
import { isoDate, parseIsoDate, weekday } from './civil-date.ts';
import { computedHolidays, holidaysOf, holidayTest } from './holidays.ts';
import type { HolidaySet } from './pack-calendar.ts';
import { shippedRules } from './shipped-rules.ts';

const calendar = Object.assign({}, ...shippedRules().map((pack) => pack.calendar)) as ReturnType<
  typeof shippedRules
>[number]['calendar'];

interface Compared {
  readonly set: string;
  readonly region?: string;
  /** Whose days hold there too. */
  readonly with?: string;
  readonly oracle: readonly [country: string, state?: string];
  readonly known?: Readonly<Record<string, string>>;
}

const EASTER = { 'Easter Sunday': 'a Sunday, which is closed anyway' };
const SUNDAYS = { ...EASTER, Pentecost: 'a Sunday, which is closed anyway' };
const CANTONS = 'a holiday of most cantons (CH-WIDE), which the package lists as national';

const lands = ['BW', 'BY', 'BE', 'BB', 'HB', 'HH', 'HE', 'MV', 'NI', 'NW', 'RP', 'SL', 'SN', 'ST', 'SH', 'TH'];
const knownOfLand: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  BE: { '75th anniversary of the GDR uprising': 'a single day: it needs a published date' },
  BB: SUNDAYS,
};
const overseas = ['57', '67', '68', 'GP', 'MF', 'BL', 'MQ', 'GF', 'RE', 'YT'];
const ABOLITION = 'Saint-Martin keeps 28 May by law; the package gives it the 27th of Guadeloupe';
const knownOverseas: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  GP: { 'Good Friday': 'a custom, no law' },
  MQ: { 'Good Friday': 'a custom, no law' },
  MF: { 'Abolition of Slavery': ABOLITION, '05-28': ABOLITION },
};

/** Differences from the package that we know and keep, each with its reason. */
const compared: readonly Compared[] = [
  { set: 'FR-L3133-1', oracle: ['FR'] },
  { set: 'BE', oracle: ['BE'] },
  { set: 'DE-NATIONAL', oracle: ['DE'] },
  { set: 'IE', oracle: ['IE'] },
  { set: 'IT', oracle: ['IT'], known: EASTER },
  { set: 'NL', oracle: ['NL'], known: SUNDAYS },
  {
    set: 'ES',
    oracle: ['ES'],
    known: { 'Christmas Day (substitute day)': 'each community decides whether a Sunday is made good' },
  },
  {
    set: 'AU-NATIONAL',
    oracle: ['AU'],
    known: {
      ...EASTER,
      'Easter Saturday': 'not in every State',
      "New Year's Day": 'substitute days are made by each State',
      'Christmas Day (substitute day)': 'substitute days are made by each State',
      'Boxing Day (substitute day)': 'substitute days are made by each State',
      'Australia Day': 'substitute days are made by each State',
      '01-26': 'substitute days are made by each State',
    },
  },
  {
    set: 'CH-NATIONAL',
    oracle: ['CH'],
    known: {
      ...SUNDAYS,
      'Good Friday': CANTONS,
      'Easter Monday': CANTONS,
      'Whit Monday': CANTONS,
      'Boxing Day': CANTONS,
      'Federal Day of Thanksgiving, Repentance and Prayer': 'a Sunday, which is closed anyway',
    },
  },
  ...['ENG', 'WLS', 'SCT', 'NIR'].map(
    (nation): Compared => ({ set: 'UK-BANK', region: `UK-${nation}`, oracle: ['GB', nation] }),
  ),
  ...overseas.map(
    (state): Compared => ({
      set: 'FR-LOCAL',
      region: `FR-${state}`,
      with: 'FR-L3133-1',
      oracle: ['FR', state],
      known: knownOverseas[state] ?? {},
    }),
  ),
  ...lands.map(
    (state): Compared => ({
      set: 'DE-LAND',
      region: `DE-${state}`,
      with: 'DE-NATIONAL',
      oracle: ['DE', state],
      known: knownOfLand[state] ?? {},
    }),
  ),
];

function setOf(name: string, region?: string): HolidaySet {
  const entry = calendar[name];
  const found = entry === undefined || 'definition' in entry ? entry : entry.by_region[region ?? ''];
  if (found === undefined) throw new Error(`no set ${name} ${region ?? ''}`);
  return found;
}

const oracles = new Map<string, Holidays>();
/** Public holidays (and bank holidays in Britain) by date. */
function oracleDays([country, state]: Compared['oracle'], year: number): Map<string, string> {
  const key = `${country} ${state ?? ''}`;
  const holidays = oracles.get(key) ?? (state === undefined ? new Holidays(country) : new Holidays(country, state));
  oracles.set(key, holidays);
  const types = country === 'GB' ? ['public', 'bank'] : ['public'];
  const found = holidays.getHolidays(year, 'en').filter(({ type }) => types.includes(type));
  return new Map(found.map(({ date, name }) => [date.slice(0, 10), name]));
}

describe('computed holidays', () => {
  it('are those that were published', () => {
    for (const entry of Object.values(calendar)) {
      for (const set of 'definition' in entry ? [entry] : Object.values(entry.by_region)) {
        for (const [year, dates] of Object.entries(set.dates ?? {})) {
          const computed = [...computedHolidays(set.definition, Number(year))].sort((a, b) => a - b).map(isoDate);
          expect(computed).toEqual([...dates].sort());
        }
      }
    }
  });

  it.each(compared)('of $set $region are those of date-holidays, but for known differences', (each) => {
    const unknown: string[] = [];
    const seen = new Set<string>();
    const differ = (what: string, date: string) => {
      if (each.known?.[what] === undefined) unknown.push(`${date} ${what}`);
      else seen.add(what);
    };
    for (let year = 2026; year <= 2040; year++) {
      const sets = [setOf(each.set, each.region), ...(each.with === undefined ? [] : [setOf(each.with)])];
      const ours = new Set(sets.flatMap(({ definition }) => [...computedHolidays(definition, year)].map(isoDate)));
      const theirs = oracleDays(each.oracle, year);
      for (const date of ours) if (!theirs.has(date)) differ(date.slice(5), date);
      for (const [date, name] of theirs) if (!ours.has(date)) differ(name, date);
    }
    expect(unknown).toEqual([]);
    // A difference that is there no more has to be taken off the list.
    expect([...seen].sort()).toEqual(Object.keys(each.known ?? {}).sort());
  });
});

describe('holiday sets', () => {
  const published = { definition: { fixed: ['01-01'], easter_offsets: [] }, dates: { '2026': ['2026-07-04'] } };

  it('take the published days of a year before the computed ones', () => {
    expect([...holidaysOf(published, 2026)].map(isoDate)).toEqual(['2026-07-04']);
    expect([...holidaysOf(published, 2027)].map(isoDate)).toEqual(['2027-01-01']);
  });

  it('hold by region, and for nobody when there is none', () => {
    const day = parseIsoDate('2026-07-04') ?? 0;
    const byRegion = { X: { by_region: { A: published } } };
    expect(holidayTest(byRegion, 'X')(day, ['B', 'A'])).toBe(true);
    expect(holidayTest(byRegion, 'X')(day, ['B'])).toBe(false);
    expect(holidayTest({ X: published }, 'X')(day, [])).toBe(true);
    expect(holidayTest({ X: published }, null)(day, [])).toBe(false);
  });

  it('substitute weekends one after the other, and know days that came later', () => {
    const britain = setOf('UK-BANK', 'UK-SCT').definition;
    const days = [...computedHolidays(britain, 2033)].map(isoDate);
    // 1 and 2 January 2033 are a Saturday and a Sunday.
    expect(days).toEqual(expect.arrayContaining(['2033-01-03', '2033-01-04']));
    for (const day of computedHolidays(britain, 2033))
      if (weekday(day) === 0) expect(days).toContain(isoDate(day + (isoDate(day).endsWith('01-02') ? 2 : 1)));
    const italy = setOf('IT').definition;
    expect([...computedHolidays(italy, 2025)].map(isoDate)).not.toContain('2025-10-04');
    expect([...computedHolidays(italy, 2029)].map(isoDate)).toContain('2029-10-04');
  });
});
