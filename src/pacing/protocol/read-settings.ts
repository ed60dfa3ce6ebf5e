import type { CampaignId } from '../../kernel/id.ts';
import { ok } from '../../kernel/result.ts';
import { DAY_MS, type DurationMs } from '../../kernel/time.ts';
import type { PacingCampaignSettings } from '../pacing-port.ts';
import { MAX_PACE_CAMPAIGNS } from './bounds.ts';
import { agentDelta, DEFAULT_CAMPAIGN, type PaceFloor, type Taken } from './floor.ts';
import type { SettingsLine } from './line-schema.ts';
import { refuse } from './refusal.ts';
import { timeOfDayMs } from './time-of-day.ts';

/** What a campaign's first settings line leaves out; a later one leaves as it is what it does not name. */
const defaults: Omit<PacingCampaignSettings, 'campaignId'> = {
  mode: 'predictive',
  abandonmentLimit: 0.03,
  window: 'day',
  zone: 'UTC',
  opensAt: null,
  closesAt: null,
  ringLimitMs: 25_000,
  connectLimitMs: 2_000,
  maxLines: null,
  cps: null,
  cancelAfterMs: null,
  occupancyCeiling: null,
  restMs: 0,
};

/** A new campaign, or new settings of a known one. Agents who take the calls of every campaign take its calls too. */
export function readSettings(floor: PaceFloor, line: SettingsLine): Taken {
  const campaignId = (line.campaign as CampaignId | undefined) ?? DEFAULT_CAMPAIGN;
  const known = floor.campaigns.get(campaignId);
  if (known === undefined && floor.campaigns.size >= MAX_PACE_CAMPAIGNS)
    return refuse('campaign', `there are ${MAX_PACE_CAMPAIGNS} campaigns already`, 'Pace the others in a second run.');
  const settings = merged(known ?? { campaignId, ...defaults }, line);
  if (settings.opensAt !== null && settings.closesAt !== null && settings.closesAt <= settings.opensAt)
    return refuse('closesAt', 'the campaign would close before it opens', 'Give a "closesAt" later than "opensAt".');
  floor.campaigns.set(campaignId, settings);
  if (known !== undefined) return ok([]);
  const everywhere = [...floor.agents].filter(
    ([, { campaignIds, state }]) => campaignIds === undefined && state !== 'offline',
  );
  return ok(everywhere.map(([agentId, agent]) => agentDelta(floor, agentId, agent, line.at)));
}

function merged(before: PacingCampaignSettings, line: SettingsLine): PacingCampaignSettings {
  const { type, at, campaign, limit, seed, language, opensAt, closesAt, ...same } = line;
  const settings = { ...before, ...same, abandonmentLimit: limit ?? before.abandonmentLimit };
  return { ...settings, ...hours(settings, opensAt, closesAt) };
}

/** One end of the hours alone leaves the other at midnight. */
function hours(
  { opensAt, closesAt, zone }: PacingCampaignSettings,
  newOpening: string | number | null | undefined,
  newClosing: string | number | null | undefined,
): Pick<PacingCampaignSettings, 'opensAt' | 'closesAt'> {
  const opens = newOpening === undefined ? opensAt : dayTime(newOpening, zone);
  const closes = newClosing === undefined ? closesAt : dayTime(newClosing, zone);
  if (opens === null && closes === null) return { opensAt: null, closesAt: null };
  return { opensAt: opens ?? 0, closesAt: closes === null || closes === 0 ? DAY_MS : closes };
}

function dayTime(value: string | number | null, zone: string): DurationMs | null {
  return value === null ? null : timeOfDayMs(value, zone);
}
