import { z } from 'zod';
import { agentId, campaignId, clientId, instant } from './ids.ts';

export const roles = [
  'administrator',
  'production-manager',
  'campaign-manager',
  'supervisor',
  'coach',
  'agent',
  'client',
] as const;

export const loginRequest = z.strictObject({
  login: z.string().min(1).max(200),
  password: z.string().min(1).max(200),
  /** Of the second factor: the application's, or a recovery code. */
  code: z.string().trim().min(6).max(40).optional(),
  /** For programs: the answer carries a bearer token, and no cookie is set. */
  token: z.boolean().default(false),
});

export const sessionView = z.object({
  login: z.string(),
  displayName: z.string(),
  role: z.enum(roles),
  clientIds: z.array(clientId),
  campaignIds: z.array(campaignId),
  agentId: agentId.nullable(),
  /** The server's clock: a demonstration runs at its own hour and speed. */
  clock: z.object({ now: instant, speed: z.number().positive() }),
  organisation: z.string(),
  /** `owed`: it must be set up before anything else can be done. */
  secondFactor: z.enum(['on', 'off', 'owed']),
  /** The kinds of line an agent may choose here. */
  lineKinds: z.array(z.enum(['browser', 'sip', 'telephone'])),
  /** What a line in the browser is: the switch's, or the demonstration's; null: there is none here. */
  softphone: z.enum(['sip', 'simulated']).nullable(),
  /** Only when asked for. */
  token: z.string().optional(),
});
export type SessionView = z.infer<typeof sessionView>;
export type SessionRole = SessionView['role'];

/** What becomes of somebody who wants to come in. */
export const signInWhats = [
  'signed-in',
  'signed-in-passkey',
  'signed-in-oidc',
  'wrong-password',
  'unknown-login',
  'disabled-account',
  'wrong-code',
  'locked-login',
  'locked-address',
  'locked-codes',
  'recovery-asked',
  'recovery-limited',
  'link-refused',
  'passkey-refused',
  'oidc-refused',
] as const;
