import { z } from 'zod';
import { newAccountRequest, reasonRequest } from './account.ts';
import { clientId, instant } from './ids.ts';
import { roles } from './session.ts';

/** Six digits of the application, or a recovery code; people type spaces and hyphens. */
const factorCode = z.string().trim().min(6).max(40);
const ownPassword = z.string().min(1).max(200);

export const factorView = z.object({
  /** `owed`: it must be set up before anything else. */
  state: z.enum(['on', 'off', 'owed']),
  recoveryCodesLeft: z.int(),
});
export type FactorView = z.infer<typeof factorView>;
export const factorBeginRequest = z.strictObject({ password: ownPassword });
export const factorBegun = z.object({
  /** In base32, to be typed when there is no camera. */
  secret: z.string(),
  /** What the picture says. */
  uri: z.string(),
  /** The picture, a QR code, as SVG. */
  picture: z.string(),
});
export type FactorBegun = z.infer<typeof factorBegun>;
export const factorCodeRequest = z.strictObject({ code: factorCode });
export const factorRemoveRequest = z.strictObject({ password: ownPassword, code: factorCode });
/** Shown this once: only their hashes are kept. */
export const recoveryCodesView = z.object({ recoveryCodes: z.array(z.string()) });
export type RecoveryCodesView = z.infer<typeof recoveryCodesView>;

/** Never an administrator: a key signs in without a second factor; never an agent: nobody is at its desk. */
const keyRoles = ['production-manager', 'campaign-manager', 'supervisor', 'coach', 'client'] as const;
export const apiKeyView = z.object({
  keyId: z.uuid(),
  name: z.string(),
  role: z.enum(roles),
  clientIds: z.array(clientId),
  readOnly: z.boolean(),
  madeBy: z.string(),
  madeAt: instant,
  expiresAt: instant.nullable(),
  revokedAt: instant.nullable(),
  usedAt: instant.nullable(),
});
export type ApiKeyView = z.infer<typeof apiKeyView>;
export const apiKeyList = z.object({ keys: z.array(apiKeyView) });
export type ApiKeyList = z.infer<typeof apiKeyList>;
export const newApiKeyRequest = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(keyRoles),
  clientIds: z.array(clientId).min(1, 'name the charities that it sees').max(200),
  readOnly: z.boolean().default(true),
  /** Missing: until it is revoked. */
  expiresAt: instant.optional(),
  reason: reasonRequest.shape.reason,
});
/** The key stands in this answer and nowhere else. */
export const madeApiKey = apiKeyView.extend({ key: z.string() });
export type MadeApiKey = z.infer<typeof madeApiKey>;

export const recoveryRequest = z.strictObject({ login: z.string().trim().min(1).max(200) });

const { login, displayName, role, clientIds, email, reason } = newAccountRequest.shape;
const about = { login: z.string().min(1).max(200), reason };
/** What `foyer user` asks of a Foyer that runs. */
export const consoleRequest = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('list') }),
  z.strictObject({ act: z.literal('add'), login, displayName, role, clientIds, email, reason }),
  z.strictObject({ act: z.literal('link'), ...about }),
  z.strictObject({ act: z.literal('disable'), ...about }),
  z.strictObject({ act: z.literal('enable'), ...about }),
  z.strictObject({ act: z.literal('reset-second-factor'), ...about }),
  z.strictObject({ act: z.literal('role'), ...about, role, clientIds: clientIds.optional() }),
]);
export type ConsoleRequest = z.infer<typeof consoleRequest>;
export const consoleAnswer = z.object({
  accounts: z.array(
    z.object({
      userId: z.string(),
      login: z.string(),
      displayName: z.string(),
      role: z.enum(roles),
      clientIds: z.array(clientId),
      email: z.string().nullable(),
      disabledAt: instant.nullable(),
      secondFactor: z.boolean(),
    }),
  ),
  link: z.object({ url: z.string(), expiresAt: instant }).optional(),
});
export type ConsoleAnswer = z.infer<typeof consoleAnswer>;
