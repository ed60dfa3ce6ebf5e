import { seededRandom } from '../../../src/kernel/random.ts';
import { foyerPacer, type Pacer } from '../pacer.ts';
import { fixedRatioPacer } from './fixed-ratio.ts';
import { impactPacer } from './impact.ts';
import { issabelPacer } from './issabel.ts';
import { vicidialPacer } from './vicidial.ts';
import { webitelPacer } from './webitel.ts';

export interface Policy {
  readonly title: string;
  /** `lever` is what its operator can turn. */
  readonly make: (lever: number, team: { readonly agents: number; readonly seed: number }) => Pacer;
  /** From least to most abandonment; limits are shares. Without: nothing to turn. */
  readonly levers?: readonly [number, number];
}

const limits = [0.0005, 0.3] as const;

export const policies = {
  foyer: { title: 'Foyer', make: () => foyerPacer() },
  progressive: { title: 'progressive 1:1', make: () => fixedRatioPacer(1) },
  'vicidial-hard': {
    title: 'VICIdial, hard limit',
    make: (limit) => vicidialPacer({ method: 'hard-limit', dropLimit: 100 * limit }),
    levers: limits,
  },
  'vicidial-average': {
    title: 'VICIdial, average',
    make: (limit) => vicidialPacer({ method: 'average', dropLimit: 100 * limit }),
    levers: limits,
  },
  'vicidial-tapered': {
    title: 'VICIdial, tapered',
    make: (limit) => vicidialPacer({ method: 'tapered', dropLimit: 100 * limit }),
    levers: limits,
  },
  'vicidial-oracle': {
    title: 'VICIdial, no limit, difference tuned',
    make: (share, { agents }) =>
      vicidialPacer({ method: 'no-limit', differenceTarget: share * agents, maximumLevel: 20 }),
    levers: [-1, 0.5],
  },
  webitel: { title: 'Webitel', make: (limit) => webitelPacer(100 * limit), levers: limits },
  issabel: { title: 'Issabel', make: (lever) => issabelPacer(1 - lever, false), levers: [0.001, 1] },
  'issabel-overcommit': { title: 'Issabel, overcommit', make: () => issabelPacer(0.97, true) },
  impact: {
    title: 'Impact Dialing',
    make: (limit, { seed }) => impactPacer(limit, seededRandom(seed).fork('impact')),
    levers: limits,
  },
  ratio: { title: 'fixed ratio, tuned', make: fixedRatioPacer, levers: [1, 25] },
} satisfies Record<string, Policy>;

export type PolicyName = keyof typeof policies;
export const policyNames = Object.keys(policies) as PolicyName[];
