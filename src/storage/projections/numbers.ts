import type { FloorEvent } from '../../dialer/index.ts';
import { patch, type RowChange } from '../row-change.ts';

/** A number that is given up for its donor; with the last one, all the donor's contacts are out of reach. */
export function projectNumbers(event: FloorEvent): readonly RowChange[] {
  if (event.type !== 'contact.rescheduled' || event.data.deadNumberId === null) return [];
  const id = event.data.deadNumberId;
  return [patch('numbers', id, { dead: 1 }), { op: 'refresh-contacts', by: 'number', id }];
}
