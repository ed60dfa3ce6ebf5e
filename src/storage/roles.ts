/** What people may be here; what each may do is said in the policy table of the HTTP side, and nowhere else. */
export const roles = [
  'administrator',
  'production-manager',
  'campaign-manager',
  'supervisor',
  'coach',
  'agent',
  'client',
] as const;
export type Role = (typeof roles)[number];

export const accountActs = [
  'created',
  'changed',
  'disabled',
  'enabled',
  'password-set',
  'link-made',
  'second-factor-on',
  'second-factor-off',
  'recovery-codes-made',
  'recovery-code-used',
  'key-made',
  'key-revoked',
  'passkey-added',
  'passkey-removed',
  'sessions-ended',
] as const;
export type AccountAct = (typeof accountActs)[number];

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
export type SignInWhat = (typeof signInWhats)[number];
