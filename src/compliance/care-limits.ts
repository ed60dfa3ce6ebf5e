import type { UtcMs } from '../kernel/time.ts';

/**
 * What is counted: dials, talks, requests that were heard, refusals of them, agreements to give, talks of a campaign of
 * thanks, calls met by silence, and machines that answered.
 */
export const careActKinds = [
  'attempts',
  'contacts',
  'asks',
  'refusals',
  'agreements',
  'thanks',
  'abandonments',
  'machines',
] as const;
export type CareCounted = (typeof careActKinds)[number];
/** Whose calls are counted; `household`: the others who share a number or a household with the donor. */
export type CareUnit = 'number' | 'donor' | 'household';
/** Over whose calls they are counted. */
export type CareReach = 'campaign' | 'client' | 'agency';

export const careLimitIds = [
  'number-contacts-a-day',
  'number-dials-a-day',
  'number-dials-30-days-client',
  'number-dials-30-days-agency',
  'donor-contacts-a-day',
  'donor-dials-a-day',
  'donor-dials-30-days',
  'household-contacts-campaign',
  'donor-asks-30-days',
  'household-asks-30-days',
  'rest-after-refusal',
  'rest-after-agreement',
  'rest-after-thanks',
  'rest-after-abandoned',
  'rest-after-machine',
] as const;
export type CareLimitId = (typeof careLimitIds)[number];

/** A limit that care for the donor lays on calls, beside the law; its value is a number of calls, or of days or hours of rest. */
export interface CareLimit {
  readonly id: CareLimitId;
  readonly ruleId: string;
  readonly unit: CareUnit;
  readonly reach: CareReach;
  readonly counted: CareCounted;
  /** The local days, today included, over which calls are counted; a rest has none: its value says how long it is. */
  readonly windowDays: number | undefined;
  readonly valueIn: 'calls' | 'days' | 'hours';
  readonly byDefault: number;
  readonly least: number;
  readonly most: number;
  /** An agreed callback waives it, like every courtesy of one day. */
  readonly waivedByRequest: boolean;
  /** Courtesies of the rule packs in whose place it stands: they say the same, and cannot be adjusted. */
  readonly standsFor: readonly string[];
  readonly title: { readonly fr: string; readonly en: string };
}

/** Calls are counted over at most so many days, and a rest is no longer. */
export const LONGEST_CARE_DAYS = 366;
const MOST_CALLS = 50;
/** An abandoned call is remembered this long: until then the number is dialed only with an agent held for the call. */
export const ABANDONED_MEMORY_HOURS = 720;

export type CareWords = CareLimit['title'];
type Whose = readonly [CareUnit, CareReach, CareCounted];

const standsFor: Readonly<Partial<Record<CareLimitId, readonly string[]>>> = {
  'number-contacts-a-day': ['GL-COURTESY-CONTACT-A-DAY'],
  'number-dials-a-day': ['GL-COURTESY-2-A-DAY', 'CH-FREQ-DEFAULT'],
  'number-dials-30-days-client': ['FR-FREQ-4-30-DONATION-DEFAULT'],
  'rest-after-refusal': ['FR-REFUSAL-60-DONATION-DEFAULT'],
  'rest-after-abandoned': ['GL-ABANDONED-72H'],
};

function cap(
  id: CareLimitId,
  [unit, reach, counted]: Whose,
  days: number,
  byDefault: number,
  title: CareWords,
): CareLimit {
  const waivedByRequest = days === 1;
  const limits = {
    windowDays: days,
    valueIn: 'calls',
    byDefault,
    least: 1,
    most: MOST_CALLS,
    waivedByRequest,
  } as const;
  return { id, ruleId: ruleIdOf(id), unit, reach, counted, ...limits, standsFor: standsFor[id] ?? [], title };
}

function rest(id: CareLimitId, counted: CareCounted, byDefault: number, title: CareWords): CareLimit {
  const limits = { windowDays: undefined, byDefault, least: 0, most: LONGEST_CARE_DAYS, waivedByRequest: false };
  const whose = { unit: 'donor', reach: 'client', counted, valueIn: 'days' } as const;
  return { id, ruleId: ruleIdOf(id), ...whose, ...limits, standsFor: standsFor[id] ?? [], title };
}

