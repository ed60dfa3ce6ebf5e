import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import type { PromiseChannel } from './promise-kind.ts';
import { awaitedStates, type PromiseState } from './promise-state.ts';

/** Days after the agreement; the first message goes while the donor is on the line. Proposed in the field. */
const STEPS = [
  { step: 1, day: 2 },
  { step: 2, day: 7 },
  { step: 3, day: 14 },
] as const;
/** Then it counts as not confirmed. */
export const UNCONFIRMED_DAYS = 30;
/** Then nobody waits for it any more. */
export const LAPSE_DAYS = 60;
export const LAST_REMINDER = 3;

export type ReminderDue =
  | { readonly what: 'remind'; readonly step: number }
  | { readonly what: 'unconfirm' }
  | { readonly what: 'lapse' };

/** When something is due again after `step` reminders; null: never. */
export function nextReminderAt(agreedAt: UtcMs, reminders: number): UtcMs {
  const next = STEPS.find(({ step }) => step > reminders);
  return agreedAt + (next?.day ?? UNCONFIRMED_DAYS) * DAY_MS;
}

export function unconfirmedAt(agreedAt: UtcMs): UtcMs {
  return agreedAt + UNCONFIRMED_DAYS * DAY_MS;
}

export function lapsesAt(agreedAt: UtcMs): UtcMs {
  return agreedAt + LAPSE_DAYS * DAY_MS;
}

/**
 * What is due for a promise that is awaited still; undefined: nothing now. A server that slept makes no second reminder
 * of those it missed: the latest step alone is due.
 */
export function reminderDue(
  promise: { readonly state: PromiseState; readonly agreedAt: UtcMs; readonly reminders: number },
  at: UtcMs,
): ReminderDue | undefined {
  const { state, agreedAt, reminders } = promise;
  if (!(awaitedStates as readonly string[]).includes(state)) return undefined;
  if (state === 'unconfirmed') return at >= lapsesAt(agreedAt) ? { what: 'lapse' } : undefined;
  if (at >= unconfirmedAt(agreedAt)) return { what: 'unconfirm' };
  const due = STEPS.findLast(({ step, day }) => step > reminders && at >= agreedAt + day * DAY_MS);
  return due === undefined ? undefined : { what: 'remind', step: due.step };
}

/** The way of a reminder: the donor's own; the last one goes by post where nothing else is known. */
export function reminderChannel(
  step: number,
  channel: PromiseChannel | null,
  known: {
    readonly phone: boolean;
    readonly email: boolean;
  },
): 'sms' | 'email' | 'post' {
  if (step === LAST_REMINDER && channel === 'post') return 'post';
  if (step === 2 && known.email) return 'email';
  if (known.phone) return 'sms';
  return known.email ? 'email' : 'post';
}
