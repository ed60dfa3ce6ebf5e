import { z } from 'zod';
import { isE164 } from '../kernel/phone-number.ts';
import { logLevels } from './logging.ts';

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'a name of letters, digits, dot, dash and underscore');
const host = z.string().regex(/^[A-Za-z0-9:._-]{1,253}$/, 'a host name or an IP address');
const port = z.int().min(1).max(65_535);
const e164 = z.string().refine(isE164, 'a number in E.164 form, for example +33162000000');

export const gatewaySettings = z.strictObject({
  /** As the switch knows it. */
  id: name,
  /** Originates a second. */
  maxCps: z.number().positive().max(1_000).default(10),
  maxLines: z.int().positive().max(10_000).default(60),
});

export const switchSettings = z.strictObject({
  id: name,
  host,
  port: port.default(8021),
  /** Missing: the event socket's own password is used (`auth`), not a user's (`userauth`). */
  user: z.string().min(1).max(128).optional(),
  password: z.string().min(1).max(128),
  maxChannels: z.int().positive().max(20_000).default(400),
  /** Other switches that can be reached from this one by SIP. */
  peers: z.array(name).max(50).default([]),
  gateways: z.array(gatewaySettings).min(1).max(50),
});

const agentLineSettings = z.strictObject({
  /** The domain under which agents' phones and browsers register. */
  sipDomain: host.default('foyer.invalid'),
  /** The gateway that calls agents on an ordinary telephone; missing: no such lines. */
  telephone: z.strictObject({ gatewayId: name, callerId: e164 }).optional(),
});

const limitSettings = z.strictObject({
  /** People and programs logged in at the same time. */
  sessions: z.int().positive().max(100_000).default(10_000),
  /** Live streams open at the same time. */
  liveStreams: z.int().positive().max(10_000).default(1_000),
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
  organisation: z.strictObject({ name: z.string().min(1).max(200).default('Foyer') }).prefault({}),
  switches: z.array(switchSettings).max(50).default([]),
  agentLines: agentLineSettings.prefault({}),
  limits: limitSettings.prefault({}),
  log: z
    .strictObject({ level: z.enum(logLevels).default('info'), showPersonalData: z.boolean().default(false) })
    .prefault({}),
});

export type Settings = z.infer<typeof settings>;
export type SwitchSettings = z.infer<typeof switchSettings>;
