import type { DurationMs } from '../../kernel/time.ts';

/** What goes wrong between the dialer and a switch, and how often. Everything is drawn from the port's seeded stream. */
export interface SwitchFaults {
  /** Mean time from one cut of the socket to the next; Infinity: never. */
  readonly cutEveryMs: DurationMs;
  /** Mean length of a cut. */
  readonly cutMs: DurationMs;
  /** Until a cut is noticed: at most this (a half-open socket). */
  readonly noticedWithinMs: DurationMs;
  /** Share of the commands under way at a cut which the switch still gets. */
  readonly executedAtCut: number;
  /** Mean time from one restart of the switch to the next; Infinity: never. Half of them by SIGTERM, half by a crash. */
  readonly restartEveryMs: DurationMs;
  readonly restartMs: DurationMs;
  /** Mean time between overloads, in which every event comes late. */
  readonly overloadEveryMs: DurationMs;
  readonly overloadMs: DurationMs;
  readonly overloadLateMs: DurationMs;
  /** Share of signals before which the stream stalls, and for how long at most. Order is kept. */
  readonly lateShare: number;
  readonly lateMs: DurationMs;
  /** Share of signals that come twice. */
  readonly twiceShare: number;
  /** Share of signals that are overtaken by those of the next `reorderMs`. */
  readonly reorderShare: number;
  readonly reorderMs: DurationMs;
  /** Share of replies that come late, and how late at most. Later than the deadline they end as unknown. */
  readonly slowReplyShare: number;
  readonly slowReplyMs: DurationMs;
}

export const noFaults: SwitchFaults = {
  cutEveryMs: Number.POSITIVE_INFINITY,
  cutMs: 0,
  noticedWithinMs: 0,
  executedAtCut: 0.5,
  restartEveryMs: Number.POSITIVE_INFINITY,
  restartMs: 0,
  overloadEveryMs: Number.POSITIVE_INFINITY,
  overloadMs: 0,
  overloadLateMs: 0,
  lateShare: 0,
  lateMs: 0,
  twiceShare: 0,
  reorderShare: 0,
  reorderMs: 0,
  slowReplyShare: 0,
  slowReplyMs: 0,
};

/** A bad hour: everything goes wrong now and then. */
export const badDay: SwitchFaults = {
  cutEveryMs: 600_000,
  cutMs: 5_000,
  noticedWithinMs: 3_000,
  executedAtCut: 0.5,
  restartEveryMs: 7_200_000,
  restartMs: 20_000,
  overloadEveryMs: 1_800_000,
  overloadMs: 20_000,
  overloadLateMs: 1_200,
  lateShare: 0.002,
  lateMs: 800,
  twiceShare: 0.01,
  reorderShare: 0.01,
  reorderMs: 120,
  slowReplyShare: 0.005,
  slowReplyMs: 15_000,
};
