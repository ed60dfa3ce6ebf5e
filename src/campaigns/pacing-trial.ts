import { z } from 'zod';
import type { CampaignId } from '../kernel/id.ts';
import { MINUTE_MS, type UtcMs } from '../kernel/time.ts';
import type { CampaignPacing } from './campaign-pacing.ts';

/** A trial shorter than this shows chance, a longer one is a change. */
export const TRIAL_MINUTES = { least: 10, usual: 30, most: 120 } as const;

/**
 * `came-back`: the values of before are in force again. `kept`: somebody kept what was tried. `overtaken`: some of it
 * was changed otherwise meanwhile, and that stays. `refused`: the rules did not let it begin, or come back.
 */
export const trialOutcomes = ['came-back', 'kept', 'overtaken', 'refused'] as const;
export type TrialOutcome = (typeof trialOutcomes)[number];

/** Settings in force for a while, after which those of before come back. */
export interface PacingTrial {
  readonly trialId: string;
  readonly campaignId: CampaignId;
  readonly actor: string;
  readonly reason: string;
  /** What is tried, and what each of these was before. */
  readonly from: Partial<CampaignPacing>;
  readonly to: Partial<CampaignPacing>;
  readonly beganAt: UtcMs;
  readonly endsAt: UtcMs;
  /** Null while it goes on. */
  readonly endedAt: UtcMs | null;
  readonly outcome: TrialOutcome | null;
}

const values = z.record(z.string(), z.number().nullable());

/** What the log says of settings that were tried. */
export const trialEventData = {
  'campaign.trial-began': z.object({
    trialId: z.string(),
    from: values,
    to: values,
    endsAt: z.int(),
    reason: z.string(),
  }),
  'campaign.trial-ended': z.object({ trialId: z.string(), outcome: z.enum(trialOutcomes) }),
} as const;

/** The parts of a change that change something, with what they were. */
export function triedOf(
  now: CampaignPacing,
  change: Partial<CampaignPacing>,
): Pick<PacingTrial, 'from' | 'to'> | undefined {
  const names = Object.keys(change) as (keyof CampaignPacing)[];
  const changed = names.filter((name) => change[name] !== undefined && change[name] !== now[name]);
  if (changed.length === 0) return undefined;
  const only = (of: Partial<CampaignPacing>) => Object.fromEntries(changed.map((name) => [name, of[name]]));
  return { from: only(now), to: only(change) };
}

/** What has to be set so that the values of before are in force again; what was changed meanwhile stays. */
export function comeBack(
  { from, to }: Pick<PacingTrial, 'from' | 'to'>,
  now: CampaignPacing,
): { readonly change: Partial<CampaignPacing>; readonly outcome: TrialOutcome } {
  const names = Object.keys(to) as (keyof CampaignPacing)[];
  const still = names.filter((name) => now[name] === to[name] && now[name] !== from[name]);
  const isOvertaken = names.some((name) => now[name] !== to[name] && now[name] !== from[name]);
  return {
    change: Object.fromEntries(still.map((name) => [name, from[name]])),
    outcome: isOvertaken ? 'overtaken' : 'came-back',
  };
}

export function trialLengthMs(minutes: number): number {
  return minutes * MINUTE_MS;
}
