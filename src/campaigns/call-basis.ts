import type { Audience, CallerType, CampaignFacts, Profile, Purpose } from '../compliance/index.ts';

/** On what footing a campaign calls: which rules bind its calls follows from it. Changed only by an audited act with its reason. */
export interface CallBasis {
  readonly purpose: Purpose;
  readonly callerType: CallerType;
  readonly profile: Profile;
  /** Who the donors are of whom the file says nothing; null: nobody knows, and every rule for any audience binds them. */
  readonly audience: Audience | null;
}

/**
 * An agency asks for donations, by the recommended profile. The audience is left open: "donor" would exempt a list of
 * strangers from the consent that some laws ask for; in France, whose rules ask for none, it changes nothing.
 */
export const usualBasis: CallBasis = {
  purpose: 'donation',
  callerType: 'paid_agency',
  profile: 'recommended',
  audience: null,
};

/** The whole of it; what was never said of the campaign is as usual. */
export function callBasis({ purpose, callerType, profile, audience }: Partial<CallBasis>): CallBasis {
  return {
    purpose: purpose ?? usualBasis.purpose,
    callerType: callerType ?? usualBasis.callerType,
    profile: profile ?? usualBasis.profile,
    audience: audience ?? usualBasis.audience,
  };
}

/** What was said of the campaign, for the gate, which has its own mind about the rest; undefined: nothing was. */
export function saidToGate({ purpose, callerType, profile }: Partial<CallBasis>): CampaignFacts | undefined {
  if (purpose === undefined && callerType === undefined && profile === undefined) return undefined;
  return {
    ...(purpose === undefined ? {} : { purpose }),
    ...(callerType === undefined ? {} : { callerType }),
    ...(profile === undefined ? {} : { profile }),
  };
}
