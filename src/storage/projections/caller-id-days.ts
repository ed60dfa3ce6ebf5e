import type { Outcome } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import { DAY_MS, SECOND_MS } from '../../kernel/time.ts';
import type { RowChange } from '../row-change.ts';

/** A talk that ends sooner is no talk. */
const SHORT_TALK_MS = 6 * SECOND_MS;

/** Ends that say whether a person took the call: network failures and our own hang-ups say nothing of the number shown. */
const resolved: ReadonlySet<Outcome> = new Set(['answered', 'abandoned', 'machine', 'busy', 'no-answer', 'rejected']);
const taken: ReadonlySet<Outcome> = new Set(['answered', 'abandoned', 'machine']);

/** How calls end, by the number they showed and the day; events from before the number was written say nothing. */
export function projectCallerIdDays({ type, at, orgId, data }: FloorEvent): readonly RowChange[] {
  if (type !== 'call.ended') return [];
  const { callerId, outcome, talkMs } = data;
  if (callerId === undefined || !resolved.has(outcome)) return [];
  const day = Math.floor(at / DAY_MS);
  const row = {
    counterId: `${callerId}:${day}`,
    orgId,
    clientId: null,
    callerId,
    day,
    placed: 1,
    answered: taken.has(outcome) ? 1 : 0,
    rejected: outcome === 'rejected' ? 1 : 0,
    short: talkMs !== null && talkMs < SHORT_TALK_MS ? 1 : 0,
  };
  return [{ op: 'add-calls', row }];
}
