import { type RetentionDue, retentionDue, shippedRules } from '../compliance/index.ts';
import type { OrgId } from '../kernel/id.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { DAY_MS, MINUTE_MS } from '../kernel/time.ts';
import type { Log } from '../ops/index.ts';
import type { Store } from '../storage/index.ts';
import { reason } from './open-store.ts';

/** After the start, when the morning's log-ins are over. */
const FIRST_AFTER_MS = 10 * MINUTE_MS;
/** Donors in one question; each is erased in a transaction of its own, so that calls go on between. */
const AT_A_TIME = 200;

export interface RetentionParts {
  readonly orgId: OrgId;
  readonly store: Pick<Store, 'donors'>;
  readonly log: Log;
}

/** Every day, what may not be kept any longer is erased; returns what ends it. */
export function keepRetention(parts: RetentionParts): () => void {
  let stopped = false;
  const run = async (): Promise<void> => {
    try {
      for (const due of retentionDue(shippedRules(), systemClock.now())) {
        if (!stopped) await applyRetention(parts, due, systemClock.now());
      }
    } catch (error) {
      parts.log.error({ error: reason(error) }, 'the retention schedule could not be applied: again tomorrow');
    }
    if (!stopped) cancel = systemClock.schedule(DAY_MS, () => void run());
  };
  let cancel = systemClock.schedule(FIRST_AFTER_MS, () => void run());
  return () => {
    stopped = true;
    cancel();
  };
}

/** Of people and of calls; what the rules say of recordings and sheets finds nothing to erase. */
export async function applyRetention(parts: RetentionParts, due: RetentionDue, at: number): Promise<number> {
  if (due.numbers.length === 0) return 0;
  if (due.data === 'call_detail') return severCalls(parts, due, at);
  if (due.data !== 'prospect') return 0;
  const { orgId, store, log } = parts;
  const { before, numbers, numbersExcept, ruleId } = due;
  let erased = 0;
  for (;;) {
    const donorIds = await store.donors.idle({ orgId, before, numbers, numbersExcept, limit: AT_A_TIME });
    for (const donorId of donorIds) {
      await store.donors.erase(donorId, { at, act: 'retention', actor: 'system' });
      erased++;
    }
    if (donorIds.length < AT_A_TIME) break;
  }
  if (erased > 0) log.info({ ruleId, erased }, 'people of whom nothing was heard for too long have been erased');
  return erased;
}

/** Whom an old call was made to is nobody's business any more, donor or not; that it was made, and how it ended, stays. */
async function severCalls({ orgId, store, log }: RetentionParts, due: RetentionDue, at: number): Promise<number> {
  const { before, numbers, numbersExcept, ruleId } = due;
  let [severed, records] = [0, 0];
  for (;;) {
    const calls = await store.donors.oldCalls({ orgId, before, numbers, numbersExcept, limit: AT_A_TIME });
    if (calls.length > 0) records += (await store.donors.severCalls(calls, before, at)).records;
    severed += calls.length;
    if (calls.length < AT_A_TIME) break;
  }
  if (severed > 0)
    log.info({ ruleId, severed, records }, 'of calls that are too old nobody can tell any more who was called');
  return severed;
}
