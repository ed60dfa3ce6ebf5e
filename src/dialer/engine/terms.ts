import type { Candidate } from '../../campaigns/index.ts';
import { type CallTerms, type CampaignFacts, strictestTerms } from '../../compliance/index.ts';
import { type DurationMs, HOUR_MS } from '../../kernel/time.ts';
import type { Call, CampaignFloor, CampaignPlaces, FloorState } from './state.ts';

/** The terms of one call: of every place whose rules bind it; the strictest that are loaded where none can be told. */
export function termsOfCall(state: FloorState, { number, campaignId }: Pick<Call, 'number' | 'campaignId'>): CallTerms {
  const jurisdictions = state.gate.jurisdictionsOf(number.number, number.zones) ?? [];
  return together(state, jurisdictions, state.campaigns.get(campaignId)?.campaign.profile);
}

/** The terms of a campaign: of all places that it has been seen to call; the strictest that are loaded before the first. */
export function termsOfCampaign(
  state: FloorState,
  { places, campaign }: Pick<CampaignFloor, 'places' | 'campaign'>,
): CallTerms {
  return together(state, [...places.jurisdictions], campaign.profile);
}

/** By the campaign's own profile; by that of the gate where it has none. */
function together(
  { gate }: FloorState,
  [first, ...others]: readonly string[],
  profile: CampaignFacts['profile'],
): CallTerms {
  if (others.length === 0) return gate.terms(first, profile);
  return strictestTerms([first, ...others].map((each) => gate.terms(each, profile)));
}

export function nowhereYet(): CampaignPlaces {
  return { jurisdictions: new Set(), zone: undefined, looked: false };
}

/** Learns where a campaign calls from the contacts that come into its hopper. */
export function learnPlaces(state: FloorState, { places }: CampaignFloor, candidates: readonly Candidate[]): void {
  for (const { numbers } of candidates) {
    for (const { number, zones } of numbers) {
      places.zone ??= zones[0];
      for (const each of state.gate.jurisdictionsOf(number, zones) ?? []) places.jurisdictions.add(each);
    }
  }
}

/** Until a contact has been seen. */
export const HOUSE_ZONE = 'Europe/Paris';
/** Metropolitan France, where the hours in which donors may be called are known and the same for all. */
const FRENCH = { zone: HOUSE_ZONE, opensAt: 10 * HOUR_MS, closesAt: 20 * HOUR_MS } as const;

/** The day by which abandoned calls are counted, and how much of it there is to call in; null where nobody can tell. */
export function callingDay({ places }: Pick<CampaignFloor, 'places'>): CallingDay {
  const { jurisdictions, zone } = places;
  const french = zone === undefined || (zone === FRENCH.zone && [...jurisdictions].join() === 'FR');
  return french ? FRENCH : { zone, opensAt: null, closesAt: null };
}

interface CallingDay {
  readonly zone: string;
  readonly opensAt: DurationMs | null;
  readonly closesAt: DurationMs | null;
}
