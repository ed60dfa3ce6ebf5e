import { civilDate, parseIsoDate } from '../../compliance/index.ts';
import type { ScriptDocument } from './script-document.ts';

export type Language = ScriptDocument['language'];

/** What a card has of a donor; any of it may be missing, or be what people type into a cell that they must fill. */
export interface DonorFacts {
  readonly civility?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly company?: string | null;
  readonly city?: string | null;
  readonly lastGiftCents?: number | null;
  readonly lastGiftOn?: string | null;
  readonly totalGiftsCents?: number | null;
  readonly giftCount?: number | null;
}

/** The variables of a donor: `donor` is the name as one is addressed ("Madame Morel"). */
export const donorVariables = [
  'donor',
  'civility',
  'first-name',
  'last-name',
  'company',
  'city',
  'last-gift',
  'last-gift-date',
  'gift-count',
  'total-gifts',
] as const;
export type DonorVariable = (typeof donorVariables)[number];

const NOTHING =
  /^(?:null|undefined|none|nan|n\/?a|nc|n\.c\.|inconnue?|unknown|anonyme|anonymous|test|x+|[-_.?/*\s]*)$/i;
/** No name that a person could say. */
const UNSPEAKABLE = /[{}<>=@|\\[\]]|\d/;

const civilities: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  fr: {
    m: 'Monsieur',
    mr: 'Monsieur',
    monsieur: 'Monsieur',
    mme: 'Madame',
    madame: 'Madame',
    mlle: 'Madame',
    mademoiselle: 'Madame',
    'm et mme': 'Monsieur et Madame',
    'mr et mme': 'Monsieur et Madame',
    'mme et m': 'Madame et Monsieur',
    'monsieur et madame': 'Monsieur et Madame',
    dr: 'Docteur',
    docteur: 'Docteur',
    me: 'Maître',
    maitre: 'Maître',
  },
  en: {
    m: 'Mr',
    mr: 'Mr',
    mrs: 'Mrs',
    ms: 'Ms',
    miss: 'Miss',
    mme: 'Mrs',
    dr: 'Doctor',
    doctor: 'Doctor',
    'mr and mrs': 'Mr and Mrs',
    'm et mme': 'Mr and Mrs',
  },
};

const months: Readonly<Record<Language, readonly string[]>> = {
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' '),
  en: 'January February March April May June July August September October November December'.split(' '),
};

/** Each variable as it is said aloud; undefined where the card does not tell. */
export function spokenDonor(
  donor: DonorFacts,
  language: Language,
  currency = 'EUR',
): Readonly<Record<DonorVariable, string | undefined>> {
  const civility = spokenCivility(donor.civility, language);
  const firstName = spokenName(donor.firstName);
  const lastName = spokenName(donor.lastName);
  const company = spokenName(donor.company, /[{}<>|\\]/);
  const money = (cents: number | null | undefined) => spokenMoney(cents, language, currency);
  return {
    donor: addressed(civility, firstName, lastName),
    civility,
    'first-name': firstName,
    'last-name': lastName,
    company,
    city: spokenName(donor.city),
    'last-gift': money(donor.lastGiftCents),
    'last-gift-date': spokenMonth(donor.lastGiftOn, language),
    'gift-count': spokenCount(donor.giftCount),
    'total-gifts': money(donor.totalGiftsCents),
  };
}

/** A family name alone is no way to address a person. */
function addressed(civility?: string, firstName?: string, lastName?: string): string | undefined {
  if (lastName === undefined) return undefined;
  if (civility !== undefined) return `${civility} ${lastName}`;
  return firstName === undefined ? undefined : `${firstName} ${lastName}`;
}

function known(text: string | null | undefined): string | undefined {
  const plain = (text ?? '').normalize('NFC').replace(/\s+/g, ' ').trim();
  return plain === '' || NOTHING.test(plain) ? undefined : plain;
}

function spokenCivility(text: string | null | undefined, language: Language): string | undefined {
  const key = (known(text) ?? '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f.]/g, '')
    .replace(/\s*(?:&|\/|\+)\s*/g, language === 'fr' ? ' et ' : ' and ')
    .replace(/\s+/g, ' ')
    .trim();
  const table = civilities[language];
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Files write names in capitals: they are said, and read, as names. */
function spokenName(text: string | null | undefined, refused = UNSPEAKABLE): string | undefined {
  const name = known(text)?.replace(/^[\s,.;:]+|[\s,;:]+$/g, '');
  if (name === undefined || name === '' || name.length > 80 || refused.test(name)) return undefined;
  if (/(?:null|undefined|NaN)/i.test(name) || !/\p{L}/u.test(name)) return undefined;
  if (name !== name.toUpperCase() || name.length === 1) return name;
  return name
    .toLowerCase()
    .replace(/(^|[\s'’-])(\p{L})/gu, (_all, before: string, letter: string) => before + letter.toUpperCase());
}

export function spokenMoney(
  cents: number | null | undefined,
  language: Language,
  currency: string,
): string | undefined {
  if (cents === null || cents === undefined || !Number.isSafeInteger(cents) || cents <= 0) return undefined;
  const whole = Math.floor(cents / 100);
  const rest = cents % 100;
  const figure =
    rest === 0 ? String(whole) : `${whole}${language === 'fr' ? ',' : '.'}${String(rest).padStart(2, '0')}`;
  const words: Readonly<Record<string, readonly [string, string]>> = {
    EUR: ['euro', 'euros'],
    GBP: ['pound', 'pounds'],
    USD: ['dollar', 'dollars'],
    CHF: ['franc', 'francs'],
  };
  const [one, many] = words[currency] ?? [currency, currency];
  const plural = language === 'fr' ? cents >= 200 : cents !== 100;
  return `${figure} ${plural ? many : one}`;
}

/** "en mars 2025": a day would be said only by somebody who reads. */
function spokenMonth(date: string | null | undefined, language: Language): string | undefined {
  const day = parseIsoDate(known(date)?.slice(0, 10) ?? '');
  if (day === undefined) return undefined;
  const { year, month } = civilDate(day);
  const name = months[language][month - 1];
  return year < 1950 || year > 2200 || name === undefined
    ? undefined
    : `${language === 'fr' ? 'en' : 'in'} ${name} ${year}`;
}

function spokenCount(count: number | null | undefined): string | undefined {
  return count === null || count === undefined || !Number.isSafeInteger(count) || count < 1 ? undefined : String(count);
}
