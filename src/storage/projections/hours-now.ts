import { agentHours, type HourOfClient } from '../../campaigns/figures/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { AgentTimeRow } from '../rows.ts';
import { agentTimeOf } from './hours-agents.ts';

/** What agents are doing at this instant, not counted yet since their state goes on. */
export function hoursNow(
  rows: Iterable<AgentTimeRow>,
  at: UtcMs,
  clientOf: (campaignId: string) => string | undefined,
): readonly HourOfClient[] {
  return [...rows].flatMap((row) =>
    agentHours(agentTimeOf(row), at).map((hour) => ({ ...hour, clientId: clientOf(hour.campaignId) ?? null })),
  );
}
