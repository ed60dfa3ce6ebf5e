import { z } from 'zod';
import {
  cancelCauses,
  currencies,
  debitDays,
  frequencies,
  mandateStates,
  promiseChannels,
  promiseKinds,
  promiseStates,
} from '../../campaigns/index.ts';
import { agentId, attemptId, campaignId, clientId, contactId, instant } from './ids.ts';

const cents = z.int().min(0).max(100_000_000);
/** The teller's own name for the act: sent twice, it is done once. */
const key = z.string().min(1).max(64);
const contactDetail = {
  /** A mobile number as people write it; missing: the one in the donor file. */
  phone: z.string().min(3).max(30).optional(),
  email: z.email().max(254).optional(),
};
/** SMS and e-mail carry a link, post a printed mandate. */
const messageChannel = z.enum(['sms', 'email', 'post']);

/** What the donor on the line agrees to. */
export const agentPromiseRequest = z.strictObject({
  kind: z.enum(promiseKinds),
  /** Of one debit, or of the gift; missing for an undetermined promise and for a pause. */
  amountCents: cents.optional(),
  frequency: z.enum(frequencies).optional(),
  debitDay: z.union(debitDays.map((day) => z.literal(day))).optional(),
  /** Which ask the donor agreed to: 1 to 3; missing: the donor named the amount. */
  askStep: z.int().min(1).max(3).optional(),
  donorNamed: z.boolean().default(false),
  /** The donor's present monthly gift, for an upgrade, a downgrade or a pause. */
  currentMonthlyCents: cents.optional(),
  /** What is bought of the campaign's offers: its price and way of paying are the offer's. */
  offerId: z.string().min(1).max(40).optional(),
  /** When the donor's present subscription ends: the new one goes on from there. */
  endsOn: z.iso.date().optional(),
  channel: z.enum(promiseChannels).optional(),
  ...contactDetail,
  key,
});
export type AgentPromiseRequest = z.output<typeof agentPromiseRequest>;

export const agentLinkRequest = z.strictObject({
  promiseId: z.uuid(),
  channel: messageChannel,
  ...contactDetail,
  key,
});
export type AgentLinkRequest = z.output<typeof agentLinkRequest>;

export const promiseView = z.object({
  promiseId: z.string(),
  campaignId,
  contactId,
  attemptId: attemptId.nullable(),
  agentId: agentId.nullable(),
  kind: z.enum(promiseKinds),
  amountCents: z.int().nullable(),
  currency: z.string(),
  frequency: z.enum(frequencies),
  debitDay: z.int().nullable(),
  askStep: z.int().nullable(),
  donorNamed: z.boolean(),
  channel: z.enum(promiseChannels).nullable(),
  state: z.enum(promiseStates),
  since: instant,
  agreedAt: instant,
  /** When each step was reached; null: not yet. */
  sentAt: instant.nullable(),
  openedAt: instant.nullable(),
  ibanTypedAt: instant.nullable(),
  signedAt: instant.nullable(),
  keptAt: instant.nullable(),
  failedAt: instant.nullable(),
  failureCode: z.string().nullable(),
  paidCents: z.int(),
  reminders: z.int(),
  nextReminderAt: instant.nullable(),
  frozenBecause: z.string().nullable(),
  paused: z.boolean(),
  pausedUntil: instant.nullable(),
  /** What was sold, and the day from which it has to be renewed; null: a gift. */
  offer: z.object({ offerId: z.string(), title: z.string(), months: z.int(), renewsOn: z.string() }).nullable(),
  mandate: z.object({ rum: z.string(), state: z.enum(mandateStates), maskedIban: z.string().nullable() }).nullable(),
});
export type PromiseView = z.infer<typeof promiseView>;

const ask = z.object({ step: z.int(), frequency: z.enum(['monthly', 'one-off']), cents: z.int() });
/** The asks for the donor on the line, and what was promised in this call. */
export const agentPromises = z.object({
  /** In which all amounts are told. */
  currency: z.enum(currencies),
  asks: z.object({ toMonthly: z.array(ask), reactivation: z.array(ask) }),
  /** What the campaign sells; empty: nothing. */
  offers: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      months: z.int(),
      frequency: z.enum(frequencies),
      priceCents: z.int(),
    }),
  ),
  promises: z.array(promiseView),
});

/** `message`: why nothing was sent, and what helps; null where it was, or nothing had to be. */
export const promiseAnswer = z.object({
  promise: promiseView,
  delivery: z.object({ sent: z.boolean(), message: z.string().nullable() }),
});

export const promiseQuery = z.strictObject({
  campaign: campaignId,
  state: z.enum(promiseStates).optional(),
  after: z.uuid().optional(),
});
/** `next`: ask again with `after`; null: that was all. */
export const promiseList = z.object({ promises: z.array(promiseView), next: z.string().nullable() });

export const promiseParams = z.object({ id: z.uuid() });
export const cancelPromiseRequest = z.strictObject({ because: z.enum(cancelCauses), key });
export const unfreezePromiseRequest = z.strictObject({ key });
export const amendPromiseRequest = z.discriminatedUnion('change', [
  z.strictObject({ change: z.literal('amount'), amountCents: cents.min(1), key }),
  z.strictObject({ change: z.literal('pause'), until: instant.nullable(), key }),
  z.strictObject({ change: z.literal('resume'), key }),
]);
export const promiseLinkRequest = z.strictObject({ channel: messageChannel, ...contactDetail, key });

/** A mandate that came back by post: what stands on the paper. */
export const paperMandateRequest = z.strictObject({
  name: z.string().min(1).max(140),
  iban: z.string().min(1).max(64),
  key,
});

export const creditorRequest = z.strictObject({
  clientId,
  /** As the donor's bank statement shows it. */
  name: z.string().trim().min(2).max(70),
  address: z.array(z.string().trim().min(1).max(70)).min(1).max(4),
  /** SEPA creditor identifier (ICS). */
  creditorId: z.string().trim().max(35),
  iban: z.string().max(42).nullable().default(null),
  bic: z.string().trim().max(11).nullable().default(null),
  rumPrefix: z
    .string()
    .regex(/^[A-Z0-9]{1,8}$/)
    .default('FOY'),
  ceilingMonthlyCents: cents.min(100).default(10_000),
  ceilingOneOffCents: cents.min(100).default(100_000),
  zone: z.string().max(64).default('Europe/Paris'),
});
export const creditorView = z.object({
  clientId,
  name: z.string(),
  address: z.array(z.string()),
  creditorId: z.string(),
  iban: z.string().nullable(),
  bic: z.string().nullable(),
  rumPrefix: z.string(),
  ceilingMonthlyCents: z.int(),
  ceilingOneOffCents: z.int(),
  zone: z.string(),
});

/** Event of `/api/agent/live`: something happened to a promise of the agent's own. */
export interface PromiseLiveEvent {
  readonly promiseId: string;
  /** The event of the log: promise.opened, promise.iban-typed, promise.signed… */
  readonly type: string;
  readonly state: PromiseView['state'];
  readonly at: number;
}
