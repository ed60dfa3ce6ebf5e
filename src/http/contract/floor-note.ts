import { z } from 'zod';
import { agentId, instant } from './ids.ts';

/** A message fits on the desk beside a talk. */
export const FLOOR_NOTE_LENGTH = 500;

export const floorNoteRequest = z.strictObject({ text: z.string().trim().min(1).max(FLOOR_NOTE_LENGTH) });
export const floorNote = z.object({
  noteId: z.string(),
  agentId,
  /** Null: not an account of this house, or not any more. */
  fromName: z.string().nullable(),
  toAgent: z.boolean(),
  text: z.string(),
  at: instant,
  readAt: instant.nullable(),
});
export type FloorNoteView = z.infer<typeof floorNote>;
/** The newest last. */
export const floorNoteList = z.object({ notes: z.array(floorNote) });
export type FloorNoteList = z.infer<typeof floorNoteList>;
export const unreadNotes = z.object({ unread: z.array(z.object({ agentId, notes: z.int() })) });
export type UnreadNotes = z.infer<typeof unreadNotes>;
