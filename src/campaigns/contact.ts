import type { CareAct, NumberHistory, NumberKind, PersonFacts } from '../compliance/index.ts';
import type { AgentId, CampaignId, ContactId, Id } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import type { UtcMs } from '../kernel/time.ts';

export type DonorId = Id<'donor'>;
export type NumberId = Id<'number'>;

/**
 * imported -> ready <-> dialing; ready -> callback, closed, held, suppressed.
 * `held`: what happened is unknown, so nobody calls again until a person has looked.
 */
export const contactStates = ['ready', 'dialing', 'callback', 'closed', 'held', 'suppressed'] as const;
export type ContactState = (typeof contactStates)[number];

/** One way to reach a donor. Only `numberId` may enter the event log. */
export interface ContactNumber {
  readonly numberId: NumberId;
  readonly number: E164;
  readonly kind: NumberKind;
  readonly zones: readonly string[];
  readonly holidayRegions: readonly string[];
  readonly history: NumberHistory;
}

/** What the charity knows of the person, wherever the campaign; what is missing counts against a call where a rule asks for it. */
export type PersonKnown = Pick<PersonFacts, 'audience' | 'relations' | 'relationEndedOn' | 'consent'>;

/** A contact of a campaign as it stands, whether it is due or not. */
export interface ContactStanding {
  readonly contactId: ContactId;
  readonly state: ContactState;
  readonly dueAt: UtcMs | null;
  /** Loaded for those that wait for a call and have a number left to dial. */
  readonly candidate: Candidate | undefined;
}

/** A contact of a campaign that is due: what the hopper holds, ready to be decided upon without a look-up. */
export interface Candidate {
  readonly contactId: ContactId;
  readonly campaignId: CampaignId;
  readonly donorId: DonorId;
  /** Numbers still worth dialing, best first; never empty. */
  readonly numbers: readonly [ContactNumber, ...ContactNumber[]];
  /** Those of the person that are dialed no more, given up or off the list: an objection binds them too. */
  readonly givenUp?: readonly Pick<ContactNumber, 'numberId' | 'number'>[];
  readonly dueAt: UtcMs;
  /** The charity's own group of donors; missing: the list has none. */
  readonly segment?: string;
  /** Lower is sooner among the contacts of a segment that are due: minus the cents that a talk is likely to bring. */
  readonly rank: number;
  /** Donor attempts so far in this campaign (technical failures not counted). */
  readonly attempts: number;
  /** Technical failures so far in this campaign. */
  readonly technicalFailures: number;
  /** Busy results on the local day of the last one. */
  readonly busyToday: number;
  /** Rejected calls and early hang-ups so far in this campaign; none when missing. */
  readonly softRefusals?: number;
  /** After an abandoned call, or for a callback: dial only with an agent held for it. */
  readonly agentRequired: boolean;
  /** The agent who promised to call back, while the promise is still theirs. */
  readonly ownerId: AgentId | undefined;
  /** Callbacks promised so far in this campaign; none when missing. */
  readonly callbacks?: number;
  /** A callback is owed: the person asked for this call. */
  readonly askedForCall?: boolean;
  /** The charity's name for those who live together; missing: who shares a number does. */
  readonly household?: string;
  /** What happened to the donor on all numbers, and to those who share one; nothing when missing. */
  readonly acts?: readonly CareAct[];
  readonly person?: PersonKnown;
  readonly loadedAt: UtcMs;
}
