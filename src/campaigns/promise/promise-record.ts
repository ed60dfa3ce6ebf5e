import type { AgentId, AttemptId, CampaignId, ClientId, ContactId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { MandateState } from './mandate-state.ts';
import type { FreezeCause, Frequency, PromiseChannel, PromiseKind } from './promise-kind.ts';
import type { PromiseState } from './promise-state.ts';

/** A promise as the log has it: ids, cents, codes and times. */
export interface PromiseRecord {
  readonly promiseId: string;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly attemptId: AttemptId | null;
  readonly agentId: AgentId | null;
  readonly kind: PromiseKind;
  /** Of one debit, or of the gift; null where the donor named none. */
  readonly amountCents: number | null;
  readonly currency: string;
  readonly frequency: Frequency;
  readonly debitDay: number | null;
  readonly askStep: number | null;
  readonly donorNamed: boolean;
  readonly channel: PromiseChannel | null;
  readonly state: PromiseState;
  readonly since: UtcMs;
  readonly agreedAt: UtcMs;
  /** While frozen: the state it goes back to, and why it is. */
  readonly held: PromiseState | null;
  readonly heldBecause: FreezeCause | null;
  /** Somebody looked at it after it was frozen, and let it go on. */
  readonly reviewedAt: UtcMs | null;
  /** Links sent so far: only the newest counts. */
  readonly link: number;
  readonly sentAt: UtcMs | null;
  readonly openedAt: UtcMs | null;
  readonly ibanTypedAt: UtcMs | null;
  readonly signedAt: UtcMs | null;
  readonly keptAt: UtcMs | null;
  readonly failedAt: UtcMs | null;
  readonly failureCode: string | null;
  /** Reminders sent. */
  readonly reminders: number;
  readonly nextReminderAt: UtcMs | null;
  readonly paidCents: number;
  readonly paused: boolean;
  /** Null: no end was named. */
  readonly pausedUntil: UtcMs | null;
  readonly mandateId: string | null;
  /** What was sold, and until when it runs; null: a gift. */
  readonly offerId: string | null;
  readonly offerTitle: string | null;
  readonly offerMonths: number | null;
  /** The day from which it has to be renewed, YYYY-MM-DD. */
  readonly renewsOn: string | null;
  /** The last change of its amount, of which the donor has the notice. */
  readonly amendedAt: UtcMs | null;
}

export const signatureMethods = ['code-sms', 'code-email', 'paper'] as const;
export type SignatureMethod = (typeof signatureMethods)[number];

export interface MandateRecord {
  readonly mandateId: string;
  readonly promiseId: string;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly contactId: ContactId;
  readonly rum: string;
  readonly creditorId: string;
  readonly state: MandateState;
  readonly held: MandateState | null;
  readonly heldBecause: string | null;
  readonly draftedAt: UtcMs;
  readonly sentAt: UtcMs | null;
  readonly signedAt: UtcMs | null;
  readonly method: SignatureMethod | null;
  /** SHA-256 of the text that was shown, hex. */
  readonly proofHash: string | null;
  readonly exportedAt: UtcMs | null;
  readonly firstDebitAt: UtcMs | null;
  readonly lastDebitAt: UtcMs | null;
  /** Debits that went to the bank, and the day on which the last of them was due. */
  readonly presented: number;
  readonly presentedOn: string | null;
}

/** What is personal about a promise: gone with the donor. Sealed: by the vault. */
export interface PromiseDetails {
  readonly promiseId: string;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly donorId: string;
  readonly email: string | null;
  /** E.164. */
  readonly phone: string | null;
  /** Lines of a postal address. */
  readonly postal: string | null;
  /** Who pays, as typed. */
  readonly name: string | null;
  readonly sealedIban: string | null;
  readonly ibanCountry: string | null;
  readonly ibanLast4: string | null;
  readonly bankName: string | null;
  readonly bic: string | null;
  /** The code that was sent last: a keyed hash of it. */
  readonly codeHash: string | null;
  readonly codeSentAt: UtcMs | null;
  readonly codeBy: 'sms' | 'email' | null;
  readonly codeTriesLeft: number;
  readonly codesSent: number;
  /** The proof of the signature: the text that was shown, when, from where, and to which telephone the code went. */
  readonly proofText: string | null;
  readonly proofAt: UtcMs | null;
  readonly proofIp: string | null;
  readonly proofLast4: string | null;
}

/** Promises in one page of a list. */
export const PROMISE_PAGE = 100;

export type PromisesAsked =
  | { readonly of: 'attempt'; readonly attemptId: AttemptId }
  | { readonly of: 'contact'; readonly contactId: ContactId }
  | { readonly of: 'campaign'; readonly campaignId: CampaignId; readonly state?: PromiseState | undefined };

/** Why nobody is reminded: the person objects, or is held for a review. */
export type ReminderStop = 'objection' | 'held' | 'suppressed';

export interface ReminderCandidate {
  readonly promise: PromiseRecord;
  readonly stop: ReminderStop | null;
}