/** Of a number, over the whole agency: who was disturbed by it does not ask for whom. */
function pause(id: CareLimitId, counted: CareCounted, byDefault: number, title: CareWords): CareLimit {
  const limits = { windowDays: undefined, byDefault, least: 0, most: ABANDONED_MEMORY_HOURS };
  const whose = { unit: 'number', reach: 'agency', counted, valueIn: 'hours' } as const;
  const waivedByRequest = counted === 'machines';
  return { id, ruleId: ruleIdOf(id), ...whose, ...limits, waivedByRequest, standsFor: standsFor[id] ?? [], title };
}

function ruleIdOf(id: CareLimitId): string {
  return `CARE-${id.toUpperCase()}`;
}

/** Of all donor care: the one place in which the limits and their defaults stand. Product choices, none of them law. */
export const careLimits: readonly CareLimit[] = [
  cap('number-contacts-a-day', ['number', 'agency', 'contacts'], 1, 1, {
    fr: 'Conversations par numéro et par jour',
    en: 'Talks per number and day',
  }),
  cap('number-dials-a-day', ['number', 'agency', 'attempts'], 1, 2, {
    fr: 'Appels par numéro et par jour',
    en: 'Dials per number and day',
  }),
  cap('number-dials-30-days-client', ['number', 'client', 'attempts'], 30, 4, {
    fr: "Appels par numéro en 30 jours, pour l'organisme",
    en: 'Dials per number in 30 days, for the charity',
  }),
  cap('number-dials-30-days-agency', ['number', 'agency', 'attempts'], 30, 6, {
    fr: "Appels par numéro en 30 jours, pour toute l'agence",
    en: 'Dials per number in 30 days, over the whole agency',
  }),
  cap('donor-contacts-a-day', ['donor', 'client', 'contacts'], 1, 1, {
    fr: 'Conversations par donateur et par jour, tous numéros',
    en: 'Talks per donor and day, on all numbers',
  }),
  cap('donor-dials-a-day', ['donor', 'client', 'attempts'], 1, 4, {
    fr: 'Appels par donateur et par jour, tous numéros',
    en: 'Dials per donor and day, on all numbers',
  }),
  cap('donor-dials-30-days', ['donor', 'client', 'attempts'], 30, 8, {
    fr: 'Appels par donateur en 30 jours, tous numéros et campagnes',
    en: 'Dials per donor in 30 days, on all numbers and in all campaigns',
  }),
  cap('household-contacts-campaign', ['household', 'campaign', 'contacts'], LONGEST_CARE_DAYS, 1, {
    fr: 'Autres personnes du foyer jointes dans la campagne',
    en: 'Others of the household talked to in the campaign',
  }),
  cap('donor-asks-30-days', ['donor', 'client', 'asks'], 30, 1, {
    fr: 'Demandes entendues par donateur en 30 jours',
    en: 'Requests heard per donor in 30 days',
  }),
  cap('household-asks-30-days', ['household', 'client', 'asks'], 30, 2, {
    fr: 'Demandes entendues par les autres personnes du foyer en 30 jours',
    en: 'Requests heard by the others of the household in 30 days',
  }),
  rest('rest-after-refusal', 'refusals', 180, {
    fr: 'Jours de repos après un refus argumenté',
    en: 'Days of rest after a refusal',
  }),
  rest('rest-after-agreement', 'agreements', 90, {
    fr: 'Jours de repos après un accord',
    en: 'Days of rest after an agreement',
  }),
  rest('rest-after-thanks', 'thanks', 60, {
    fr: 'Jours de repos après un appel de remerciement',
    en: 'Days of rest after a thank-you call',
  }),
  pause('rest-after-abandoned', 'abandonments', 72, {
    fr: 'Heures de repos du numéro après un appel abandonné',
    en: 'Hours of rest of the number after an abandoned call',
  }),
  pause('rest-after-machine', 'machines', 20, {
    fr: 'Heures de repos du numéro après un répondeur',
    en: 'Hours of rest of the number after a machine answered',
  }),
];

export const careLimitOf: ReadonlyMap<string, CareLimit> = new Map(careLimits.map((limit) => [limit.id, limit]));

export type CareValues = Readonly<Record<CareLimitId, number>>;

export const careDefaults = Object.fromEntries(careLimits.map(({ id, byDefault }) => [id, byDefault])) as CareValues;

/** What the gate is told for the limits of care: their values in force, and what each of them counts. */
export interface CareFacts {
  readonly values: CareValues;
  /** Instants, any order; a limit that counts nothing may be missing. */
  readonly counted: Readonly<Partial<Record<CareLimitId, readonly UtcMs[]>>>;
}
