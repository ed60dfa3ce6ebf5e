import { z } from 'zod';
import { instant } from './ids.ts';
import { lineVerdicts } from './line-verdict.ts';

/** How the page of an agent reaches the switch by its browser; it ends with the session. */
export const softphoneAccount = z.object({
  /** SIP over WebSocket. */
  url: z.string(),
  domain: z.string(),
  user: z.string(),
  password: z.string(),
  expiresAt: instant,
  iceServers: z.array(
    z.object({ urls: z.array(z.string()), username: z.string().optional(), credential: z.string().optional() }),
  ),
});
export type SoftphoneAccount = z.infer<typeof softphoneAccount>;

/** What the softphone measured since the last time. */
export const lineMeasure = z.strictObject({
  rttMs: z.number().min(0).max(60_000),
  jitterMs: z.number().min(0).max(60_000),
  lossPercent: z.number().min(0).max(100),
});

/** One minute of a line: means of what was measured in it, and its worst light. */
export const lineMinute = z.object({
  minute: instant,
  samples: z.int(),
  rttMs: z.number(),
  jitterMs: z.number(),
  lossPercent: z.number(),
  /** By the E-model, 1 to 4.41; the lowest of the minute. */
  mos: z.number(),
  verdict: z.enum(lineVerdicts),
});
export const lineMinutes = z.object({ minutes: z.array(lineMinute) });
export const lineNoted = z.object({ mos: z.number(), verdict: z.enum(lineVerdicts) });
