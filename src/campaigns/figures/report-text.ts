import { type ExportLanguage, rounded, shown } from '../export/table.ts';
import type { ReportGroup, ReportValue } from './report.ts';
import { type ReportColumn, reportColumns } from './report-columns.ts';

const LABEL_WIDTH = 34;
const VALUE_WIDTH = 14;

/** Groups one below the other, each figure on a line: the value, its interval, and what it was before. */
export function reportText(
  groups: readonly ReportGroup[],
  language: ExportLanguage,
  nameOf: (key: string) => string,
): string {
  return groups.map((group) => groupText(group, language, nameOf(group.key))).join('\n');
}

function groupText({ values }: ReportGroup, language: ExportLanguage, name: string): string {
  const lines = reportColumns.flatMap((column, i) => {
    const value = values[i];
    return value === undefined || value.value === null ? [] : [lineOf(column, value, language)];
  });
  return `${name}\n${lines.join('\n')}\n`;
}

function lineOf(column: ReportColumn, value: ReportValue, language: ExportLanguage): string {
  const words = (each: number) => shownText(column, each, language);
  const label = `  ${column[language]}`.padEnd(LABEL_WIDTH);
  const interval = value.share === null ? '' : `  [${words(value.share.low)} - ${words(value.share.high)}]`;
  return `${label}${words(value.value ?? 0).padStart(VALUE_WIDTH)}${interval}${beforeText(column, value, language)}`;
}

function beforeText(column: ReportColumn, { before, difference }: ReportValue, language: ExportLanguage): string {
  if (before === null) return '';
  const word = language === 'fr' ? 'avant' : 'before';
  const change = difference?.beyondChance === true ? (language === 'fr' ? ', significatif' : ', beyond chance') : '';
  return `  (${word} ${shownText(column, before, language)}${change})`;
}

function shownText({ kind }: ReportColumn, number: number, language: ExportLanguage): string {
  const { value, digits } = shown(kind, number);
  const [whole = '', part] = rounded(value, digits).split('.');
  const spaced = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? ' ' : ',');
  const text = part === undefined ? spaced : `${spaced}${language === 'fr' ? ',' : '.'}${part}`;
  if (kind === 'share') return `${text} %`;
  return kind === 'hours' ? `${text} h` : text;
}
