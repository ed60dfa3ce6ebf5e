import { z } from 'zod';
import { bankFactStatuses, isDay } from '../../campaigns/index.ts';
import { eventData } from '../../dialer/index.ts';
import { clientId } from './ids.ts';

/** Not sent: they hold reasons that people wrote in their own words, or are of the floor's inside. */
const INSIDE = /^(campaign\.(basis|pacing)-changed|limits\.changed|pacing\.|switch\.|storage\.|floor\.|agent\.line-)/;
export const webhookEventTypes = Object.keys(eventData).filter((type) => !INSIDE.test(type));

export const webhookParams = z.object({ id: z.string().max(64) });
export const webhookRequest = z.strictObject({
  clientId,
  /** Begins with https. */
  url: z.string().min(8).max(2_000),
  eventTypes: z
    .array(
      z
        .string()
        .refine((type) => webhookEventTypes.includes(type), 'no type of event that is sent: see GET /api/webhooks'),
    )
    .min(1)
    .max(200),
});
const failure = z.object({
  eventId: z.string(),
  attempts: z.int(),
  failedAt: z.number(),
  /** Null: dead; it is sent again by replay only. */
  nextAt: z.number().nullable(),
  words: z.string(),
});
export const webhookView = z.object({
  webhookId: z.string(),
  clientId,
  url: z.string(),
  eventTypes: z.array(z.string()),
  createdAt: z.number(),
  waiting: z.int(),
  dead: z.int(),
});
export type WebhookView = z.infer<typeof webhookView>;
export const webhookList = z.object({ webhooks: z.array(webhookView), eventTypes: z.array(z.string()) });
export const webhookMade = z.object({
  webhook: webhookView,
  /** Shown this once. */
  secret: z.string(),
});
export const webhookFailureList = z.object({ failures: z.array(failure) });
export const webhookReplayRequest = z.union([
  z.strictObject({ eventId: z.string().max(64) }),
  z.strictObject({ dead: z.literal(true) }),
  /** UTC ms: everything that happened since is sent again, with the same ids. */
  z.strictObject({ since: z.number().nonnegative() }),
]);
export const webhookReplayAnswer = z.object({ revived: z.int() });
export const webhookGone = z.object({ removed: z.literal(true) });

/** The bodies of these are read as they come, since signatures are over their bytes. */
export const paymentWebhookParams = z.object({ service: z.enum(['stripe', 'gocardless']) });
export const paymentWebhookAnswer = z.object({ taken: z.int(), others: z.int() });
export const inboundSmsAnswer = z.object({ stopped: z.boolean() });

export const outboxList = z.object({
  messages: z.array(
    z.object({
      at: z.number(),
      channel: z.enum(['sms', 'email', 'post']),
      to: z.string(),
      subject: z.string().nullable(),
      text: z.string(),
      attachment: z.object({ name: z.string(), bytes: z.int() }).nullable(),
      key: z.string(),
    }),
  ),
});

/** Facts in one request at most: a body of 64 KiB holds them. */
export const BANK_FACTS_MAXIMUM = 100;
const cents = z.int().nonnegative();
export const bankFactsRequest = z.strictObject({
  facts: z
    .array(
      z.strictObject({
        key: z.string().min(1).max(300),
        status: z.enum(bankFactStatuses),
        rum: z.string().max(35).nullable(),
        endToEndId: z.string().max(35).nullable(),
        amountCents: cents.nullable(),
        reasonCode: z.string().max(35).nullable(),
        on: z.string().refine(isDay, 'a day, for example 2026-12-05').nullable(),
      }),
    )
    .min(1)
    .max(BANK_FACTS_MAXIMUM),
});
export const bankFactsAnswer = z.object({
  /** In force now, whether new or taken before. */
  taken: z.int(),
  /** Facts of mandates that are not known here. */
  unknown: z.array(z.object({ index: z.int(), rum: z.string().nullable() })),
  refused: z.array(z.object({ index: z.int(), code: z.string(), message: z.string() })),
});

export const bankExportRequest = z.strictObject({ clientId });
export const bankExportAnswer = z.object({
  files: z.array(z.object({ path: z.string(), messageId: z.string(), count: z.int(), sumCents: z.int() })),
  refused: z.array(z.object({ rum: z.string(), because: z.string(), words: z.string() })),
});
