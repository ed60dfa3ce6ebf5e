import { type DayNumber, dayNumber, isoDate } from '../../compliance/index.ts';
import type { CellNote } from './phone-cell.ts';

/** A value read from a cell, or null, and what there is to say about it. */
export interface ValueCell<T> {
  readonly value: T | null;
  readonly note?: CellNote;
}

const EMPTY = /^[\s\u00a0-]*$/;
/** Amounts above this are no donation but a slipped column. */
const MAX_CENTS = 100_000_000_00;

/** As most amounts are written, none beyond measure: nothing in it can be taken in two ways. */
const PLAIN_AMOUNT = /^(\d{1,7}|\d{1,3}[ \u00a0\u202f]\d{3}|\d(?:[ \u00a0\u202f]\d{3}){2})(?:[.,](\d\d?))?(?: ?€)?$/;
const GROUPED = /[ \u00a0\u202f]/g;

/** Amounts of so few characters have no thousands apart. */
const UNGROUPED = 4;

/** `1 234,50 €`, `12.5`, `1.234,50`: French first. In whole cents. */
export function readAmount(text: string): ValueCell<number> {
  const plain = PLAIN_AMOUNT.exec(text);
  if (plain === null) return readAnyAmount(text);
  const [, whole = '', cents = ''] = plain;
  const units = Number(whole.length > UNGROUPED ? whole.replace(GROUPED, '') : whole);
  return { value: units * 100 + (cents.length === 1 ? Number(cents) * 10 : Number(cents)) };
}

