import { type Strength, strengths } from './rule-pack.ts';

/** `statutory`: what one may be fined for. `recommended`: also industry codes and our own courtesy. */
export const profiles = ['statutory', 'recommended'] as const;
export type Profile = (typeof profiles)[number];

export const profileStrengths: Record<Profile, readonly Strength[]> = {
  statutory: ['law', 'regulator_policy'],
  recommended: strengths,
};
