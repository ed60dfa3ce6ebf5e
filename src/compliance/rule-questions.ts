import { abandonmentRules } from './abandonment.ts';
import { abandonedLawMs, termsTable } from './call-terms.ts';
import { careRefusal } from './care-bounds.ts';
import type { FindJurisdictions } from './jurisdiction.ts';
import type { Gate } from './planned-call.ts';
import type { CheckPresented } from './presented-checker.ts';
import type { Profile } from './profile.ts';
import { recordingTerms } from './recording-terms.ts';
import type { CallerType, Purpose, RulePack } from './rule-pack.ts';

/** What the packs say beside the decision about one call. */
type RuleQuestions = Pick<
  Gate,
  'terms' | 'abandonmentRules' | 'abandonedLawMs' | 'callerIdRefusals' | 'careRefusal' | 'recordingTerms'
>;

interface Usual {
  readonly profile: Profile;
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
}

/** `usual`: for campaigns that say nothing else. */
export function ruleQuestions(
  packs: readonly RulePack[],
  usual: Usual,
  jurisdictionsOf: FindJurisdictions,
  presentable: CheckPresented,
): RuleQuestions {
  const codes = packs.filter(({ territory }) => territory !== undefined).map(({ jurisdiction }) => jurisdiction);
  const termsOf = termsTable(packs, codes);
  return {
    terms: (jurisdiction, profile = usual.profile) => termsOf(profile, jurisdiction),
    abandonmentRules: (places, at, profile = usual.profile) =>
      places.flatMap((each) => abandonmentRules(packs, each, profile, at)),
    abandonedLawMs: (places) => Math.max(0, ...places.map((each) => abandonedLawMs(packs, each))),
    callerIdRefusals: (callerId, mode, at, { jurisdictions = [], profile = usual.profile } = {}) =>
      presentable({ callerId, mode }, jurisdictions, profile, at),
    careRefusal(limit, value, campaign, at) {
      const { callerId, jurisdictions = [], purpose = usual.purpose, callerType = usual.callerType } = campaign;
      if (purpose === undefined) return undefined;
      const all = new Set([...(jurisdictionsOf(callerId, []) ?? []), ...jurisdictions]);
      return careRefusal(packs, limit, value, { jurisdictions: [...all], purpose, callerType }, at);
    },
    recordingTerms(jurisdictions, at, campaign = {}) {
      const { profile, purpose = 'donation', callerType = 'paid_agency' } = { ...usual, ...campaign };
      return recordingTerms(packs, { jurisdictions, profile, purpose, callerType }, at);
    },
  };
}
