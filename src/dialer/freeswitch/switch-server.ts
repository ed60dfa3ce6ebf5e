import { z } from 'zod';
import type { GatewayId, SwitchId } from '../../kernel/id.ts';
import type { EslAddress } from './esl-connection.ts';

/** How a carrier wants numbers: `+33162000001`, `33162000001`, or as dialed in France, `0162000001` (abroad `0044…`). */
const numberFormats = ['plus', 'digits', 'national-fr'] as const;
export type NumberFormat = (typeof numberFormats)[number];

const DEFAULT_ESL_PORT = 8021;

const name = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'a name of letters, digits, dot, dash and underscore, as FreeSWITCH knows it',
  );
const hostPort = z.string().regex(/^[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?$/, 'a host or host:port');

const gatewaySchema = z.strictObject({
  id: name.transform((text) => text as GatewayId),
  /** Calls a second, and lines at a time, that the carrier allows. */
  cps: z.number().positive().max(1_000).default(10),
  maxLines: z.int().positive().max(10_000).default(60),
  format: z.enum(numberFormats).default('digits'),
  /** Put in front of the number, for example a carrier's routing code. */
  dialPrefix: z
    .string()
    .regex(/^[0-9*#]{0,16}$/, 'digits, * and # only')
    .default(''),
});
export type GatewaySettings = z.infer<typeof gatewaySchema>;

/** One FreeSWITCH server, as it stands in the configuration. */
export const switchServerSchema = z.strictObject({
  id: name.transform((text) => text as SwitchId),
  /** `esl://:password@host:8021`; with a user before the colon, that user of the directory signs in (`userauth`). */
  url: z.string().transform((text, context) => {
    const address = parseEslUrl(text);
    if (address !== undefined) return address;
    // The text itself holds the password: it is not repeated.
    context.addIssue({
      code: 'custom',
      message: 'expected esl://:PASSWORD@HOST:PORT; percent-encode special characters of the password',
    });
    return z.NEVER;
  }),
  gateways: z.array(gatewaySchema).min(1).max(50),
  maxCps: z.number().positive().max(1_000).default(30),
  /** Legs, not calls: agents' lines and both ends of a trunk count. */
  maxChannels: z.int().positive().max(20_000).default(400),
  /** The SIP profiles of `deploy/freeswitch`. */
  agentProfile: name.default('foyer-agents'),
  trunkProfile: name.default('foyer-trunk'),
  /** The domain under which agents' phones and browsers register; empty: each line names its own. */
  agentDomain: z.union([z.literal(''), hostPort]).default(''),
  /** Where the trunk profiles of the other servers listen. */
  peers: z
    .array(z.strictObject({ id: name.transform((text) => text as SwitchId), address: hostPort }))
    .max(50)
    .default([]),
});
export type SwitchServerSettings = z.input<typeof switchServerSchema>;
export type SwitchServer = z.output<typeof switchServerSchema>;

/** Undefined when it is not an event socket's address. */
export function parseEslUrl(text: string): EslAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'esl:' || url.hostname === '' || url.password === '') return undefined;
  const user = decoded(url.username);
  const password = decoded(url.password);
  // They are sent as one line of text.
  if (user === undefined || password === undefined || /[\s\0]/.test(user + password)) return undefined;
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? DEFAULT_ESL_PORT : Number(url.port),
    user: user === '' ? undefined : user,
    password,
  };
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
