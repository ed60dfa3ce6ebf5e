import {
  type HourAddition,
  type HourCount,
  hourOf,
  type ReasonCount,
  resultDifference,
} from '../../campaigns/figures/index.ts';
import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { usefulCodes } from '../refusal-codes.ts';
import { patch } from '../row-change.ts';
import type { Counted } from './hours-counted.ts';
import type { CountedAttempt, HoursReader } from './hours-reader.ts';

type Counts = Readonly<Partial<Record<HourCount, number>>>;

const NOTHING: Counted = { additions: [] };

/**
 * Each attempt counts once, however often it fails over, is bridged or is handed on. What happens before an agent has the
 * call counts for no agent. Undefined: no event of a call.
 */
export function projectCallHours(event: FloorEvent, reader: HoursReader): Counted | undefined {
  switch (event.type) {
    case 'call.placed':
      return once(event, reader, 'placedAt', { dials: 1 });
    case 'call.answered':
      return once(event, reader, 'answeredAt', { answered: 1 });
    case 'call.abandoned':
      return once(event, reader, 'abandonedAt', { abandoned: 1 });
    case 'call.bridged':
      return once(event, reader, 'bridgedAt', { connected: 1 }, event.data.agentId);
    case 'call.ended':
      return ended(event, reader);
    case 'call.disposed':
      return disposed(event, reader);
    case 'useful-contact.computed':
      return computed(event, reader);
    case 'contact.rescheduled':
      return rescheduled(event, reader);
    case 'objection.recorded':
      return objected(event, reader);
    default:
      return undefined;
  }
}

type CallEvent =
  | EventOf<'call.placed'>
  | EventOf<'call.answered'>
  | EventOf<'call.abandoned'>
  | EventOf<'call.bridged'>;

function once(
  event: CallEvent,
  reader: HoursReader,
  instant: 'placedAt' | 'answeredAt' | 'abandonedAt' | 'bridgedAt',
  counts: Counts,
  agentId = '',
): Counted {
  const attempt = reader.attempt(event.data.attemptId);
  if (attempt === undefined || attempt[instant] !== null) return NOTHING;
  return { additions: [addition(attempt, event.at, agentId, counts)] };
}

/** A machine had answered: no person. */
function ended(event: EventOf<'call.ended'>, reader: HoursReader): Counted {
  if (event.data.outcome !== 'machine') return NOTHING;
  const attempt = reader.attempt(event.data.attemptId);
  if (attempt === undefined || attempt.answeredAt === null || attempt.endedAt !== null) return NOTHING;
  return { additions: [addition(attempt, attempt.answeredAt, '', { answered: -1 })] };
}

/** A result that is corrected is taken back where it was counted, and counted anew in the same place. */
function disposed(event: EventOf<'call.disposed'>, reader: HoursReader): Counted {
  const { attemptId, disposition, refusalReason = null } = event.data;
  const attempt = reader.attempt(attemptId);
  if (attempt === undefined) return NOTHING;
  const before = attempt.countedAt === null ? undefined : (attempt.disposition ?? undefined);
  const at = attempt.countedAt ?? event.at;
  const agentId = attempt.countedAgent ?? attempt.agentId ?? event.data.agentId ?? '';
  const counts = resultDifference(before, disposition, attempt.countedUseful);
  const reasons = [
    ...(before === 'REF' ? refusal(attempt.refusalReason, -1) : []),
    ...(disposition === 'REF' ? refusal(refusalReason, 1) : []),
  ];
  const counted = Object.keys(counts).length + reasons.length > 0;
  return {
    additions: counted ? [{ ...addition(attempt, at, agentId, counts), reasons }] : [],
    changes: [patch('attempts', attemptId, { countedAt: at, countedAgent: agentId, countedUseful: null })],
  };
}

function refusal(reason: string | null, times: 1 | -1): readonly ReasonCount[] {
  return [{ kind: 'refusal', reason: reason ?? '', times, ms: 0 }];
}

/** The result says what it can be at most; the steps and the length of the talk say what it was, and that is what counts. */
function computed({ data }: EventOf<'useful-contact.computed'>, reader: HoursReader): Counted {
  const attempt = reader.attempt(data.attemptId);
  if (attempt === undefined || attempt.countedAt === null || attempt.disposition === null) return NOTHING;
  const before = attempt.countedUseful ?? Number(usefulCodes.has(attempt.disposition));
  const useful = Number(data.useful);
  const { countedAt, countedAgent } = attempt;
  return {
    additions: useful === before ? [] : [addition(attempt, countedAt, countedAgent ?? '', { useful: useful - before })],
    changes: [patch('attempts', data.attemptId, { countedUseful: useful })],
  };
}

const over: ReadonlySet<string> = new Set(['closed', 'suppressed']);

/** A record that is taken up again is not closed any more, from then on. */
function rescheduled({ at, campaignId, data }: EventOf<'contact.rescheduled'>, reader: HoursReader): Counted {
  const before = reader.contactState(data.contactId);
  if (before === undefined || campaignId === null) return NOTHING;
  const closed = Number(over.has(data.state)) - Number(over.has(before));
  if (closed === 0) return NOTHING;
  return {
    additions: [{ hour: hourOf(at), campaignId, segment: data.segment ?? '', agentId: '', counts: { closed } }],
  };
}

/** Objections that were made in a call; those of letters and registers say nothing of the calls. */
function objected({ at, data }: EventOf<'objection.recorded'>, reader: HoursReader): Counted {
  const attempt = data.attemptId === null ? undefined : reader.attempt(data.attemptId);
  if (data.attemptId === null || attempt === undefined || attempt.objectedAt !== null) return NOTHING;
  return {
    additions: [addition(attempt, at, attempt.agentId ?? '', { objections: 1 })],
    changes: [patch('attempts', data.attemptId, { objectedAt: at })],
  };
}

function addition({ campaignId, segment }: CountedAttempt, at: UtcMs, agentId: string, counts: Counts): HourAddition {
  return { hour: hourOf(at), campaignId, segment, agentId, counts };
}
