import type { CampaignId } from '../../kernel/id.ts';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import type { PastQuarter } from '../../pacing/index.ts';
import type { AttemptRow } from '../rows.ts';

const QUARTER_MS = 15 * MINUTE_MS;

/** By quarter of an hour of the answer; of calls that were placed before and answered after the end, by the last one. */
export function pastAnswers(attempts: Iterable<AttemptRow>, campaignId: CampaignId, before: UtcMs): PastQuarter[] {
  const quarters = new Map<number, PastQuarter>();
  for (const row of attempts) {
    const { answeredAt, placedAt } = row;
    if (row.campaignId !== campaignId || answeredAt === null || placedAt === null || placedAt >= before) continue;
    const at = Math.floor(Math.min(answeredAt, before - 1) / QUARTER_MS) * QUARTER_MS;
    quarters.set(at, plus(quarters.get(at), at, row));
  }
  return [...quarters.values()].sort((a, b) => a.at - b.at);
}

function plus(sum: PastQuarter | undefined, at: UtcMs, row: AttemptRow): PastQuarter {
  const machine = Number(row.outcome === 'machine' || row.disposition === 'REP' || row.disposition === 'FAX');
  const abandoned = Number(row.outcome === 'abandoned');
  const bet = Number(row.reservedAgentId === null);
  return {
    at,
    answers: (sum?.answers ?? 0) + 1,
    machines: (sum?.machines ?? 0) + machine,
    abandoned: (sum?.abandoned ?? 0) + abandoned,
    betAnswers: (sum?.betAnswers ?? 0) + bet * (1 - machine),
    betAbandoned: (sum?.betAbandoned ?? 0) + bet * abandoned,
  };
}
