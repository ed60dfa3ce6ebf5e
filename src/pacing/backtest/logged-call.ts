import { z } from 'zod';
import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { RingEnd } from '../what-if/call-history.ts';

/** A call as a log tells it; null where this kind of log does not know. */
export interface LoggedCall {
  readonly placedAt: UtcMs | null;
  readonly ring: RingEnd;
  /** When it stopped ringing: picked up, or given up. */
  readonly stoppedAt: UtcMs;
  readonly meeting: LoggedMeeting | null;
  readonly abandoned: boolean;
}

export interface LoggedMeeting {
  readonly agent: string;
  readonly at: UtcMs;
  readonly talkMs: DurationMs;
  readonly wrapMs: DurationMs | null;
  readonly useful: boolean;
}

/** A row that is left out of the backtest, and why, in words. */
export interface RowProblem {
  readonly column: string;
  readonly reason: string;
}

export type RowReading =
  | { readonly kind: 'call'; readonly call: LoggedCall }
  | { readonly kind: 'refused'; readonly problem: RowProblem };

export type Cells = Readonly<Record<string, string>>;

export function refused(column: string, reason: string): RowReading {
  return { kind: 'refused', problem: { column, reason } };
}

/** The first thing zod has to say, with its column. */
export function refusedBy(error: z.ZodError): RowReading {
  const [issue] = error.issues;
  return refused(String(issue?.path[0] ?? ''), issue?.message ?? 'not understood');
}

/** As exports write nothing: an empty cell, or NULL as MySQL writes it. */
export function cell(text: string | undefined): string {
  const trimmed = (text ?? '').trim();
  return trimmed === '\\N' || trimmed.toUpperCase() === 'NULL' ? '' : trimmed;
}

export const given = z.string('the column is missing').transform(cell).pipe(z.string().min(1, 'the cell is empty'));

/** Years that a call log can be of, so that seconds and milliseconds, or a day and a month, can't be taken for each other. */
const EARLIEST: UtcMs = Date.UTC(1990, 0);
const LATEST: UtcMs = Date.UTC(2100, 0);

export function plausible(at: UtcMs): boolean {
  return at >= EARLIEST && at <= LATEST;
}
