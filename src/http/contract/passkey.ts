import { z } from 'zod';
import { instant } from './ids.ts';
import { factorBeginRequest } from './sign-in.ts';

/** As browsers write bytes (RFC 4648, section 5). */
const base64url = z
  .string()
  .regex(/^[A-Za-z0-9_-]+$/, 'must be base64url')
  .max(16_384);
const credentialId = base64url.max(1_400);

const passkeyView = z.object({
  passkeyId: z.string(),
  name: z.string(),
  madeAt: instant,
  usedAt: instant.nullable(),
});
export const passkeyList = z.object({ passkeys: z.array(passkeyView) });
export type PasskeyList = z.infer<typeof passkeyList>;

export const passkeyBeginRequest = factorBeginRequest;
/** For the browser, as WebAuthn has it. */
export const passkeyOptions = z.object({ options: z.record(z.string(), z.unknown()) });

/** What the browser answers, of which only what is needed is sent. */
const passkeyMade = z.strictObject({
  id: credentialId,
  clientDataJSON: base64url,
  attestationObject: base64url,
  transports: z.array(z.string().max(32)).max(8).default([]),
});
export type PasskeyMade = z.infer<typeof passkeyMade>;
export const passkeyAddRequest = z.strictObject({ name: z.string().trim().min(1).max(60), passkey: passkeyMade });
export const passkeyAdded = z.object({
  /** Shown this once; empty where some are left. */
  recoveryCodes: z.array(z.string()),
});
export type PasskeyAdded = z.infer<typeof passkeyAdded>;
export const passkeyRemoveRequest = z.strictObject({
  passkeyId: credentialId,
  password: factorBeginRequest.shape.password,
});

export const passkeySignInRequest = z.strictObject({
  id: credentialId,
  clientDataJSON: base64url,
  authenticatorData: base64url,
  signature: base64url,
});
export type PasskeyAnswer = z.infer<typeof passkeySignInRequest>;

/** Beside the password; passkeys are the browser's to know. */
export const signInWays = z.object({
  /** The provider that is set. */
  oidc: z.object({ name: z.string() }).nullable(),
});
export type SignInWays = z.infer<typeof signInWays>;
