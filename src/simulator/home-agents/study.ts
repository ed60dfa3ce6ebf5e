import { z } from 'zod';
import type { HomeAgentClient } from './client.ts';

const training = z.object({
  campaigns: z.array(z.object({ campaignId: z.string(), version: z.int(), certified: z.boolean() })),
});

/** Reads the scripts that are new to the agent and answers their questions; how many there were. */
export async function study(client: HomeAgentClient, answers: readonly number[]): Promise<number> {
  const lessons = await client.get('/api/agent/training', training);
  if (!lessons.ok) return 0;
  const fresh = lessons.value.campaigns.filter(({ certified }) => !certified);
  for (const { campaignId, version } of fresh)
    await client.act('POST', `/api/agent/training/${campaignId}`, { version, read: true, answers });
  return fresh.length;
}
