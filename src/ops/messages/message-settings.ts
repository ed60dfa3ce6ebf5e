import { z } from 'zod';

const secret = z.string().min(16, 'at least 16 characters').max(512);

/** Where e-mail goes out. */
export const smtpSettings = z.strictObject({
  /** `smtps://user:password@host:465`, or `smtp://…:587`, which changes to TLS. */
  url: z.url({ protocol: /^smtps?$/ }),
  /** As the donor's mail program shows it: `Charity <dons@charity.example>`. */
  from: z.string().min(3).max(320),
  /** An unencrypted server on this machine or its network; never over the internet. */
  plain: z.boolean().default(false),
});

/** An SMS gateway that takes HTTP: nearly all do. */
export const smsSettings = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,64}$/), z.string().max(2_000)).default({}),
  contentType: z.enum(['application/json', 'application/x-www-form-urlencoded']).default('application/json'),
  /** With {{to}}, {{text}}, {{from}} and {{key}}, each written as the content type wants it: no quotes around them. */
  body: z.string().min(1).max(4_000).default('{"to":{{to}},"from":{{from}},"text":{{text}},"reference":{{key}}}'),
  /** What the telephone shows: a number, or at most 11 letters. */
  from: z.string().min(1).max(20).default('FOYER'),
  /** Signs each request with HMAC-SHA-256 of `<seconds>.<body>`, and checks what comes in the same way. */
  secret: secret.optional(),
  /** Names of the fields of an incoming message. */
  inbound: z.strictObject({ from: z.string().default('from'), text: z.string().default('text') }).prefault({}),
});

export const messageSettings = z.strictObject({
  smtp: smtpSettings.optional(),
  sms: smsSettings.optional(),
  /** Writes messages of gateways that are not set to `outbox.jsonl` of the data folder instead, for trying things out. */
  outbox: z.boolean().default(false),
});

export type SmtpSettings = z.infer<typeof smtpSettings>;
export type SmsSettings = z.infer<typeof smsSettings>;
