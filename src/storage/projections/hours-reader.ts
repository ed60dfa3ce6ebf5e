import type { UtcMs } from '../../kernel/time.ts';
import type { AgentTimeRow, AttemptRow, ContactRow, CountedPromiseRow } from '../rows.ts';

export const countedAttemptColumns = [
  'campaignId',
  'segment',
  'agentId',
  'placedAt',
  'answeredAt',
  'bridgedAt',
  'abandonedAt',
  'endedAt',
  'disposition',
  'countedAt',
  'countedAgent',
  'countedUseful',
  'refusalReason',
  'objectedAt',
] as const satisfies readonly (keyof AttemptRow)[];
export type CountedAttempt = Pick<AttemptRow, (typeof countedAttemptColumns)[number]>;

/** What counting needs to know of the log up to an event, which itself has not changed any row yet. */
export interface HoursReader {
  attempt(attemptId: string): CountedAttempt | undefined;
  contactState(contactId: string): ContactRow['livedState'] | undefined;
  clientOf(campaignId: string): string | undefined;
  agent(agentId: string): AgentTimeRow | undefined;
  promise(promiseId: string): CountedPromiseRow | undefined;
  /** The last instant of an event in (after, until], and the first, of those before this position in the log. */
  lastEvent(after: UtcMs, until: UtcMs, position: number): UtcMs | undefined;
  firstEvent(after: UtcMs, until: UtcMs, position: number): UtcMs | undefined;
}
