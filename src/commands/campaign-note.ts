import type { PlanFact, PlanParts } from '../campaigns/index.ts';
import type { Actor, FloorEvent } from '../dialer/index.ts';
import { idSource } from '../kernel/id.ts';
import { seededRandom } from '../kernel/random.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { freshSeed } from '../kernel/system-random.ts';
import type { UtcMs } from '../kernel/time.ts';
import type { Store } from '../storage/index.ts';
import { ORG_ID } from './installation.ts';

/** What a change of plan needs, where no floor runs: what a floor would have recorded goes to the log as it stands. */
export function plansInStore(
  store: Pick<Store, 'append' | 'lastSeqs' | 'campaignCounts' | 'placeContacts'>,
  now: () => UtcMs = () => systemClock.now(),
): PlanParts<Actor> {
  const ids = idSource(systemClock, seededRandom(freshSeed()).fork('plans'));
  const note = async (facts: readonly PlanFact[], actor: Actor): Promise<{ readonly ok: true }> => {
    const seqs = await store.lastSeqs(facts.map(({ stream }) => stream));
    const at = now();
    const events = facts.map(
      (fact, i): FloorEvent => ({
        ...fact,
        id: ids.next<'event'>(),
        seq: (seqs.get(fact.stream) ?? 0) + 1 + i,
        at,
        recordedAt: at,
        orgId: ORG_ID,
        version: 1,
        actor: actor.kind === 'user' ? actor.userId : 'system',
        causeId: null,
      }),
    );
    await store.append(events);
    return { ok: true };
  };
  return { note, store, now };
}
