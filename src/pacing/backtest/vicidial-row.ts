import { z } from 'zod';
import { SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { RingEnd } from '../what-if/call-history.ts';
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

const whole = (what: string) =>
  given
    .pipe(z.string().regex(/^\d+$/, { error: ({ input }) => `${JSON.stringify(input)} is no ${what}` }))
    .transform(Number);

/**
 * `vicidial_log` as VICIdial's MySQL_AST_CREATE_tables.sql has it. Only what the backtest needs is asked for:
 * names and numbers of donors are not read, and may be left out of the export.
 */
const rowSchema = z.object({
  start_epoch: whole('Unix time').refine(
    (seconds) => plausible(seconds * SECOND_MS),
    'is no plausible Unix time, seconds',
  ),
  length_in_sec: whole('number of seconds'),
  status: given.transform((text) => text.toUpperCase()),
  user: z.string('the column is missing').transform(cell),
  comments: z.string().optional().transform(cell),
});
type Row = z.infer<typeof rowSchema>;

export const vicidialColumns = ['start_epoch', 'length_in_sec', 'status', 'user'] as const;

/** The user of calls that no agent took. */
const NO_AGENT = 'VDAD';

/**
 * VICIdial's own statuses (its system statuses; campaigns add theirs). What an agent set and is not listed here is a
 * person: an agent talked to somebody.
 */
const endOfStatus: Readonly<Record<string, RingEnd>> = {
  NA: 'no-answer',
  N: 'no-answer',
  B: 'busy',
  AB: 'busy',
  DC: 'failed',
  ADC: 'failed',
  ADCT: 'failed',
  CPDERR: 'failed',
  LRERR: 'failed',
  PDROP: 'person',
  A: 'machine',
  AA: 'machine',
  AM: 'machine',
  AL: 'machine',
  AFAX: 'machine',
  DROP: 'person',
  XDROP: 'person',
};
const dropped: ReadonlySet<string> = new Set(['DROP', 'XDROP', 'PDROP']);

export interface VicidialOptions {
  /** Statuses that count as useful contacts. */
  readonly useful: ReadonlySet<string>;
}

/** A row of a `vicidial_log` export. */
export function readVicidialRow(cells: Cells, options: VicidialOptions): RowReading {
  const parsed = rowSchema.safeParse(cells);
  if (!parsed.success) return refusedBy(parsed.error);
  const row = parsed.data;
  if (row.comments.toUpperCase() === 'MANUAL')
    return refused('comments', 'dialed by hand: no pacing could have placed it');
  const byAgent = row.user !== '' && row.user !== NO_AGENT;
  const end = endOfStatus[row.status] ?? (byAgent ? 'person' : undefined);
  if (end === undefined)
    return refused(
      'status',
      `${row.status} is not a status that VICIdial sets without an agent, and no agent is named`,
    );
  return { kind: 'call', call: callOf(row, end, byAgent, options) };
}

function callOf(row: Row, ring: RingEnd, byAgent: boolean, { useful }: VicidialOptions): LoggedCall {
  const at: UtcMs = row.start_epoch * SECOND_MS;
  const lengthMs = row.length_in_sec * SECOND_MS;
  if (ring === 'person' && !byAgent)
    return { placedAt: null, ring, stoppedAt: at, meeting: null, abandoned: dropped.has(row.status) };
  // Picked up: the row is written when the call comes in from the trunk, so when it was dialed is not told.
  if (byAgent && (ring === 'person' || ring === 'machine')) {
    const meeting = { agent: row.user, at, talkMs: lengthMs, wrapMs: null, useful: useful.has(row.status) };
    return { placedAt: null, ring, stoppedAt: at, meeting, abandoned: false };
  }
  if (ring === 'machine') return { placedAt: null, ring, stoppedAt: at, meeting: null, abandoned: false };
  // Never answered: written by AST_VDauto_dial.pl when it gives the call up, with the seconds it rang as its length.
  return { placedAt: at - lengthMs, ring, stoppedAt: at, meeting: null, abandoned: false };
}
