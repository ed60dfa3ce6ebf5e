import type { UtcMs } from '../../kernel/time.ts';
import { isPresent, isUnpaid } from '../figures/agent-time.ts';
import { dayCutter } from '../figures/period.ts';

/** An agent in one state without a break. */
export interface StateStretch {
  readonly agentId: string;
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly state: string;
  /** Of a pause. */
  readonly reason: string | null;
}

/** What an agent was there for on one local day. */
export interface PresenceDay {
  readonly agentId: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  /** From log-in to leaving, in order; the check of the line is part of it. */
  readonly spans: readonly { readonly from: UtcMs; readonly to: UtcMs }[];
  readonly loggedInMs: number;
  readonly pausedMs: number;
  /** Personal and lunch breaks: all other time is paid. */
  readonly unpaidPauseMs: number;
}

type OpenDay = { -readonly [K in keyof Omit<PresenceDay, 'spans'>]: PresenceDay[K] } & {
  spans: { from: UtcMs; to: UtcMs }[];
};

/** The days of each agent, by agent and day. Stretches of one agent come in order of time, and do not overlap. */
export function presenceDays(stretches: Iterable<StateStretch>, zone: string): readonly PresenceDay[] {
  const cut = dayCutter(zone);
  const days = new Map<string, OpenDay>();
  for (const stretch of stretches) {
    if (!isPresent(stretch.state)) continue;
    for (const { day, from, to } of cut(stretch.from, stretch.to)) {
      const key = `${stretch.agentId} ${day}`;
      const known = days.get(key) ?? newDay(stretch.agentId, day);
      days.set(key, known);
      add(known, from, to, stretch);
    }
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, day]) => day);
}

function newDay(agentId: string, day: string): OpenDay {
  return { agentId, day, spans: [], loggedInMs: 0, pausedMs: 0, unpaidPauseMs: 0 };
}

function add(day: OpenDay, from: UtcMs, to: UtcMs, { state, reason }: StateStretch): void {
  const last = day.spans.at(-1);
  if (last !== undefined && last.to === from) last.to = to;
  else day.spans.push({ from, to });
  day.loggedInMs += to - from;
  if (state !== 'paused') return;
  day.pausedMs += to - from;
  if (isUnpaid(reason)) day.unpaidPauseMs += to - from;
}
