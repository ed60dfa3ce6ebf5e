import type { AttemptId, CampaignId, ClientId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { AbandonmentRule, AbandonmentWindow } from './abandonment.ts';
import type { DialingModeName } from './caller-id-mode.ts';
import type { CareFacts, CareLimitId } from './care-limits.ts';
import type { CallPermit } from './permit.ts';
import type { Profile } from './profile.ts';
import type { RecordingTerms } from './recording-terms.ts';
import type { Audience, CallerType, Confidence, Purpose, Strength } from './rule-pack.ts';

export const numberKinds = ['fixed', 'mobile', 'other'] as const;
export type NumberKind = (typeof numberKinds)[number];

/** A call as planned: all that the gate needs to know, nothing it would have to look up. */
export interface PlannedCall {
  readonly attemptId: AttemptId;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId;
  readonly number: E164;
  readonly numberKind: NumberKind;
  /** Candidate IANA zones of the called person: every one of them must allow the call. */
  readonly zones: readonly string[];
  /** Holiday regions, most general first, for example `FR`, `FR-57`, `FR-RE`, as the rule pack names them. */
  readonly holidayRegions: readonly string[];
  readonly history: NumberHistory;
  /** True when an agent is held for this very call, so that it can't be met by silence. */
  readonly agentReserved: boolean;
  /** What the campaign says of itself, before what the gate was told of all campaigns. */
  readonly campaign?: CampaignFacts;
  /** Jurisdictions whose rules bind the call, where they are known better than by the number and the zones. */
  readonly jurisdictions?: readonly string[];
  /** What is known of the person; a fact that is missing counts against the call wherever a rule needs it. */
  readonly facts?: PersonFacts;
  /** The number that will be shown, and in which mode; without it the gate does not judge it. */
  readonly presented?: PresentedAs;
  /** For the limits of donor care; without it the packs' own courtesies hold in their place. */
  readonly care?: CareFacts;
}

export interface PresentedAs {
  readonly callerId: string;
  readonly mode: DialingModeName;
}

export interface CampaignFacts {
  readonly purpose?: Purpose;
  readonly callerType?: CallerType;
  readonly profile?: Profile;
}

/** Consent to be called by this charity. */
export interface Consent {
  readonly callAt: UtcMs;
  readonly withdrawnAt?: UtcMs | undefined;
  /** Express consent to be called outside the usual days and hours. */
  readonly outOfHours?: boolean;
}

export interface PersonFacts {
  readonly audience?: Audience;
  /** Standing relations with the charity, for example `current_contract`. */
  readonly relations?: readonly string[];
  /** Local day (YYYY-MM-DD) on which a former donor's relation ended; null: it has not; missing: nobody knows. */
  readonly relationEndedOn?: string | null;
  readonly consent?: Consent;
  /** Result of the screening: the lists that hold the number (`since`: YYYY-MM-DD); missing when not screened. */
  readonly registries?: readonly { readonly list: string; readonly since: string }[];
  /** Day (YYYY-MM-DD) of the copy of each list that was asked; missing when whoever asks vouches for them all. */
  readonly listDates?: Readonly<Record<string, string>>;
  /** The person asked for this very call: an agreed callback. Waives the courtesy caps of a day, never a law. */
  readonly askedForCall?: boolean;
}

/** What happened to a number before, over all campaigns of the agency. */
export interface NumberHistory {
  /** Instants of earlier attempts, any order; at least those of the last 30 days. */
  readonly attemptedAt: readonly UtcMs[];
  /** Instants at which a person answered and was talked to; at least those of the last day. */
  readonly contactedAt: readonly UtcMs[];
  readonly lastAbandonedAt: UtcMs | undefined;
  readonly lastRefusalAt: UtcMs | undefined;
  /** The last time a machine was detected by AMD, not by an agent. */
  readonly lastMachineAt?: UtcMs | undefined;
  /** An objection in force for this number and client (or wider): refuses at once, in every profile. */
  readonly objected: boolean;
  /** When the person objected, for rules that count from there; without `objected`, only they look at it. */
  readonly objectedAt?: UtcMs | undefined;
}

export interface Refusal {
  readonly ruleId: string;
  /** One of the check types of the rule packs, for example `calling_window`. */
  readonly check: string;
  readonly strength: Strength;
  /** `memory`: to be confirmed by counsel. */
  readonly confidence: Confidence;
  readonly words: { readonly fr: string; readonly en: string };
}

export type GateDecision =
  | { readonly allowed: true; readonly permit: CallPermit }
  | {
      readonly allowed: false;
      readonly refusals: readonly [Refusal, ...Refusal[]];
      /** Earliest instant at which the same facts would be allowed; null when only a new fact could unblock. */
      readonly nextAllowedAt: UtcMs | null;
      /** The same if an agent were held for the call; never later. */
      readonly nextAllowedWithAgentAt: UtcMs | null;
      /** As in a permit: what was asked. */
      readonly rulesVersion: string;
    };

/** The terms that the rules in force lay on a campaign's calls. */
export interface CallTerms {
  /** Longest a person who answered may wait for an agent before the message must start, ms. */
  readonly connectLimitMs: number;
  /** Shortest ringing before the dialer itself may hang up, ms. */
  readonly minimumRingMs: number;
  /** Rest before an abandoned number may be called again (then only with an agent reserved), ms. */
  readonly abandonedRestMs: number;
  /** Abandoned / answered by a person, per campaign and window. */
  readonly abandonmentLimit: number;
  /** The shortest window over which one of the rules counts. */
  readonly abandonmentWindow: AbandonmentWindow;
}

/** Where a campaign calls, and what for. */
export interface CareCampaign extends CampaignFacts {
  readonly callerId: string;
  /** As far as its contacts have been seen; the caller id's own counts besides. */
  readonly jurisdictions?: readonly string[];
}

/** Where calls that show a number go, as far as is known, and how strictly they are judged. */
export interface PresentedWhere {
  readonly jurisdictions?: readonly string[];
  readonly profile?: Profile | undefined;
}

export interface StalePack {
  readonly jurisdiction: string;
  readonly name: string;
  readonly asOf: string;
  readonly reviewDue: string;
}

export interface Gate {
  /** Pure: the answer depends on the arguments and the loaded rule packs alone. */
  decide(call: PlannedCall, at: UtcMs): GateDecision;
  /**
   * Of one jurisdiction, for example `FR`; of all that are loaded (the strictest) without one, or for one that is not.
   * By the gate's own profile where the campaign has none.
   */
  terms(jurisdiction?: string, profile?: Profile): CallTerms;
  /** The rest after an abandoned call that law or a regulator asks for in one of these places, ms; 0 where none does. */
  abandonedLawMs(jurisdictions: readonly string[]): number;
  /**
   * Every rule that forbids to present the number in this mode, of its own jurisdiction and of those that are called;
   * none when it may be.
   */
  callerIdRefusals(callerId: string, mode: DialingModeName, at: UtcMs, where?: PresentedWhere): readonly Refusal[];
  /** The rule of law that a limit of care would go past with this value, in such a campaign; undefined when none would be. */
  careRefusal(limit: CareLimitId, value: number, campaign: CareCampaign, at: UtcMs): Refusal | undefined;
  /** The rules on abandoned calls of these jurisdictions that are in force at an instant. */
  abandonmentRules(jurisdictions: readonly string[], at: UtcMs, profile?: Profile): readonly AbandonmentRule[];
  /** What the rules of these jurisdictions ask of recordings of a campaign's calls. */
  recordingTerms(jurisdictions: readonly string[], at: UtcMs, campaign?: CampaignFacts): RecordingTerms;
  /** The jurisdictions whose rules bind a call to this number, as the gate sees it; undefined when it can't tell. */
  jurisdictionsOf(number: string, zones: readonly string[]): readonly string[] | undefined;
  /** Packs whose day of review has passed on this day: their rules still hold, and somebody must read the law again. */
  stale(at: UtcMs): readonly StalePack[];
  readonly rulesVersion: string;
  /** The same for calls of a campaign that says more of itself. */
  rulesVersionOf(campaign: CampaignFacts | undefined): string;
  /** How strong a rule that is named as evidence is, for the log. */
  readonly strengthOf?: (ruleId: string) => Strength;
}
