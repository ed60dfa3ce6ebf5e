import type { CampaignId, ClientId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { Tally } from './tally.ts';

export const figureGroupings = ['total', 'hour', 'day', 'agent', 'segment', 'campaign', 'client'] as const;
export type FigureGrouping = (typeof figureGroupings)[number];

/** What is to be counted. Only full hours can be told apart: an hour is in the period when its beginning is. */
export interface FiguresQuestion {
  readonly orgId: OrgId;
  /** Missing: all of the organisation. */
  readonly clientIds?: readonly ClientId[];
  readonly campaignIds?: readonly CampaignId[];
  /** From this instant to before that one. */
  readonly from: UtcMs;
  readonly to: UtcMs;
  readonly by: FigureGrouping;
  /** Where days begin and end, an IANA zone; an hour belongs to the day in which it begins. */
  readonly zone: string;
  /** Counts what agents are doing up to this instant; missing: up to their last change of state. */
  readonly at?: UtcMs;
}

export interface FigureGroup {
  /** Hours since 1970, YYYY-MM-DD, or an id; '' for the total, and for what belongs to no agent, segment or campaign. */
  readonly key: string;
  readonly tally: Tally;
}
