import type { CampaignId } from '../../kernel/id.ts';
import { type DurationMs, MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

/** A campaign that was not asked about for so long has no claim on the free agents: its list may be empty. */
const CLAIM_MS: DurationMs = MINUTE_MS;

/**
 * Who may have the free agents when a driver asks campaign by campaign: without turns, the first one asked would take
 * them all, every time.
 */
export interface Turns {
  /** When each was last asked about by name. */
  readonly askedAt: Map<CampaignId, UtcMs>;
  /** Those who had their turn in the present round; a round ends with its instant, or with the first asked twice. */
  readonly taken: Set<CampaignId>;
  /** Rounds before this one. */
  round: number;
  at: UtcMs;
}

export function noTurns(): Turns {
  return { askedAt: new Map(), taken: new Set(), round: 0, at: 0 };
}

/** It is this campaign's turn; returns those whose turn is still to come in this round, and so keep their share. */
export function takeTurn(turns: Turns, campaignId: CampaignId, at: UtcMs): ReadonlySet<CampaignId> {
  if (turns.at !== at || turns.taken.has(campaignId)) {
    turns.taken.clear();
    turns.round++;
  }
  turns.at = at;
  turns.taken.add(campaignId);
  turns.askedAt.set(campaignId, at);
  const waiting = [...turns.askedAt].filter(([id, askedAt]) => !turns.taken.has(id) && at - askedAt <= CLAIM_MS);
  return new Set(waiting.map(([id]) => id));
}
