import { z } from 'zod';
import type { CampaignId } from '../kernel/id.ts';
import { DAY_MS, type UtcMs } from '../kernel/time.ts';
import type { DemoPerson } from './demo-person.ts';

/** What an hour of production costs in the demonstration, cents. */
const COST_CENTS_AN_HOUR = 3_300;

const reportAnswer = z.object({
  groups: z.array(z.object({ values: z.array(z.object({ id: z.string(), value: z.number().nullable() })) })),
});

/** Figures of the report by their ids; a figure without a denominator is missing. */
export type DemoFigures = ReadonlyMap<string, number>;

/** The report of the campaign as the manager's page asks for it. */
export async function demoFigures(
  manager: DemoPerson,
  campaignId: CampaignId,
  from: UtcMs,
  to: UtcMs,
): Promise<DemoFigures> {
  const query = new URLSearchParams({
    campaignId,
    from: day(from - DAY_MS),
    to: day(to + DAY_MS),
    costCentsAnHour: String(COST_CENTS_AN_HOUR),
  });
  const { groups } = await manager.get(`/api/reports?${query}`, reportAnswer);
  return new Map(groups[0]?.values.flatMap(({ id, value }) => (value === null ? [] : [[id, value] as const])));
}

function day(at: UtcMs): string {
  return new Date(at).toISOString().slice(0, 10);
}
