import type { AgentId, AttemptId, CampaignId, ClientId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { OfferTaken } from '../offer.ts';
import { type PromiseFact, streamOf } from './promise-fact.ts';
import type { DebitDay, Frequency, PromiseChannel, PromiseKind } from './promise-kind.ts';
import { nextReminderAt } from './reminder-cadence.ts';

/** What was agreed on the telephone; checked against the ladder by whoever takes it down. */
export interface AgreedTerms {
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly attemptId: AttemptId | null;
  readonly agentId: AgentId | null;
  readonly kind: PromiseKind;
  readonly amountCents: number | null;
  readonly currency: string;
  readonly frequency: Frequency;
  readonly debitDay: DebitDay | null;
  readonly askStep: number | null;
  readonly donorNamed: boolean;
  readonly channel: PromiseChannel | null;
  /** What was sold; missing: a gift. */
  readonly offer?: OfferTaken;
}

export function agreedFact(promiseId: string, terms: AgreedTerms, at: UtcMs, actKey: string): PromiseFact {
  const { clientId, campaignId, ...said } = terms;
  // A change of a gift that runs needs nothing of the donor any more.
  const awaited = ['one-off', 'monthly', 'undetermined'].includes(terms.kind);
  const next = awaited ? nextReminderAt(at, 0) : null;
  return {
    stream: streamOf(promiseId),
    type: 'promise.agreed',
    data: { promiseId, ...said, state: 'agreed', held: null, actKey, nextReminderAt: next },
    clientId,
    campaignId,
  };
}
