import { z } from 'zod';
import { switchServerSchema } from '../dialer/index.ts';
import type { GatewayId } from '../kernel/id.ts';
import { isE164 } from '../kernel/phone-number.ts';
import { paymentSettings } from '../payments/index.ts';
import { logLevels } from './logging.ts';
import { messageSettings } from './messages/message-settings.ts';
import { signInSettings } from './sign-in-settings.ts';
import { softphoneSettings } from './softphone-settings.ts';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name of letters, digits, dot, dash and underscore');
const host = z.string().regex(/^[A-Za-z0-9:._-]{1,253}$/, 'a host name or an IP address');
const e164 = z.string().refine(isE164, 'a number in E.164 form, for example +33162000000');

const agentLineSettings = z.strictObject({
  /** The gateway that calls agents on an ordinary telephone; missing: no such lines. */
  telephone: z.strictObject({ gatewayId: name.transform((text) => text as GatewayId), callerId: e164 }).optional(),
});

const limitSettings = z.strictObject({
  /** People and programs logged in at the same time. */
  sessions: z.int().positive().max(100_000).default(10_000),
  /** Live streams open at the same time. */
  liveStreams: z.int().positive().max(20_000).default(5_000),
  /** How long a stop waits for calls in progress, seconds. */
  drainSeconds: z.int().min(0).max(86_400).default(600),
});

/** Everything that can be set; `foyer.json` holds it, the environment overrides some of it. */
export const settings = z.strictObject({
  host: host.default('127.0.0.1'),
  port: z.int().min(0).max(65_535).default(8080),
  dataFolder: z.string().min(1).default('data'),
  /** The address people type; https makes cookies secure. */
  publicUrl: z.url({ protocol: /^https?$/ }).optional(),
  /** Addresses of the proxies in front: their X-Forwarded-For says who asks. Anybody else's is not believed. */
  proxies: z
    .array(z.union([z.ipv4(), z.ipv6()], 'an IP address, without a port'))
    .max(20)
    .default([]),
  organisation: z.strictObject({ name: z.string().min(1).max(200).default('Foyer') }).prefault({}),
  switches: z.array(switchServerSchema).max(50).default([]),
  agentLines: agentLineSettings.prefault({}),
  softphone: softphoneSettings.optional(),
  /** How e-mail and SMS leave. */
  messages: messageSettings.prefault({}),
  /** Payment services for gifts by card or from the bank. */
  payments: paymentSettings.prefault({}),
  webhooks: z
    .strictObject({
      /** Receivers on this machine or its network are allowed, and without encryption. */
      privateAddresses: z.boolean().default(false),
    })
    .prefault({}),
  signIn: signInSettings.prefault({}),
  limits: limitSettings.prefault({}),
  log: z
    .strictObject({ level: z.enum(logLevels).default('info'), showPersonalData: z.boolean().default(false) })
    .prefault({}),
});

export type Settings = z.infer<typeof settings>;
