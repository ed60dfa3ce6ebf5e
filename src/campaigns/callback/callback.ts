import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import { OWNER_WINDOW_MS } from '../hopper/hopper.ts';

/** A contact is called back so often at most; who wants still another call is better written to. */
export const MAX_CALLBACKS = 3;
/** A promise not kept for so long is no promise any more: the person may be told sorry. */
export const CALLBACK_EXPIRES_MS = DAY_MS;

/*
 * States of a callback:
 *
 *   scheduled -> offered -> done | pooled      (offered: to the agent who promised it, for his or her window)
 *   scheduled -> pooled  -> done | expired     (promised by the team, or its owner missed it)
 *   any but done -> cancelled                  (the person objected, or the contact was closed)
 *   expired -> done
 */
export const callbackStates = ['scheduled', 'offered', 'pooled', 'expired', 'done', 'cancelled'] as const;
export type CallbackState = (typeof callbackStates)[number];

export interface CallbackFacts {
  readonly ownerId: string | null;
  readonly fromAt: UtcMs;
  /** What ended it; null while it is owed. */
  readonly endedAs: 'done' | 'cancelled' | null;
}

/** Where a callback stands: it follows from the clock, so that no job has to run for it to be right. */
export function callbackState({ ownerId, fromAt, endedAs }: CallbackFacts, at: UtcMs): CallbackState {
  if (endedAs !== null) return endedAs;
  if (at < fromAt) return 'scheduled';
  if (at >= fromAt + CALLBACK_EXPIRES_MS) return 'expired';
  return ownerId !== null && at < fromAt + OWNER_WINDOW_MS ? 'offered' : 'pooled';
}

/** The owner let the window pass: a supervisor is to know. */
export function isMissed(facts: CallbackFacts, at: UtcMs): boolean {
  return facts.ownerId !== null && facts.endedAs === null && at >= facts.fromAt + OWNER_WINDOW_MS;
}
