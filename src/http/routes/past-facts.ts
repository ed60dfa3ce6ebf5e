import { historyFacts } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import { type CallHistory, type HistoryFact, historyOfLog } from '../../pacing/index.ts';
import type { Parts } from '../parts.ts';
import { Problem } from '../problem.ts';

const PAGE = 1_000;
/** Facts of the log read for one question: an hour of two hundred agents; adding them up holds the loop some 20 ms. */
const MAX_FACTS = 60_000;
/** Read before the period, so that those who are at work when it begins are known. */
const LEAD_MS = 15 * MINUTE_MS;

/** What the log says happened from an instant on, to another. @throws Problem `wrong-state` when it is too much */
export async function factsBetween({ store }: Pick<Parts, 'store'>, from: UtcMs, to: UtcMs): Promise<HistoryFact[]> {
  const facts: HistoryFact[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Parts['store']['readEvents']>> = await store.readEvents(after, PAGE, {
      since: from,
    });
    for (const event of page.events) if (event.at < to) facts.push(...historyFacts(event));
    if (facts.length > MAX_FACTS)
      throw new Problem('wrong-state', 'No forecast: the log of this stretch is too long; take a shorter one.');
    // The log is in the order of what happened, but for events of the same moment.
    const isPast = (page.events[0]?.at ?? 0) >= to;
    after = isPast ? undefined : page.next;
  }
  return facts;
}

/** What one campaign's floor did in a period. */
export async function historyBetweenOf(
  parts: Pick<Parts, 'store'>,
  id: CampaignId,
  from: UtcMs,
  to: UtcMs,
): Promise<CallHistory> {
  return historyOfLog(await factsBetween(parts, from - LEAD_MS, to), id, from, to);
}
