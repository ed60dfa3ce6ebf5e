import { z } from 'zod';
import type { AgentId, AttemptId, ContactId } from '../../kernel/id.ts';
import { mandateStates } from './mandate-state.ts';
import {
  cancelCauses,
  freezeCauses,
  frequencies,
  moneySources,
  promiseChannels,
  promiseKinds,
} from './promise-kind.ts';
import { promiseStates } from './promise-state.ts';

const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && value.length > 0);
const cents = z.number().int();
const ms = z.number();

/**
 * Stands in every event of a promise, so that figures by ask, agent and way need no look-up. Money in cents of
 * `currency`, of one debit or of the gift.
 */
const about = {
  promiseId: z.string(),
  contactId: id<ContactId>(),
  attemptId: id<AttemptId>().nullable(),
  agentId: id<AgentId>().nullable(),
  kind: z.enum(promiseKinds),
  amountCents: cents.nullable(),
  currency: z.string(),
  /** The ask that was accepted: 1 to 3; null: the donor named the amount. */
  askStep: z.number().int().nullable(),
  frequency: z.enum(frequencies),
  channel: z.enum(promiseChannels).nullable(),
  /** The state that it leads to. */
  state: z.enum(promiseStates),
  /** While it is frozen: the state that it goes back to. */
  held: z.enum(promiseStates).nullable(),
  /** What made it happen: the same key again makes nothing happen. */
  actKey: z.string(),
};
const promise = <T extends z.ZodRawShape>(more: T) => z.object({ ...about, ...more });

const aboutMandate = {
  mandateId: z.string(),
  promiseId: z.string(),
  contactId: id<ContactId>(),
  state: z.enum(mandateStates),
  /** While it is suspended: the state that it goes back to. */
  held: z.enum(mandateStates).nullable(),
  actKey: z.string(),
};
const mandate = <T extends z.ZodRawShape>(more: T) => z.object({ ...aboutMandate, ...more });

/** Ids, cents and codes. Bank details, addresses and numbers stand in tables that can be erased. */
export const promiseEventData = {
  'promise.agreed': promise({
    debitDay: z.number().int().nullable(),
    /** The donor named the amount, without being asked for it. */
    donorNamed: z.boolean(),
    nextReminderAt: ms.nullable(),
    /** What was sold, where something was. */
    offer: z
      .object({ offerId: z.string(), offerTitle: z.string(), offerMonths: z.number().int(), renewsOn: z.string() })
      .nullable()
      .optional(),
  }),
  'promise.channel-chosen': promise({}),
  /** `link`: the newest link of the promise; those before it are dead. */
  'promise.link-sent': promise({ link: z.number().int() }),
  'promise.opened': promise({}),
  'promise.iban-typed': promise({ country: z.string() }),
  'promise.signed': promise({ mandateId: z.string() }),
  /** Money that came in; `paidCents`: with all before it. */
  'promise.paid': promise({ cents, source: z.enum(moneySources), paidCents: cents }),
  /** Handed over to be collected; a change of a gift that runs: the donor has the notice. */
  'promise.activated': promise({}),
  'promise.kept': promise({}),
  /** `returnedCents`: of money that had come in before; `code`: the bank's or the card scheme's reason. */
  'promise.failed': promise({ code: z.string(), returnedCents: cents, paidCents: cents }),
  'promise.reminded': promise({ step: z.number().int(), by: z.enum(promiseChannels), nextReminderAt: ms.nullable() }),
  /** Nobody is reminded any more. */
  'promise.reminders-stopped': promise({ because: z.string(), nextReminderAt: ms.nullable() }),
  'promise.unconfirmed': promise({ nextReminderAt: ms.nullable() }),
  'promise.lapsed': promise({}),
  'promise.frozen': promise({ because: z.enum(freezeCauses) }),
  'promise.unfrozen': promise({}),
  'promise.cancelled': promise({ because: z.enum(cancelCauses) }),
  /** `until`: of a pause, null where it has no end. */
  'promise.amended': promise({
    change: z.enum(['upgrade', 'downgrade', 'pause', 'resume']),
    fromCents: cents.nullable(),
    until: ms.nullable(),
  }),

  'mandate.drafted': mandate({ rum: z.string(), creditorId: z.string() }),
  'mandate.sent': mandate({}),
  /** `proofHash`: SHA-256 of the text that was shown, in hex. */
  'mandate.signed': mandate({ method: z.enum(['code-sms', 'code-email', 'paper']), proofHash: z.string() }),
  'mandate.exported': mandate({ file: z.string() }),
  /** A debit went to the bank: of the day it was due on, in cents; `presented`: how many have, with this one. */
  'mandate.presented': mandate({ file: z.string(), dueOn: z.string(), cents, presented: z.number().int() }),
  'mandate.first-debited': mandate({}),
  'mandate.debited': mandate({}),
  'mandate.suspended': mandate({ because: z.string() }),
  'mandate.resumed': mandate({}),
  'mandate.revoked': mandate({ because: z.string() }),
  'mandate.lapsed': mandate({}),
} as const;

export type PromiseEventType = keyof typeof promiseEventData;
export type PromiseEventData<T extends PromiseEventType> = z.infer<(typeof promiseEventData)[T]>;
