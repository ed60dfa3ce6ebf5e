import { z } from 'zod';
import { agentId, campaignId, clientId, instant } from './ids.ts';
import { roles } from './session.ts';

/** NIST SP 800-63B: length protects, rules about signs do not. */
export const LEAST_PASSWORD = 12;
const MOST_PASSWORD = 200;
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
  /** Missing: the owner sets it with a one-time link. */
  password: newPassword.optional(),
  reason,
});
export const accountChangeRequest = z.strictObject({
  displayName: name.optional(),
  role: z.enum(roles).optional(),
  clientIds: clientIds.optional(),
  campaignIds: campaignIds.optional(),
  skills: skills.optional(),
  reason,
});
export const reasonRequest = z.strictObject({ reason });
export const passwordSetRequest = z.strictObject({ password: newPassword, reason });
export const ownPasswordRequest = z.strictObject({
  current: z.string().min(1).max(MOST_PASSWORD),
  password: newPassword,
});

export const invitationRequest = z.strictObject({ token: z.string().min(1).max(100), password: newPassword });
export const accountLinkView = z.object({
  /** To be given to its owner: it works once. */
  url: z.string(),
  expiresAt: instant,
});

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

const facts = accountView.omit({ userId: true });
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
