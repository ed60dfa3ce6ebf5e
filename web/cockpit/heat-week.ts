import type { CallableAnswer } from '../../src/http/contract/index.ts';
import { hourOfDay, isoDay } from '../i18n/managers-format.ts';

const HOUR_MS = 3_600_000;

export interface HeatCell {
  readonly at: number;
  readonly contacts: number;
  /** Of the fullest hour, 0 to 1. */
  readonly share: number;
  /** The place of the rule that closes it; null: open, or nobody is due. */
  readonly rule: number | null;
}

/** One day of the week to come; an hour that isn't looked at is missing. */
export interface HeatDay {
  readonly day: string;
  readonly at: number;
  readonly cells: readonly (HeatCell | undefined)[];
}

/** The 168 hours as days of 24, in Paris; where a day has 25 hours the second of the two wins. */
export function heatWeek({ from, contacts, closedBy }: CallableAnswer['week']): readonly HeatDay[] {
  const fullest = Math.max(1, ...contacts);
  const days = new Map<string, { at: number; cells: (HeatCell | undefined)[] }>();
  contacts.forEach((count, hour) => {
    const at = from + hour * HOUR_MS;
    const key = isoDay(at);
    const day = days.get(key) ?? { at, cells: new Array<HeatCell | undefined>(24).fill(undefined) };
    day.cells[hourOfDay(at)] = { at, contacts: count, share: count / fullest, rule: closedBy[hour] ?? null };
    days.set(key, day);
  });
  return [...days].map(([day, { at, cells }]) => ({ day, at, cells }));
}

/** The first and last hour that is worth a column: one around those in which anybody may be called; all when nobody may. */
export function hoursShown(days: readonly HeatDay[]): readonly number[] {
  const open = days.flatMap(({ cells }) => cells.flatMap((cell, hour) => ((cell?.contacts ?? 0) > 0 ? [hour] : [])));
  const [first, last] = open.length === 0 ? [0, 23] : [Math.min(...open) - 1, Math.max(...open) + 1];
  return Array.from({ length: 24 }, (_, hour) => hour).filter((hour) => hour >= first && hour <= last);
}
