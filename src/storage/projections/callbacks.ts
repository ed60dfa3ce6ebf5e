import type { FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';

/** The callback owed to each contact, and the last one that was. Where it stands follows from the clock. */
export function projectCallbacks(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'callback.set': {
      const { orgId, clientId, campaignId, at } = event;
      const { contactId, attemptId, ownerId, from, to, nth } = event.data;
      const row = { contactId, orgId, clientId, campaignId: campaignId ?? '', attemptId, ownerId, nth, setAt: at };
      return [put('callbacks', { ...row, fromAt: from, toAt: to, missedAt: null, endedAs: null })];
    }
    case 'callback.missed':
      return [patch('callbacks', event.data.contactId, { missedAt: event.at })];
    case 'contact.rescheduled': {
      const { contactId, state } = event.data;
      // One that is set by the same call comes right after.
      if (state === 'callback') return [];
      return [patch('callbacks', contactId, { endedAs: state === 'suppressed' ? 'cancelled' : 'done' })];
    }
    default:
      return [];
  }
}
