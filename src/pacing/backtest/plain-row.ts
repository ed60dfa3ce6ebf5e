import { z } from 'zod';
import type { UtcMs } from '../../kernel/time.ts';
import {
  type Cells,
  cell,
  given,
  type LoggedCall,
  plausible,
  type RowReading,
  refused,
  refusedBy,
} from './logged-call.ts';

/** How a call of the documented file ended; see docs/what-if.md. */
const outcomes = ['connected', 'abandoned', 'machine', 'busy', 'failed', 'no-answer', 'cancelled'] as const;

const instant = z.string().transform((text, context): UtcMs => {
  const at = instantOf(text);
  if (at !== undefined) return at;
  context.addIssue(
    `${JSON.stringify(text)} is no instant: write it with its zone, like 2026-03-04T10:05:30+01:00, or as Unix seconds or milliseconds`,
  );
  return z.NEVER;
});
const maybeInstant = z
  .string()
  .optional()
  .transform((text) => cell(text) || undefined)
  .pipe(instant.optional());

const rowSchema = z.object({
  placed_at: given.pipe(instant),
  answered_at: maybeInstant,
  connected_at: maybeInstant,
  ended_at: given.pipe(instant),
  wrap_ended_at: maybeInstant,
  outcome: given
    .transform((text) => text.toLowerCase())
    .pipe(z.enum(outcomes, { error: ({ input }) => `${JSON.stringify(input)} is none of ${outcomes.join(', ')}` })),
  agent: z.string().optional().transform(cell),
  useful: z
    .string()
    .optional()
    .transform((text) => cell(text).toLowerCase())
    .pipe(
      z.enum(['', '0', '1', 'yes', 'no', 'true', 'false'], {
        error: ({ input }) => `${JSON.stringify(input)} is neither yes nor no`,
      }),
    ),
});
type Row = z.infer<typeof rowSchema>;

export const plainColumns = ['placed_at', 'ended_at', 'outcome'] as const;

/** A row of the documented file. */
export function readPlainRow(cells: Cells): RowReading {
  const parsed = rowSchema.safeParse(cells);
  if (!parsed.success) return refusedBy(parsed.error);
  const problem = orderProblem(parsed.data);
  return problem ?? { kind: 'call', call: callOf(parsed.data) };
}

function orderProblem(row: Row): RowReading | undefined {
  const order = ['placed_at', 'answered_at', 'connected_at', 'ended_at', 'wrap_ended_at'] as const;
  let last: { readonly column: string; readonly at: UtcMs } = { column: 'placed_at', at: row.placed_at };
  for (const column of order) {
    const at = row[column];
    if (at === undefined) continue;
    if (at < last.at) return refused(column, `lies before ${last.column}`);
    last = { column, at };
  }
  if (row.outcome === 'connected' && row.connected_at === undefined)
    return refused('connected_at', 'the cell is empty, and the call was connected');
  if (row.connected_at !== undefined && row.agent === '')
    return refused('agent', 'the cell is empty, and the call was connected');
  return undefined;
}

function callOf(row: Row): LoggedCall {
  const { outcome, connected_at: at, ended_at: endedAt } = row;
  const met = at !== undefined && (outcome === 'connected' || outcome === 'machine');
  return {
    placedAt: row.placed_at,
    ring: outcome === 'connected' || outcome === 'abandoned' ? 'person' : outcome,
    stoppedAt: row.answered_at ?? at ?? endedAt,
    abandoned: outcome === 'abandoned',
    meeting: met
      ? {
          agent: row.agent,
          at,
          talkMs: endedAt - at,
          wrapMs: row.wrap_ended_at === undefined ? null : row.wrap_ended_at - endedAt,
          useful: ['1', 'yes', 'true'].includes(row.useful),
        }
      : null,
  };
}

/** Ten digits are seconds, thirteen milliseconds; a date without a zone is nobody's. */
function instantOf(text: string): UtcMs | undefined {
  if (/^\d{9,10}(\.\d+)?$/.test(text)) return sound(Math.round(Number(text) * 1_000));
  if (/^\d{12,13}$/.test(text)) return sound(Number(text));
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text)) return undefined;
  return sound(Date.parse(text.replace(' ', 'T')));
}

function sound(at: UtcMs): UtcMs | undefined {
  return plausible(at) ? at : undefined;
}
