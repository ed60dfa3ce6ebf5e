import type { DurationMs, UtcMs } from '../../kernel/time.ts';

/** How a dialed call stopped ringing; `cancelled`: hung up by the dialer or its end never known, so it tells only that it rang so long. */
export const ringEnds = ['person', 'machine', 'busy', 'failed', 'no-answer', 'cancelled'] as const;
export type RingEnd = (typeof ringEnds)[number];

/** A call put through to an agent. Lengths that the end of the record cut off are at least what is given. */
export interface Meeting {
  readonly agent: string;
  readonly at: UtcMs;
  /** How long the agent had waited for it; null: not known. */
  readonly idleMs: DurationMs | null;
  readonly talkMs: DurationMs;
  readonly talkEnded: boolean;
  readonly wrapMs: DurationMs;
  readonly wrapEnded: boolean;
  /** A useful contact, as the agency bills one. */
  readonly useful: boolean;
}

export interface HistoricCall {
  readonly placedAt: UtcMs;
  readonly ring: RingEnd;
  /** From placing to the end of the ringing. */
  readonly ringMs: DurationMs;
  /** From pick-up until it was known whether a person is on the line. */
  readonly detectionMs: DurationMs;
  readonly meeting: Meeting | null;
  /** A person, and no agent within the limit. */
  readonly abandoned: boolean;
}

/** An agent at work, or in a pause, from one instant to another. */
export interface Stint {
  readonly agent: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** What a campaign's floor did over a period: the sample that forecasts draw from, and what they are scored against. */
export interface CallHistory {
  readonly from: UtcMs;
  readonly to: UtcMs;
  /** In the order of their placing. */
  readonly calls: readonly HistoricCall[];
  /** Logged in, pauses included. */
  readonly stints: readonly Stint[];
  readonly pauses: readonly Stint[];
}

/** The most recent calls beyond this say the same again. */
export const MAX_HISTORY_CALLS = 10_000;
/** Under so many, the law is a guess: no forecast is made. */
export const LEAST_MEETINGS = 20;

/** Why this history can't carry a forecast, in words; undefined when it can. */
export function historyProblem(history: CallHistory): string | undefined {
  const meetings = history.calls.filter(({ ring, meeting }) => ring === 'person' && meeting !== null).length;
  if (meetings >= LEAST_MEETINGS) return undefined;
  return `the history holds ${meetings} calls put through to an agent, a forecast needs ${LEAST_MEETINGS}: take a longer period.`;
}

/** The part of a history between two instants: the calls placed, as known at its end, and the presence cut to it. */
export function historyBetween(history: CallHistory, from: UtcMs, to: UtcMs): CallHistory {
  return {
    from,
    to,
    calls: history.calls.filter(({ placedAt }) => placedAt >= from && placedAt < to).map((call) => cutAt(call, to)),
    stints: clip(history.stints, from, to),
    pauses: clip(history.pauses, from, to),
  };
}

/** The call as it was known at `to`: what still went on is cut off. */
export function cutAt(call: HistoricCall, to: UtcMs): HistoricCall {
  const { placedAt, ringMs, detectionMs, meeting } = call;
  if (placedAt + ringMs + detectionMs > to) {
    const ranMs = Math.min(ringMs, to - placedAt);
    return { placedAt, ring: 'cancelled', ringMs: ranMs, detectionMs: 0, meeting: null, abandoned: false };
  }
  if (meeting === null) return call;
  if (meeting.at >= to) return { ...call, meeting: null };
  const talkEndsAt = meeting.at + meeting.talkMs;
  const wrapEndsAt = talkEndsAt + meeting.wrapMs;
  if (wrapEndsAt <= to) return call;
  const talkMs = Math.min(meeting.talkMs, to - meeting.at);
  const wrapMs = Math.max(0, to - talkEndsAt);
  return {
    ...call,
    meeting: { ...meeting, talkMs, talkEnded: meeting.talkEnded && talkEndsAt <= to, wrapMs, wrapEnded: false },
  };
}

function clip(stints: readonly Stint[], from: UtcMs, to: UtcMs): Stint[] {
  return stints
    .filter((stint) => stint.from < to && stint.to > from)
    .map((stint) => ({ agent: stint.agent, from: Math.max(from, stint.from), to: Math.min(to, stint.to) }));
}
