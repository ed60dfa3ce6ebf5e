import { dispositions } from '../campaigns/index.ts';
import type { HistoryFact } from '../pacing/index.ts';
import type { FloorEvent } from './event.ts';
import { pacingDelta } from './pacing-feed.ts';

/** What a fact of the log tells the history of a campaign: the deltas of its pacing, and its useful contacts. */
export function historyFacts(event: FloorEvent): HistoryFact[] {
  const delta = pacingDelta(event);
  const facts: HistoryFact[] = delta === undefined ? [] : [delta];
  if (event.type === 'call.disposed' && dispositions[event.data.disposition].useful)
    facts.push({ type: 'useful', at: event.at, callId: event.data.attemptId });
  return facts;
}
