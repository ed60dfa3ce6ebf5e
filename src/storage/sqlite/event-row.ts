import { z } from 'zod';
import { type EventType, eventData, type FloorEvent } from '../../dialer/index.ts';
import { StorageError } from '../storage-error.ts';
import type { EventRow } from './event-columns.ts';

const envelope = z.object({
  id: z.string().min(1),
  stream: z.string().min(1),
  seq: z.number(),
  at: z.number(),
  recordedAt: z.number(),
  orgId: z.string(),
  clientId: z.string().nullable(),
  campaignId: z.string().nullable(),
  type: z.enum(Object.keys(eventData) as [EventType, ...EventType[]]),
  version: z.literal(1),
  actor: z.string(),
  causeId: z.string().nullable(),
});

/** What stands on the disk is not trusted: the file may have been edited, or come from elsewhere. */
export function eventOf(row: EventRow, path: string): FloorEvent {
  const head = envelope.safeParse(row);
  if (!head.success) throw unreadable(row, path, z.prettifyError(head.error));
  const data = eventData[head.data.type].safeParse(parseJson(row, path));
  if (!data.success) throw unreadable(row, path, z.prettifyError(data.error));
  return { ...head.data, data: data.data } as FloorEvent;
}

function parseJson(row: EventRow, path: string): unknown {
  try {
    return JSON.parse(row.data);
  } catch (error) {
    throw unreadable(row, path, String(error));
  }
}

function unreadable(row: EventRow, path: string, why: string): StorageError {
  const place = `${path}: the event at position ${row.position} (${row.type})`;
  return new StorageError('corrupt', `${place} cannot be read. Stop Foyer and restore the last backup. ${why}`);
}
