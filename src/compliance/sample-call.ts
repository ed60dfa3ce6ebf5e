import type { AttemptId, CampaignId, ClientId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { NumberHistory, PlannedCall } from './planned-call.ts';

/** A number that nobody called yet. */
export const NOTHING: NumberHistory = {
  attemptedAt: [],
  contactedAt: [],
  lastAbandonedAt: undefined,
  lastRefusalAt: undefined,
  objected: false,
};

/** A first call to a fixed line in Paris that is only asked about: the ids stand for no attempt, the permit is thrown away. */
export function sampleCall(change: Partial<PlannedCall> = {}): PlannedCall {
  return {
    attemptId: 'attempt' as AttemptId,
    campaignId: 'campaign' as CampaignId,
    clientId: 'client' as ClientId,
    number: '+33199001234' as E164,
    numberKind: 'fixed',
    zones: ['Europe/Paris'],
    holidayRegions: ['FR'],
    history: NOTHING,
    agentReserved: false,
    ...change,
  };
}
