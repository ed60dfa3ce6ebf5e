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
] as const;
export type AccountAct = (typeof accountActs)[number];
