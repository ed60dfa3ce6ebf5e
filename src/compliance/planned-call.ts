import type { AttemptId, CampaignId, ClientId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { CallPermit } from './permit.ts';
import type { Audience, Strength } from './rule-pack.ts';

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
  /** What is known of the person; a fact that is missing counts against the call wherever a rule needs it. */
  readonly facts?: PersonFacts;
}

export interface PersonFacts {
  readonly audience?: Audience;
  /** Standing relations with the charity, for example `current_contract`. */
  readonly relations?: readonly string[];
  readonly consent?: {
    readonly callAt: UtcMs;
    readonly withdrawnAt?: UtcMs | undefined;
    /** Express consent to be called outside the usual days and hours. */
    readonly outOfHours?: boolean;
  };
  /** Result of the screening: the lists that hold the number (`since`: YYYY-MM-DD); missing when not screened. */
  readonly registries?: readonly { readonly list: string; readonly since: string }[];
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
  /** An objection in force for this number and client (or wider). */
  readonly objected: boolean;
}

export interface Refusal {
  readonly ruleId: string;
  /** One of the check types of the rule packs, for example `calling_window`. */
  readonly check: string;
  readonly strength: Strength;
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
    };

/** The terms that the rules in force lay on a campaign's calls. */
export interface CallTerms {
  /** Longest a person who answered may wait for an agent before the message must start, ms. */
  readonly connectLimitMs: number;
  /** Shortest ringing before the dialer itself may hang up, ms. */
  readonly minimumRingMs: number;
  /** Rest before an abandoned number may be called again (then only with an agent reserved), ms. */
  readonly abandonedRestMs: number;
  /** Abandoned / answered by a person, per campaign and rolling 24 h. */
  readonly abandonmentLimit: number;
}

export interface Gate {
  /** Pure: the answer depends on the arguments and the loaded rule packs alone. */
  decide(call: PlannedCall, at: UtcMs): GateDecision;
  terms(): CallTerms;
  readonly rulesVersion: string;
}
