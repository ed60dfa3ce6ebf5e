import type { EventDataOf, FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { Tables } from '../rows.ts';

type PromiseRow = Tables['promises'];
type AnyPromise = EventDataOf<'promise.opened'>;

const awaited: ReadonlySet<string> = new Set(['agreed', 'awaiting', 'sent', 'opened', 'unconfirmed']);
/** Events that say something of a promise without moving it. */
const still: ReadonlySet<string> = new Set([
  'promise.iban-typed',
  'promise.reminded',
  'promise.reminders-stopped',
  'promise.amended',
]);

/** Promises as their events left them; each event says itself which state it leads to. */
export function projectPromises(event: FloorEvent): readonly RowChange[] {
  const { type } = event;
  if (!type.startsWith('promise.')) return [];
  const { promiseId, actKey, state, held, amountCents, channel } = event.data as AnyPromise;
  const act = put('promiseActs', { actKey, promiseId });
  if (type === 'promise.agreed') return [put('promises', agreed(event, event.data)), act];
  // Nobody waits for a promise that is decided.
  const decided = awaited.has(held ?? state) ? {} : { nextReminderAt: null };
  const moved = still.has(type) || (held !== null && type !== 'promise.frozen') ? {} : { since: event.at };
  return [
    patch('promises', promiseId, { state, held, amountCents, channel, ...moved, ...decided, ...own(event) }),
    act,
  ];
}

/** What an event says besides what stands in all of them. */
function own({ type, data, at }: FloorEvent): Partial<PromiseRow> {
  switch (type) {
    case 'promise.link-sent':
      return { link: data.link, sentAt: at };
    case 'promise.opened':
      return { openedAt: at };
    case 'promise.iban-typed':
      return { ibanTypedAt: at };
    case 'promise.signed':
      return { signedAt: at, mandateId: data.mandateId };
    case 'promise.paid':
      return { paidCents: data.paidCents };
    case 'promise.kept':
      return { keptAt: at };
    case 'promise.failed':
      return { failedAt: at, failureCode: data.code, paidCents: data.paidCents };
    case 'promise.reminded':
      return { reminders: data.step, nextReminderAt: data.nextReminderAt };
    case 'promise.reminders-stopped':
    case 'promise.unconfirmed':
      return { nextReminderAt: data.nextReminderAt };
    case 'promise.frozen':
      return { heldBecause: data.because };
    case 'promise.unfrozen':
      return { heldBecause: null, reviewedAt: at };
    case 'promise.amended':
      if (data.change === 'pause') return { paused: 1, pausedUntil: data.until };
      return data.change === 'resume' ? { paused: 0, pausedUntil: null } : { amendedAt: at };
    default:
      return {};
  }
}

function agreed({ orgId, clientId, campaignId, at }: FloorEvent, data: EventDataOf<'promise.agreed'>): PromiseRow {
  const { promiseId, contactId, attemptId, agentId, kind, amountCents, currency, frequency, debitDay, askStep } = data;
  const { channel, state, nextReminderAt } = data;
  return {
    promiseId,
    orgId,
    clientId: clientId ?? '',
    campaignId: campaignId ?? '',
    contactId,
    attemptId,
    agentId,
    kind,
    amountCents,
    currency,
    frequency,
    debitDay,
    askStep,
    donorNamed: data.donorNamed ? 1 : 0,
    channel,
    state,
    since: at,
    agreedAt: at,
    held: null,
    heldBecause: null,
    reviewedAt: null,
    link: 0,
    sentAt: null,
    openedAt: null,
    ibanTypedAt: null,
    signedAt: null,
    keptAt: null,
    failedAt: null,
    failureCode: null,
    reminders: 0,
    nextReminderAt,
    paidCents: 0,
    paused: 0,
    pausedUntil: null,
    mandateId: null,
    offerId: data.offer?.offerId ?? null,
    offerTitle: data.offer?.offerTitle ?? null,
    offerMonths: data.offer?.offerMonths ?? null,
    renewsOn: data.offer?.renewsOn ?? null,
    amendedAt: null,
  };
}
