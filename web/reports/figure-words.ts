import { euros, percent } from '../i18n/format.ts';
import { decimal } from '../i18n/managers-format.ts';

const HOUR_MS = 3_600_000;

/** A figure as people read it, by its kind in the report. */
export function figureWords(kind: string, value: number | null, language: string): string {
  if (value === null) return '–';
  switch (kind) {
    case 'share':
      return percent(value, language, 1);
    case 'cents':
      return euros(Math.round(value), language);
    case 'hours':
      return `${decimal(value / HOUR_MS, language, 1)} h`;
    case 'seconds':
      return `${decimal(value / 1_000, language, 0)} s`;
    case 'count':
      return decimal(value, language, 0);
    default:
      return decimal(value, language, 2);
  }
}
