import { z } from 'zod';
import type { AgentId, AttemptId, ContactId } from '../../kernel/id.ts';

const id = <T extends string>() => z.custom<T>((value) => typeof value === 'string' && value.length > 0);

/** Money in cents of `currency`. */
export const promiseEventData = {
  'promise.agreed': z.object({
    promiseId: z.string(),
    contactId: id<ContactId>(),
    attemptId: id<AttemptId>().nullable(),
    agentId: id<AgentId>().nullable(),
    kind: z.enum(['one-off', 'monthly', 'undetermined']),
    amountCents: z.number().int().nullable(),
    currency: z.string(),
    /** The ask that was accepted: 1 to 3; null: the donor named the amount. */
    askStep: z.number().int().nullable(),
  }),
} as const;
