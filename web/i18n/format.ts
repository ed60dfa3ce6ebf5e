import type { Language } from './i18n.ts';

const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' };

function localeOf(language: string): string {
  return language === 'en' ? locales.en : locales.fr;
}

/** `1:05`, `12:00`, `1:02:03`; never negative. */
export function clockLength(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const [hours, minutes, rest] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

export function shortLength(ms: number, language: string): string {
  const seconds = ms / 1_000;
  const digits = seconds < 10 ? 1 : 0;
  return `${new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(seconds)} s`;
}

export function percent(share: number | null, language: string, digits = 0): string {
  if (share === null) return '–';
  return new Intl.NumberFormat(localeOf(language), {
    style: 'percent',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(share);
}

export function euros(cents: number, language: string): string {
  return money(cents, 'EUR', language);
}

/** `€`, `£`: beside a field. */
export function currencySign(currency: string, language: string): string {
  const parts = new Intl.NumberFormat(localeOf(language), { style: 'currency', currency }).formatToParts(0);
  return parts.find(({ type }) => type === 'currency')?.value ?? currency;
}

export function money(cents: number, currency: string, language: string): string {
  const digits = cents % 100 === 0 ? 0 : 2;
  return new Intl.NumberFormat(localeOf(language), {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(cents / 100);
}

/** `YYYY-MM-DD` as people say it; the text itself when it is no date. */
export function monthOf(date: string, language: string): string {
  const [year, month, day] = date.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return date;
  return new Intl.DateTimeFormat(localeOf(language), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(year, month - 1, day),
  );
}

export function timeOfDay(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Europe/Paris',
  }).format(at);
}

export function dayOf(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: 'Europe/Paris',
  }).format(at);
}
