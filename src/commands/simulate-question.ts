import type { Clock } from '../kernel/clock.ts';
import type { CampaignId } from '../kernel/id.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { type Comparison, type PacingCampaignSettings, Simulations, type WhatIfQuestion } from '../pacing/index.ts';
import { CommandError, EXIT } from './exit-code.ts';

/** A person at a terminal waits longer than one who moves a slider. */
const DEADLINE_MS = MINUTE_MS;

/** Settings that nothing else is known of. */
export function plainSettings(campaignId: CampaignId): PacingCampaignSettings {
  return {
    campaignId,
    mode: 'predictive',
    abandonmentLimit: 0.03,
    window: '24h',
    zone: 'UTC',
    opensAt: null,
    closesAt: null,
    ringLimitMs: 25 * SECOND_MS,
    connectLimitMs: 2 * SECOND_MS,
    maxLines: null,
    cps: null,
    cancelAfterMs: null,
    occupancyCeiling: null,
    restMs: 0,
  };
}

export async function simulateOrExit(question: WhatIfQuestion, clock: Clock): Promise<Comparison> {
  const simulations = new Simulations({ clock });
  try {
    const reply = await simulations.compare(question, DEADLINE_MS);
    if (reply.kind === 'answered') return reply.comparison;
    throw new CommandError(`No forecast: ${reply.reason}`, EXIT.findings);
  } finally {
    await simulations.close();
  }
}
