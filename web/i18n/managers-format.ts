import { frenchSpaces } from './french-spaces.ts';

/** The word of the pair that the reader's language wants. */
export function inLanguage({ fr, en }: { readonly fr: string; readonly en: string }, language: string): string {
  return language === 'en' ? en : frenchSpaces(fr);
}

function localeOf(language: string): string {
  return language === 'en' ? 'en-GB' : 'fr-FR';
}

const PARIS = 'Europe/Paris';

/** `10:05:09` */
export function clockTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), { timeStyle: 'medium', timeZone: PARIS }).format(at);
}

/** `mer. 25 nov., 10:05` */
export function dayAndTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(localeOf(language), {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: PARIS,
  }).format(at);
}

export function decimal(value: number | null, language: string, digits = 1): string {
  if (value === null) return '–';
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);
}

/** `YYYY-MM-DD` in Paris. */
export function isoDay(at: number): string {
  return new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone: PARIS }).format(at);
}

/** The hour of the day in Paris, 0 to 23. */
export function hourOfDay(at: number): number {
  return Number(new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: PARIS }).format(at));
}
