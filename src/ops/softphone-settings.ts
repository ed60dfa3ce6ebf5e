import { z } from 'zod';

const iceUrl = z.string().regex(/^(stun|stuns|turn|turns):[^\s]{1,250}$/, 'like stun:HOST:3478 or turns:HOST:443');

/** How agents reach the switch from their browsers; missing: they do not. */
export const softphoneSettings = z.strictObject({
  /** The switch's SIP over WebSocket, by a name that its certificate has. */
  url: z.url({ protocol: /^wss$/ }).or(z.url({ protocol: /^ws$/, hostname: /^(localhost|127\.0\.0\.1)$/ })),
  /** The agents' SIP domain on the switch (`foyer_domain`). */
  domain: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, 'a domain name'),
  /** What the switch shows when it asks for an agent's password (mod_xml_curl). */
  directoryPassword: z.string().min(20).max(200),
  /** How long an account of the softphone lasts at most; it ends with the session. */
  hours: z.number().positive().max(14).default(14),
  stun: z.array(iceUrl).max(4).default([]),
  /** A relay for homes whose network lets nothing else through; the secret is coturn's `static-auth-secret`. */
  turn: z.strictObject({ urls: z.array(iceUrl).min(1).max(6), secret: z.string().min(16).max(200) }).optional(),
});
