import type { UtcMs } from '../../kernel/time.ts';
import type { CancelCause, FreezeCause, MoneySource, PromiseChannel } from './promise-kind.ts';
import type { SignatureMethod } from './promise-record.ts';

/** What can happen to a promise, whoever tells it: an agent, the donor's page, a bank file, a payment service. */
export type PromiseAct =
  | { readonly type: 'choose-channel'; readonly channel: PromiseChannel }
  /** `draft`: of the mandate, where the promise needs one and has none. */
  | { readonly type: 'send-link'; readonly channel: PromiseChannel; readonly draft?: MandateDraft }
  | { readonly type: 'open' }
  | { readonly type: 'type-iban'; readonly country: string }
  | { readonly type: 'sign'; readonly method: SignatureMethod; readonly proofHash: string }
  /** Money that is on its way for certain: a card was charged. */
  | { readonly type: 'pay'; readonly cents: number; readonly source: MoneySource }
  /** Money that has arrived. */
  | { readonly type: 'settle'; readonly cents: number; readonly source: MoneySource }
  /** Refused or taken back; `returnedCents`: of money that had been told as paid. */
  | { readonly type: 'fail'; readonly code: string; readonly returnedCents: number }
  | { readonly type: 'activate' }
  /** `debit`: of which the file holds the order; missing: the charity collects by itself. */
  | {
      readonly type: 'export';
      readonly file: string;
      readonly debit?: { readonly dueOn: string; readonly cents: number };
    }
  | { readonly type: 'remind'; readonly step: number; readonly by: PromiseChannel }
  | { readonly type: 'stop-reminders'; readonly because: string }
  | { readonly type: 'unconfirm' }
  | { readonly type: 'lapse' }
  | { readonly type: 'freeze'; readonly because: FreezeCause }
  | { readonly type: 'unfreeze' }
  | { readonly type: 'cancel'; readonly because: CancelCause }
  | { readonly type: 'change-amount'; readonly amountCents: number }
  | { readonly type: 'pause'; readonly until: UtcMs | null }
  | { readonly type: 'resume' }
  | { readonly type: 'suspend-mandate'; readonly because: string }
  | { readonly type: 'resume-mandate' }
  | { readonly type: 'lapse-mandate' };

export interface MandateDraft {
  readonly mandateId: string;
  readonly rum: string;
  readonly creditorId: string;
}

export const promiseRefusalCodes = [
  'not-found',
  'frozen',
  'cancelled',
  'already-signed',
  'not-possible',
  'wrong-amount',
  'not-stored',
] as const;
export interface PromiseRefusal {
  readonly code: (typeof promiseRefusalCodes)[number];
  readonly message: string;
}
