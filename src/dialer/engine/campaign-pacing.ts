import { type CampaignPacing, campaignPacing } from '../../campaigns/index.ts';
import type { CallTerms } from '../../compliance/index.ts';
import type { PacingCampaignSettings } from '../../pacing/index.ts';
import type { CampaignInput } from '../input.ts';
import { type ActRefused, type ActResult, DONE, refusal } from './act-result.ts';
import { record } from './emit.ts';
import type { CampaignFloor, FloorState } from './state.ts';
import { termsOfCampaign } from './terms.ts';

type SetPacing = Extract<CampaignInput, { type: 'campaign.set-pacing' }>;

/** A campaign's own pace: stricter than the rules in force, never laxer. */
export function setPacing(state: FloorState, floor: CampaignFloor, input: SetPacing, actor: string): ActResult {
  const from = campaignPacing(floor.campaign);
  const to = { ...from, ...input.pacing };
  const refused = refuse(to, termsOfCampaign(state, floor), floor.campaign.ringLimitMs);
  if (refused !== undefined) return refused;
  if (JSON.stringify(from) === JSON.stringify(to)) return DONE;
  floor.campaign = { ...floor.campaign, pacing: to, maxLines: to.maxLines };
  floor.grant = 0;
  const about = { campaignId: input.campaignId, actor };
  record(
    state,
    `campaign:${input.campaignId}`,
    'campaign.pacing-changed',
    { from, to, reason: input.reason.trim() },
    about,
  );
  return DONE;
}

function refuse(
  { abandonmentTarget, cancelAfterMs }: CampaignPacing,
  { abandonmentLimit, minimumRingMs }: CallTerms,
  ringLimitMs: number,
): ActRefused | undefined {
  if (abandonmentTarget !== null && abandonmentTarget > abandonmentLimit)
    return refusal(
      'not-lawful',
      `abandonmentTarget ${abandonmentTarget}: the rules in force allow ${abandonmentLimit}; give that or less.`,
    );
  if (cancelAfterMs !== null && (cancelAfterMs < minimumRingMs || cancelAfterMs >= ringLimitMs))
    return refusal(
      'not-lawful',
      `cancelAfterMs ${cancelAfterMs}: a phone rings for at least ${minimumRingMs} ms by the rules in force, and for less than ${ringLimitMs} ms anyway; give a time from the one to the other.`,
    );
  return undefined;
}

type OwnPace = Pick<
  PacingCampaignSettings,
  'abandonmentLimit' | 'maxLines' | 'cps' | 'cancelAfterMs' | 'occupancyCeiling' | 'restMs'
>;

/** What the pacing is asked with: rules that have become stricter since are kept all the same. */
export function paceWithin(campaign: CampaignFloor['campaign'], terms: CallTerms): OwnPace {
  const { abandonmentTarget, maxLines, cps, cancelAfterMs, occupancyCeiling, restMs } = campaignPacing(campaign);
  return {
    abandonmentLimit: Math.min(abandonmentTarget ?? terms.abandonmentLimit, terms.abandonmentLimit),
    maxLines,
    cps,
    cancelAfterMs: cancelAfterMs === null ? null : Math.max(cancelAfterMs, terms.minimumRingMs),
    occupancyCeiling,
    restMs,
  };
}
