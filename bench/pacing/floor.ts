import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import type { UtcMs } from '../../src/kernel/time.ts';
import type { PacingCampaignSettings } from '../../src/pacing/index.ts';
import type { Agenda } from './agenda.ts';
import type { Pacer } from './pacer.ts';
import type { Scenario } from './scenario.ts';
import type { TalliedState, Tally } from './tally.ts';

export interface WorldPlan {
  readonly scenario: Scenario;
  readonly agents: number;
  /** Campaigns of the same laws that share all agents. */
  readonly campaigns?: number;
  /** Instead: campaigns of different laws and limits that share all agents; talk and wrap-up are each one's own. */
  readonly mixed?: readonly MixedCampaign[];
  readonly settings: Omit<PacingCampaignSettings, 'campaignId' | 'zone' | 'opensAt' | 'closesAt'>;
  /** `continuous`: day and night; `days`: 8 hours of each calendar day (UTC), everyone logged in at the opening. */
  readonly calendar: 'continuous' | 'days';
  /** Opening hours to run; with `persons`, until so many have answered after the warm-up, at most these hours. */
  readonly hours: number;
  readonly persons?: number;
  readonly warmUpHours?: number;
  readonly seed: number;
  /** Agents' script steps are told, as signs of a call's end. */
  readonly hints?: boolean;
  readonly tickMs?: number;
}

export interface MixedCampaign {
  readonly scenario: Scenario;
  readonly settings: WorldPlan['settings'];
}

export interface Agent {
  readonly id: AgentId;
  state: TalliedState;
  since: UtcMs;
  /** Leaves when the present call is written up. */
  leaving: boolean;
  /** Absences begun: an end that belongs to an earlier one is void. */
  absence: number;
  call: Call | undefined;
}

export interface Call {
  readonly id: AttemptId;
  readonly campaign: number;
  readonly isPerson: boolean;
  answeredAt: UtcMs | undefined;
  personAt: UtcMs;
  agent: Agent | undefined;
  over: boolean;
}

/** What the parts of a world share. */
export interface Floor {
  readonly plan: WorldPlan;
  readonly pacer: Pacer;
  readonly agenda: Agenda;
  readonly tally: Tally;
  readonly random: Readonly<Record<Stream, Random>>;
  readonly campaignIds: readonly CampaignId[];
  /** Between opening and closing: time counts and lines are dialed. */
  open: boolean;
  /** Something happened that a decision may depend on. */
  changed: boolean;
}

const streams = ['outcome', 'ring', 'machine', 'talk', 'wrap', 'agents', 'hints'] as const;
type Stream = (typeof streams)[number];

export function streamsOf(seed: number): Readonly<Record<Stream, Random>> {
  const root = seededRandom(seed);
  return Object.fromEntries(streams.map((name) => [name, root.fork(name)])) as Record<Stream, Random>;
}

/** The laws of one campaign's list. */
export function lawsOf({ scenario, mixed }: WorldPlan, campaign: number): Scenario {
  return mixed?.[campaign]?.scenario ?? scenario;
}
