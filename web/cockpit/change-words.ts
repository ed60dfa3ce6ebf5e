import type { ChangeList } from '../../src/http/contract/index.ts';
import { percent, shortLength } from '../i18n/format.ts';
import { decimal } from '../i18n/managers-format.ts';

type Change = ChangeList['changes'][number];
type Value = string | number | null;

export interface ChangedValue {
  readonly name: string;
  readonly from: Value;
  readonly to: Value;
}

/** The values that differ, by name. */
export function changedValues({ from, to }: Pick<Change, 'from' | 'to'>): readonly ChangedValue[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .map((name) => ({ name, from: from[name] ?? null, to: to[name] ?? null }))
    .filter((each) => each.from !== each.to);
}

/** A setting's value as people say it. */
export function valueWords(name: string, value: Value, language: string): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (name === 'abandonmentTarget' || name === 'occupancyCeiling' || name === 'abandonment')
    return percent(value, language, 1);
  if (name.endsWith('Ms')) return shortLength(value, language);
  return decimal(value, language, 2);
}