/** The same for amounts of every kind. */
export function readAnyAmount(text: string): ValueCell<number> {
  if (EMPTY.test(text)) return { value: null };
  const unreadable = { value: null, note: { code: 'amount-unreadable', detail: text.trim() } } as const;
  // The sign ¤ is where ISO 8859-15 has the euro.
  const compact = text.replace(/[\s\u00a0\u202f']|€|¤|eur(os?)?/gi, '');
  if (!/^\d[\d.,]*$/.test(compact) || compact.length > 15) return unreadable;
  const decimal = decimalSign(compact);
  const [whole = '', cents = ''] = decimal === undefined ? [compact] : splitAtLast(compact, decimal);
  if (cents.length > 2 && !/^\d\d0*$/.test(cents)) return unreadable;
  const value = Number(whole.replace(/[.,]/g, '')) * 100 + Number(cents.slice(0, 2).padEnd(2, '0'));
  if (!Number.isSafeInteger(value) || value > MAX_CENTS) return unreadable;
  const ambiguous = decimal === undefined && /^\d{1,3}[.,]\d{3}$/.test(compact);
  if (!ambiguous) return { value };
  return { value, note: { code: 'amount-ambiguous', detail: text.trim(), other: (value / 100).toFixed(2) } };
}

/** The last of `.` and `,`, unless it groups thousands: three digits behind it, or the same sign twice. */
function decimalSign(text: string): '.' | ',' | undefined {
  const last = text.lastIndexOf('.') > text.lastIndexOf(',') ? '.' : ',';
  const at = text.lastIndexOf(last);
  if (at < 0 || text.indexOf(last) !== at) return undefined;
  const behind = text.length - at - 1;
  const other = last === '.' ? ',' : '.';
  return behind === 3 && !text.includes(other) ? undefined : last;
}

function splitAtLast(text: string, sign: string): [string, string] {
  const at = text.lastIndexOf(sign);
  return [text.slice(0, at), text.slice(at + 1)];
}

export function readCount(text: string): ValueCell<number> {
  if (EMPTY.test(text)) return { value: null };
  const match = /^\s*(\d{1,6})(?:[.,]0+)?\s*$/.exec(text);
  if (match === null) return { value: null, note: { code: 'count-unreadable', detail: text.trim() } };
  return { value: Number(match[1]) };
}

const MONTHS = ['janv', 'fevr', 'mars', 'avri', 'mai', 'juin', 'juil', 'aout', 'sept', 'octo', 'nove', 'dece'];
/** Excel's day 0 in its 1900 system. */
const EXCEL_EPOCH = dayNumber(1899, 12, 30);
/** Serial numbers taken for dates: 1954 to 2064. */
const SERIALS: readonly [number, number] = [20_000, 60_000];

/** As most days are written, and one that every month has. */
const EVERY_DAY = /^(0[1-9]|1\d|2[0-8])\/(0[1-9]|1[0-2])\/(19\d\d|20\d\d)$/;

/** Day first, as in France; also ISO, Excel's serial numbers, and months in words. YYYY-MM-DD. */
export function readDate(text: string): ValueCell<string> {
  if (EVERY_DAY.test(text)) return { value: `${text.slice(6)}-${text.slice(3, 5)}-${text.slice(0, 2)}` };
  return readAnyDate(text);
}

/** The same for days of every kind. */
export function readAnyDate(text: string): ValueCell<string> {
  if (EMPTY.test(text)) return { value: null };
  const trimmed = text.trim();
  const day = trimmed.length > 40 ? undefined : parseDay(trimmed);
  if (day === undefined) return { value: null, note: { code: 'date-unreadable', detail: trimmed } };
  const value = isoDate(day.number);
  return day.code === undefined ? { value } : { value, note: { code: day.code, detail: trimmed, other: value } };
}

interface ReadDay {
  readonly number: DayNumber;
  readonly code?: 'date-serial' | 'date-ambiguous';
}

function parseDay(text: string): ReadDay | undefined {
  const serial = /^(\d{5})(?:[.,]\d+)?$/.exec(text);
  if (serial !== null) return serialDay(Number(serial[1]));
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$/.exec(text);
  if (iso !== null) return validDay(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const french = /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2}|\d{4})(?:[T ].*)?$/.exec(text);
  if (french !== null) return dayFirst(Number(french[1]), Number(french[2]), fullYear(french[3] ?? ''));
  const worded = /^(?:(\d{1,2})(?:er)?[-/. ])?([a-zéèûôà]{3,9})\.?[-/. ](\d{2}|\d{4})$/i.exec(text);
  return worded === null
    ? undefined
    : validDay(fullYear(worded[3] ?? ''), monthOf(worded[2] ?? ''), Number(worded[1] ?? 1));
}

function serialDay(serial: number): ReadDay | undefined {
  const [from, to] = SERIALS;
  return serial >= from && serial <= to ? { number: EXCEL_EPOCH + serial, code: 'date-serial' } : undefined;
}

/** An American date shows itself only when its second part can be no month. */
function dayFirst(day: number, month: number, year: number): ReadDay | undefined {
  if (month > 12 && day <= 12) {
    const swapped = validDay(year, day, month);
    return swapped === undefined ? undefined : { ...swapped, code: 'date-ambiguous' };
  }
  return validDay(year, month, day);
}

function validDay(year: number, month: number, day: number): ReadDay | undefined {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return undefined;
  const number = dayNumber(year, month, day);
  return number < dayNumber(month === 12 ? year + 1 : year, (month % 12) + 1, 1) ? { number } : undefined;
}

/** Two digits: 00 to 68 are of this century, as spreadsheets take them (POSIX). */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year <= 68 ? 2000 + year : 1900 + year;
}

function monthOf(word: string): number {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return MONTHS.findIndex((month) => plain.startsWith(month.slice(0, Math.min(month.length, plain.length)))) + 1;
}

/** French postal codes lose their first 0 in spreadsheets. */
export function readPostalCode(text: string, isFrench: boolean): ValueCell<string> {
  const compact = text.replace(/[\s\u00a0]|^="|"$|^'|\.0+$/g, '').replace(/^(?:F|FR)-/i, '');
  if (compact === '') return { value: null };
  if (!isFrench) return { value: compact.slice(0, 12) };
  if (/^\d{5}$/.test(compact)) return { value: compact };
  if (!/^\d{4}$/.test(compact)) return { value: null, note: { code: 'postal-code-unreadable', detail: text.trim() } };
  return { value: `0${compact}`, note: { code: 'postal-code-repaired', detail: compact, other: `0${compact}` } };
}

export function readEmail(text: string): ValueCell<string> {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return { value: null };
  const valid = trimmed.length <= 254 && /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]{2,}$/.test(trimmed);
  return valid ? { value: trimmed } : { value: null, note: { code: 'email-unreadable', detail: trimmed } };
}
