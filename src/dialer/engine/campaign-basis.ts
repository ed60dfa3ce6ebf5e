import { callBasis } from '../../campaigns/index.ts';
import type { CampaignInput } from '../input.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { record } from './emit.ts';
import type { CampaignFloor, FloorState } from './state.ts';

/** A reason that says something. */
const REASON_LENGTH = { least: 10, most: 500 } as const;

type BasisInput = Extract<CampaignInput, { type: 'campaign.set-basis' }>;

/** In force for the very next dial: what is planned already is asked about again right before it leaves. */
export function setBasis(
  state: FloorState,
  floor: CampaignFloor,
  { campaignId, basis, reason }: BasisInput,
  actor: string,
): ActResult {
  const why = reason.trim();
  const { least, most } = REASON_LENGTH;
  if (why.length < least || why.length > most)
    return refusal(
      'not-possible',
      `Write the reason down, in ${least} to ${most} characters; this one has ${why.length}.`,
    );
  const before = callBasis(floor.campaign);
  const after = { ...before, ...basis };
  if ((Object.keys(after) as (keyof typeof after)[]).every((key) => after[key] === before[key])) return DONE;
  floor.campaign = { ...floor.campaign, ...after };
  floor.reviewDue = true;
  record(
    state,
    `campaign:${campaignId}`,
    'campaign.basis-changed',
    { before, after, reason: why },
    { campaignId, actor },
  );
  return DONE;
}
