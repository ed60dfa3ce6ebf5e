import { type HourAddition, type HourCount, hourOf } from '../../campaigns/figures/index.ts';
import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { CountedPromiseRow } from '../rows.ts';
import type { Counted } from './hours-counted.ts';
import type { HoursReader } from './hours-reader.ts';

type Counts = Readonly<Partial<Record<HourCount, number>>>;

const NOTHING: Counted = { additions: [] };

/**
 * A signature and money count in the hour of their promise, so that a share of promises never compares one day's
 * signatures with another day's promises. Undefined: no event of a promise.
 */
export function projectPromiseHours(event: FloorEvent, reader: HoursReader): Counted | undefined {
  switch (event.type) {
    case 'promise.agreed':
      return agreed(event, reader);
    case 'promise.signed':
      return signed(event, reader);
    case 'promise.paid':
      return money(event.data.promiseId, event.data.paidCents, reader);
    case 'promise.failed':
      return money(event.data.promiseId, event.data.paidCents, reader);
    default:
      return event.type.startsWith('promise.') ? NOTHING : undefined;
  }
}

/** Where the promise stands, as its events say. */
export function promiseState({ type, data }: FloorEvent): readonly RowChange[] {
  if (!type.startsWith('promise.') || type === 'promise.agreed' || !('promiseId' in data)) return [];
  return [patch('countedPromises', data.promiseId, { state: data.state })];
}

/** Debits a year by frequency. */
const aYear: Readonly<Record<string, number>> = { monthly: 12, quarterly: 4, 'half-yearly': 2, yearly: 1 };

/** Cents a month, to the nearest cent. */
function monthlyCents(cents: number, frequency: string): number {
  return Math.round((cents * (aYear[frequency] ?? 12)) / 12);
}

function agreed(event: EventOf<'promise.agreed'>, reader: HoursReader): Counted {
  const { at, orgId, clientId, data } = event;
  if (reader.promise(data.promiseId) !== undefined) return NOTHING;
  const attempt = data.attemptId === null ? undefined : reader.attempt(data.attemptId);
  const row: CountedPromiseRow = {
    promiseId: data.promiseId,
    orgId,
    clientId,
    campaignId: event.campaignId ?? attempt?.campaignId ?? '',
    segment: attempt?.segment ?? '',
    agentId: data.agentId ?? '',
    contactId: data.contactId,
    agreedAt: at,
    kind: data.kind,
    frequency: data.frequency,
    amountCents: data.amountCents ?? 0,
    signedAt: null,
    paidCents: 0,
    state: data.state,
  };
  const counts = promiseCounts(row);
  return {
    additions: counts === undefined ? [] : [addition(row, counts)],
    changes: [put('countedPromises', row)],
  };
}

/** Undefined for changes of a gift that runs already: they are no new promise. */
function promiseCounts({ kind, amountCents, frequency }: CountedPromiseRow): Counts | undefined {
  switch (kind) {
    case 'monthly':
      return { monthlyPromises: 1, monthlyCents: monthlyCents(amountCents, frequency) };
    case 'one-off':
      return { oneOffPromises: 1, oneOffCents: amountCents };
    case 'undetermined':
      return { undeterminedPromises: 1 };
    default:
      return undefined;
  }
}

function signed({ at, data }: EventOf<'promise.signed'>, reader: HoursReader): Counted {
  const row = reader.promise(data.promiseId);
  if (row === undefined || row.signedAt !== null) return NOTHING;
  const changes = [patch('countedPromises', data.promiseId, { signedAt: at })];
  if (row.kind !== 'monthly') return { additions: [], changes };
  const signedMonthlyCents = monthlyCents(data.amountCents ?? row.amountCents, row.frequency);
  return {
    additions: [addition(row, { signed: 1, ...within(at - row.agreedAt), signedMonthlyCents })],
    changes,
  };
}

function within(ageMs: UtcMs): Counts {
  return {
    ...(ageMs <= 7 * DAY_MS ? { signedIn7: 1 } : {}),
    ...(ageMs <= 14 * DAY_MS ? { signedIn14: 1 } : {}),
    ...(ageMs <= 30 * DAY_MS ? { signedIn30: 1 } : {}),
  };
}

/** What has come in of a promise by now, less what went back. Of one-off gifts only: debits of a mandate are no fulfilment. */
function money(promiseId: string, paidCents: number, reader: HoursReader): Counted {
  const row = reader.promise(promiseId);
  if (row === undefined || row.paidCents === paidCents) return NOTHING;
  const changes = [patch('countedPromises', promiseId, { paidCents })];
  if (row.kind !== 'one-off') return { additions: [], changes };
  const paid = Number(paidCents > 0) - Number(row.paidCents > 0);
  const counts = { ...(paid === 0 ? {} : { paid }), paidCents: paidCents - row.paidCents };
  return { additions: [addition(row, counts)], changes };
}

function addition({ agreedAt, campaignId, segment, agentId }: CountedPromiseRow, counts: Counts): HourAddition {
  return { hour: hourOf(agreedAt), campaignId, segment, agentId, counts };
}
