import type { AttemptId, CampaignId, ClientId } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { CallPermit } from './permit.ts';

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
  /** Holiday regions, most general first, for example `FR`, `FR-57`, `FR-974`. */
  readonly holidayRegions: readonly string[];
  readonly history: NumberHistory;
  /** True when an agent is held for this very call, so that it can't be met by silence. */
  readonly agentReserved: boolean;
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
  readonly strength: 'law' | 'regulator_policy' | 'industry_code' | 'product_default';
  readonly words: { readonly fr: string; readonly en: string };
}

export type GateDecision =
  | { readonly allowed: true; readonly permit: CallPermit }
  | {
      readonly allowed: false;
      readonly refusals: readonly [Refusal, ...Refusal[]];
      /** Earliest instant at which the same facts would be allowed; null when only a new fact could unblock. */
      readonly nextAllowedAt: UtcMs | null;
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
