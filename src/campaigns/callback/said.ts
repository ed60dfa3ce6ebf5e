import type { DurationMs } from '../../kernel/time.ts';

/** A day as it was said. `weekday`: 0 for Sunday to 6 for Saturday. */
export type SaidDay =
  | { readonly kind: 'offset'; readonly days: number }
  | { readonly kind: 'weekday'; readonly weekday: number; readonly which: 'coming' | 'next' | 'next-week' | 'in-eight' }
  | { readonly kind: 'week'; readonly weeks: number }
  | { readonly kind: 'date'; readonly day: number; readonly month?: number; readonly year?: number };

/** A part of the day, or a time of day, in minutes after midnight. */
export type SaidTime =
  | { readonly kind: 'part'; readonly from: number; readonly to: number; readonly half: 'am' | 'pm' | 'noon' }
  /** `half` missing: nobody said whether before or after noon. */
  | {
      readonly kind: 'clock';
      readonly minute: number;
      readonly half?: 'am' | 'pm';
      readonly how: 'at' | 'about' | 'after' | 'before';
    }
  | { readonly kind: 'between'; readonly from: number; readonly to: number; readonly half?: 'am' | 'pm' };

/** All that was understood in a sentence, before it is laid on a calendar. */
export interface Said {
  /** From now: "in ten minutes". */
  readonly inMs: DurationMs | undefined;
  readonly days: readonly SaidDay[];
  readonly times: readonly SaidTime[];
  /** Words that nobody understood. */
  readonly unknown: readonly string[];
}

export const MINUTES_OF_DAY = 1_440;

/** Parts of a day when telephones may ring at all: a whole day, a morning, and so on. */
export const parts = {
  day: [9 * 60, 20 * 60],
  morning: [9 * 60, 12 * 60],
  'early-morning': [9 * 60, 10 * 60],
  'late-morning': [10 * 60 + 30, 12 * 60],
  noon: [12 * 60, 14 * 60],
  afternoon: [14 * 60, 18 * 60],
  'early-afternoon': [14 * 60, 15 * 60 + 30],
  'late-afternoon': [16 * 60 + 30, 18 * 60],
  evening: [18 * 60, 20 * 60],
  'late-day': [17 * 60, 19 * 60],
} as const satisfies Readonly<Record<string, readonly [number, number]>>;
export type PartOfDay = keyof typeof parts;

export function saidPart(name: PartOfDay): SaidTime {
  const [from, to] = parts[name];
  const half = name === 'noon' ? 'noon' : name.endsWith('morning') ? 'am' : 'pm';
  return { kind: 'part', from, to, half };
}
