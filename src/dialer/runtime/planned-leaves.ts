import type { AgentId } from '../../kernel/id.ts';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import type { AgentSession, FloorStore } from '../floor-store.ts';

const PAGE = 5_000;

/**
 * When each agent has planned to go, as told last before the stop: a restart must not dial for one who is about to
 * leave. Reads the log from when the first of them came into his or her present state, a day at most.
 */
export async function plannedLeaves(
  store: Pick<FloorStore, 'readEvents'>,
  sessions: readonly AgentSession[],
  now: UtcMs,
): Promise<ReadonlyMap<AgentId, UtcMs>> {
  const leaves = new Map<AgentId, UtcMs>();
  const present = new Map(sessions.filter(({ state }) => state !== 'offline').map((each) => [each.agentId, each]));
  if (present.size === 0) return leaves;
  const since = Math.max(now - DAY_MS, Math.min(...[...present.values()].map((each) => each.since)));
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<FloorStore['readEvents']>> = await store.readEvents(after, PAGE, { since });
    for (const event of page.events) {
      if (event.type !== 'agent.state-changed' || !present.has(event.data.agentId)) continue;
      if (event.data.leavesAt === undefined) leaves.delete(event.data.agentId);
      else leaves.set(event.data.agentId, event.data.leavesAt);
    }
    after = page.next;
  }
  for (const [agentId, leavesAt] of leaves) if (leavesAt <= now) leaves.delete(agentId);
  return leaves;
}
