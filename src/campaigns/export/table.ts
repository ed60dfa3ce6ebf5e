/** What a column shows; money in cents, time in ms, a share from 0 to 1. */
export const columnKinds = ['text', 'count', 'number', 'cents', 'share', 'hours', 'seconds', 'date'] as const;
export type ColumnKind = (typeof columnKinds)[number];

export interface TableColumn {
  readonly title: string;
  readonly kind: ColumnKind;
}

/** Null: nothing is known. Text in a `text` or `date` column (YYYY-MM-DD), numbers in the others. */
export type Cell = string | number | null;

/** A table that may be too long to be held. */
export interface Table {
  readonly name: string;
  readonly columns: readonly TableColumn[];
  readonly rows: AsyncIterable<readonly Cell[]> | Iterable<readonly Cell[]>;
}

export type ExportLanguage = 'fr' | 'en';

/** Numbers as they are shown: euros, percent, hours, seconds; and with how many digits. */
export function shown(kind: ColumnKind, value: number): { readonly value: number; readonly digits: number } {
  switch (kind) {
    case 'cents':
      return { value: value / 100, digits: 2 };
    case 'share':
      return { value: value * 100, digits: 1 };
    case 'hours':
      return { value: value / 3_600_000, digits: 2 };
    case 'seconds':
      return { value: value / 1_000, digits: 0 };
    case 'number':
      return { value, digits: 2 };
    default:
      return { value, digits: 0 };
  }
}

/** The half goes away from zero, whatever the binary fraction makes of it: 4.125 is 4.13. */
export function rounded(value: number, digits: number): string {
  const scale = 10 ** digits;
  const whole = Math.round(Math.abs(value) * scale * (1 + Number.EPSILON));
  const text = (whole / scale).toFixed(digits);
  return value < 0 && whole !== 0 ? `-${text}` : text;
}
