import type { Candidate, ContactNumber } from '../../campaigns/index.ts';
import type { NumberHistory } from '../../compliance/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import type { FloorState, RecentNumber } from './state.ts';

/** What storage knew when the contact was loaded, and what happened on this floor since. */
export function historyNow(state: FloorState, candidate: Candidate, number: ContactNumber): NumberHistory {
  const { campaignId } = candidate;
  const objected = number.history.objected || isObjected(state, number.number, campaignId);
  const recent = state.recentNumbers.get(number.number);
  if (recent === undefined)
    return objected === number.history.objected ? number.history : { ...number.history, objected };
  const since = candidate.loadedAt;
  const lastMachineAt = later(number.history.lastMachineAt, recent.lastMachineAt);
  return {
    attemptedAt: [...number.history.attemptedAt, ...recent.attemptedAt.filter((at) => at > since)],
    contactedAt: [...number.history.contactedAt, ...recent.contactedAt.filter((at) => at > since)],
    lastAbandonedAt: later(number.history.lastAbandonedAt, recent.lastAbandonedAt),
    lastRefusalAt: later(number.history.lastRefusalAt, recent.lastRefusalAt),
    ...(lastMachineAt === undefined ? {} : { lastMachineAt }),
    objected,
  };
}

/** An objection in force now forbids this campaign to call the number. */
export function isObjected(state: FloorState, number: E164, campaignId: CampaignId): boolean {
  const clientId = state.campaigns.get(campaignId)?.campaign.clientId;
  return clientId !== undefined && state.objections.covers({ number, campaignId, clientId, at: state.now });
}

export function recentNumber(state: FloorState, number: E164): RecentNumber {
  const known = state.recentNumbers.get(number);
  const recent = known ?? {
    attemptedAt: [],
    contactedAt: [],
    lastAbandonedAt: undefined,
    lastRefusalAt: undefined,
    acts: [],
    touchedAt: state.now,
  };
  if (known === undefined) state.recentNumbers.set(number, recent);
  recent.touchedAt = state.now;
  return recent;
}

function later(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.max(a, b);
}
