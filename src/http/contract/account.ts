import { z } from 'zod';
import { employments } from '../../campaigns/index.ts';
import { agentId, campaignId, clientId, instant } from './ids.ts';
import { roles, signInWhats } from './session.ts';

/** NIST SP 800-63B: length protects, rules about signs do not. */
export const LEAST_PASSWORD = 12;
/** OWASP ASVS 2.1.2; those from before may be longer. */
const MOST_PASSWORD = 128;
const MOST_OLD_PASSWORD = 200;
const MOST_LISTED = 200;

/** Goes to the audit with the change. */
const reason = z.string().trim().min(3, 'say why, in 3 characters or more').max(500);
const newPassword = z.string().min(LEAST_PASSWORD, `must have ${LEAST_PASSWORD} characters or more`).max(MOST_PASSWORD);
const userId = z.uuid();
const login = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9.@_+-]{1,99}$/, 'takes 2 to 100 letters, digits and . @ _ + -');
const name = z.string().trim().min(1).max(100);
const clientIds = z.array(clientId).max(MOST_LISTED);
const campaignIds = z.array(campaignId).max(MOST_LISTED);
const email = z.email('must be an e-mail address').max(200);
const skills = z.array(z.string().min(1).max(50)).max(50);

export const accountView = z.object({
  userId,
  login: z.string(),
  displayName: z.string(),
  role: z.enum(roles),
  clientIds: z.array(clientId),
  campaignIds: z.array(campaignId),
  skills: z.array(z.string()),
  agentId: agentId.nullable(),
  /** Since then nobody may sign in with it. */
  disabledAt: instant.nullable(),
  employment: z.enum(employments),
  /** Where links are sent; null: they are handed over. */
  email: z.string().nullable(),
  secondFactor: z.boolean(),
  /** Its owner has not set a password yet. */
  isInvited: z.boolean(),
});
export type AccountView = z.infer<typeof accountView>;
export const accountList = z.object({ accounts: z.array(accountView) });

export const newAccountRequest = z.strictObject({
  login,
  displayName: name,
  role: z.enum(roles),
  clientIds: clientIds.default([]),
  campaignIds: campaignIds.default([]),
  skills: skills.default([]),
  /** An employee gets a sheet of presence, a contractor a statement of activity. */
  employment: z.enum(employments).default('employee'),
  /** Missing: the owner sets it with a one-time link. */
  password: newPassword.optional(),
  email: email.optional(),
  reason,
});
export const accountChangeRequest = z.strictObject({
  displayName: name.optional(),
  role: z.enum(roles).optional(),
  clientIds: clientIds.optional(),
  campaignIds: campaignIds.optional(),
  skills: skills.optional(),
  employment: z.enum(employments).optional(),
  email: email.optional(),
  reason,
});
export const reasonRequest = z.strictObject({ reason });
export const passwordSetRequest = z.strictObject({ password: newPassword, reason });
export const ownPasswordRequest = z.strictObject({
  current: z.string().min(1).max(MOST_OLD_PASSWORD),
  password: newPassword,
});

export const invitationRequest = z.strictObject({ token: z.string().min(1).max(100), password: newPassword });
export const accountLinkRequest = z.strictObject({
  reason,
  /** By e-mail, to the address of the account. */
  send: z.boolean().default(false),
});
export const accountLinkView = z.object({
  /** To be given to its owner: it works once. Null: it was sent. */
  url: z.string().nullable(),
  sentTo: z.string().nullable(),
  expiresAt: instant,
});

export type SessionList = z.infer<typeof sessionList>;
export const sessionList = z.object({
  sessions: z.array(
    z.object({
      sessionId: z.string(),
      /** The one that asks. */
      current: z.boolean(),
      openedAt: instant,
      usedAt: instant,
      address: z.string(),
      program: z.string(),
    }),
  ),
});

/** Records from before there were contractors tell no employment. */
const facts = accountView
  .omit({ userId: true, secondFactor: true, isInvited: true })
  .partial({ employment: true, email: true })
  .extend({ readOnly: z.boolean().optional() });
export const auditAnswer = z.object({
  changes: z.array(
    z.object({
      changeId: z.uuid(),
      at: instant,
      userId,
      act: z.string(),
      /** The id of the user who did it; `system` for a command on this machine. */
      actor: z.string(),
      reason: z.string(),
      before: facts.nullable(),
      after: facts,
    }),
  ),
  /** Ask on with `?before=` this; null: there is no more. */
  next: z.uuid().nullable(),
});

export const signInsAnswer = z.object({
  events: z.array(
    z.object({
      eventId: z.uuid(),
      at: instant,
      what: z.enum(signInWhats),
      /** Null: no account has this login. */
      userId: z.string().nullable(),
      /** In the place of a login that nobody has: the same one has the same mark until the server starts again. */
      loginMark: z.string().nullable(),
      address: z.string(),
      program: z.string(),
    }),
  ),
  /** Ask on with `?before=` this; null: there is no more. */
  next: z.uuid().nullable(),
});
export type SignInsAnswer = z.infer<typeof signInsAnswer>;

export const sessionsEnded = z.object({ ended: z.literal(true) });
