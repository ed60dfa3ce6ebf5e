import type { CampaignPacing, PacingTrial } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { PacingTrialRow } from '../rows.ts';

/** Settings that are tried for a while, and what became of them. */
export function projectPacingTrials(event: FloorEvent): readonly RowChange[] {
  const { orgId, clientId, campaignId, at, actor } = event;
  if (event.type === 'campaign.trial-began' && campaignId !== null) {
    const { trialId, from, to, endsAt, reason } = event.data;
    const values = { before: JSON.stringify(from), tried: JSON.stringify(to), reason };
    const about = { trialId, orgId, clientId, campaignId, actor };
    return [put('pacingTrials', { ...about, ...values, beganAt: at, endsAt, endedAt: null, outcome: null })];
  }
  if (event.type === 'campaign.trial-ended')
    return [patch('pacingTrials', event.data.trialId, { endedAt: at, outcome: event.data.outcome })];
  return [];
}

export function pacingTrialOf(row: PacingTrialRow): PacingTrial {
  const { trialId, campaignId, actor, reason, before, tried, beganAt, endsAt, endedAt, outcome } = row;
  return {
    trialId,
    campaignId: campaignId as CampaignId,
    actor,
    reason,
    from: JSON.parse(before) as Partial<CampaignPacing>,
    to: JSON.parse(tried) as Partial<CampaignPacing>,
    beganAt,
    endsAt,
    endedAt,
    outcome,
  };
}
