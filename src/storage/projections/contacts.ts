import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import { patch, type RowChange } from '../row-change.ts';
import type { ContactRow } from '../rows.ts';

/** What the log says of a contact; what imports say stands in other columns of the same row. */
export function projectContacts(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'call.planned':
      return [patch('contacts', event.data.contactId, { livedState: 'dialing' })];
    case 'contact.rescheduled':
      return [patch('contacts', event.data.contactId, rescheduled(event))];
    default:
      return [];
  }
}

function rescheduled({ at, data }: EventOf<'contact.rescheduled'>): Partial<ContactRow> {
  const queued = data.state === 'ready' || data.state === 'callback';
  const set: Partial<ContactRow> = {
    livedState: data.state,
    // Without an instant it is due at once, rather than never.
    dueAt: data.dueAt ?? (queued ? at : null),
    attempts: data.attempts,
    technicalFailures: data.technicalFailures,
    busyToday: data.busyToday,
    agentRequired: data.agentRequired ? 1 : 0,
    ownerId: data.ownerId,
  };
  return {
    ...set,
    ...(data.softRefusals === undefined ? {} : { softRefusals: data.softRefusals }),
    ...(data.callbacks === undefined ? {} : { callbacks: data.callbacks }),
  };
}
