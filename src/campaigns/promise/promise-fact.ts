import type { CampaignId, ClientId } from '../../kernel/id.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { PromiseRefusal } from './promise-act.ts';
import type { PromiseEventData, PromiseEventType } from './promise-event.ts';
import type { MandateRecord, PromiseRecord } from './promise-record.ts';
import { movePromise, type PromiseState } from './promise-state.ts';

/** A fact for the log; the promise and its mandate share a stream, so that their order is kept. */
export type PromiseFact = {
  readonly [T in PromiseEventType]: {
    readonly stream: string;
    readonly type: T;
    readonly data: PromiseEventData<T>;
    readonly clientId: ClientId;
    readonly campaignId: CampaignId | null;
  };
}[PromiseEventType];

export interface Standing {
  readonly promise: PromiseRecord;
  readonly mandate: MandateRecord | undefined;
}

export interface Change extends Standing {
  readonly at: UtcMs;
  readonly key: string;
}

type PromiseType = Extract<PromiseEventType, `promise.${string}`>;
type MandateType = Extract<PromiseEventType, `mandate.${string}`>;
type About = Exclude<keyof PromiseEventData<'promise.opened'>, never>;
type MandateAbout = keyof PromiseEventData<'mandate.sent'>;
/** What an event says besides what stands in all of them; those may be said anew. */
type Said<T extends PromiseType> = Omit<PromiseEventData<T>, About> & Partial<PromiseEventData<'promise.opened'>>;
type SaidOfMandate<T extends MandateType> = Omit<PromiseEventData<T>, MandateAbout> &
  Partial<PromiseEventData<'mandate.sent'>>;

export function promiseFact<T extends PromiseType>({ promise, key }: Change, type: T, said: Said<T>): PromiseFact {
  const { promiseId, contactId, attemptId, agentId, kind, amountCents, currency, askStep, frequency } = promise;
  const { channel, state, held, clientId, campaignId } = promise;
  const about = { promiseId, contactId, attemptId, agentId, kind, amountCents, currency, askStep, frequency };
  const data = { ...about, channel, state, held, actKey: key, ...said };
  return { stream: streamOf(promiseId), type, data, clientId, campaignId } as unknown as PromiseFact;
}

export function mandateFact<T extends MandateType>(
  { promise, key }: Change,
  mandateId: string,
  type: T,
  said: SaidOfMandate<T> & { readonly state: MandateRecord['state'] },
): PromiseFact {
  const { promiseId, contactId, clientId, campaignId } = promise;
  const data = { mandateId, promiseId, contactId, held: null, actKey: key, ...said };
  return { stream: streamOf(promiseId), type, data, clientId, campaignId } as unknown as PromiseFact;
}

export function streamOf(promiseId: string): string {
  return `promise:${promiseId}`;
}

/**
 * The facts of a move, where it is legal. While the promise is frozen it stays so, and the move is made where it goes
 * back to.
 */
export function move(
  { promise }: Change,
  to: PromiseState,
  facts: (state: PromiseState, held: PromiseState | null) => readonly PromiseFact[],
): Result<readonly PromiseFact[], PromiseRefusal> {
  const frozen = promise.state === 'frozen';
  const moved = movePromise(frozen ? (promise.held ?? 'agreed') : promise.state, to);
  if (!moved.ok) {
    const { from } = moved.error;
    return refuse('not-possible', `A promise that is ${from} cannot become ${to}: its list shows what it can.`);
  }
  return ok(frozen ? facts('frozen', to) : facts(to, null));
}

const messages: Readonly<Record<Exclude<PromiseRefusal['code'], 'not-possible'>, string>> = {
  'not-found': 'There is no such promise.',
  frozen: 'The promise waits for a review: unfreeze it, or cancel it.',
  cancelled: 'The promise is cancelled: make a new one.',
  'already-signed': 'The mandate is signed already: a signature counts once.',
  'wrong-amount': 'The amount does not fit.',
  'not-stored': 'It is not stored yet: try again in a moment.',
};

export function refuse(
  code: PromiseRefusal['code'],
  message?: string,
): { readonly ok: false; readonly error: PromiseRefusal } {
  return err({ code, message: message ?? (code === 'not-possible' ? 'This is not possible now.' : messages[code]) });
}
