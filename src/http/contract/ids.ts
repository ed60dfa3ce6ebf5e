import { z } from 'zod';
import type { NumberId } from '../../campaigns/index.ts';
import type { AgentId, AttemptId, CampaignId, ClientId, ContactId, Id } from '../../kernel/id.ts';

const idOf = <Of extends string>() => z.uuid() as unknown as z.ZodType<Id<Of>, string>;

export const agentId: z.ZodType<AgentId, string> = idOf<'agent'>();
export const attemptId: z.ZodType<AttemptId, string> = idOf<'attempt'>();
export const campaignId: z.ZodType<CampaignId, string> = idOf<'campaign'>();
export const clientId: z.ZodType<ClientId, string> = idOf<'client'>();
export const contactId: z.ZodType<ContactId, string> = idOf<'contact'>();
export const numberId: z.ZodType<NumberId, string> = idOf<'number'>();

/** UTC milliseconds since 1970. */
export const instant = z.int();
/** Milliseconds. */
export const duration = z.number().nonnegative();
export const words = z.object({ fr: z.string(), en: z.string() });
