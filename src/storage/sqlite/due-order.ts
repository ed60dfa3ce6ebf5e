import type { CallingOrder } from '../../campaigns/index.ts';
import { MinHeap } from '../../kernel/min-heap.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { mergeSegments } from '../merge-segments.ts';
import type { Connection } from './open-database.ts';

/** Length of the slots of `contacts.due_slot`; the schema divides by the same. */
export const DUE_SLOT_MS = 900_000;
const FIRST_PAGE = 16;
const LARGEST_PAGE = 256;

interface DueContact {
  readonly dueSlot: number;
  readonly rank: number;
  readonly dueAt: UtcMs;
  readonly contactId: string;
}

/** A slot that has due contacts left: the next of them, and the page it was read with. */
interface Slot {
  page: readonly DueContact[];
  next: number;
}

const COLUMNS = 'due_slot AS dueSlot, rank, due_at AS dueAt, contact_id AS contactId';
/** The segments with contacts in the queue: two steps in the index each. */
export const SEGMENTS_SQL = `WITH RECURSIVE segments (segment) AS (
    SELECT min(segment) FROM contacts WHERE campaign_id = @campaignId AND due_slot IS NOT NULL
    UNION ALL
    SELECT (SELECT min(segment) FROM contacts
      WHERE campaign_id = @campaignId AND segment > segments.segment AND due_slot IS NOT NULL)
    FROM segments WHERE segment IS NOT NULL)
  SELECT segment FROM segments WHERE segment IS NOT NULL`;
/** The slots of a segment that are wholly in the past, each with its first contact: two steps in the index per slot. */
export const PAST_SLOTS_SQL = `WITH RECURSIVE slots (slot) AS (
    SELECT min(due_slot) FROM contacts WHERE campaign_id = @campaignId AND segment = @segment AND due_slot < @present
    UNION ALL
    SELECT (SELECT min(due_slot) FROM contacts
      WHERE campaign_id = @campaignId AND segment = @segment AND due_slot > slot AND due_slot < @present)
    FROM slots WHERE slot IS NOT NULL)
  SELECT ${COLUMNS} FROM slots CROSS JOIN contacts ON contacts.rowid = (
    SELECT rowid FROM contacts WHERE campaign_id = @campaignId AND segment = @segment AND due_slot = slot
    ORDER BY rank, due_at, contact_id LIMIT 1)
  WHERE slot IS NOT NULL`;
/** The contacts of one slot after a given one, in dialing order. */
export const SLOT_PAGE_SQL = `SELECT ${COLUMNS} FROM contacts
  WHERE campaign_id = ? AND segment = ? AND due_slot = ? AND due_at <= ? AND (rank, due_at, contact_id) > (?, ?, ?)
  ORDER BY rank, due_at, contact_id LIMIT ?`;

interface InSegment {
  readonly campaignId: string;
  readonly segment: string;
}

export interface DueOrder {
  /** The segments of a campaign with contacts in the queue. */
  segments(campaignId: string): readonly string[];
  /** The due contacts of a campaign: its segments as the order says, each by (rank, due_at). */
  due(campaignId: string, order: CallingOrder, at: UtcMs): Generator<string>;
}

/**
 * Rank and time are two directions, and an index has one: so the queue of a segment is cut into slots of time, within
 * which the index is in dialing order, and the slots are merged. What is not yet due is never read, and what is due
 * only as far as it is asked for, however long the list.
 */
export function dueOrder(db: Connection): DueOrder {
  const segments = db.prepare<{ readonly campaignId: string }, string>(SEGMENTS_SQL).pluck();
  const pastSlots = db.prepare<InSegment & { readonly present: number }, DueContact>(PAST_SLOTS_SQL);
  const slotPage = db.prepare<[string, string, number, number, number, number, string, number], DueContact>(
    SLOT_PAGE_SQL,
  );

  function* inSegment({ campaignId, segment }: InSegment, at: UtcMs): Generator<DueContact> {
    const slots = new MinHeap<Slot>((a, b) => compare(head(a), head(b)));
    const present = Math.floor(at / DUE_SLOT_MS);
    for (const first of pastSlots.all({ campaignId, segment, present })) slots.push({ page: [first], next: 0 });
    const now = slotPage.all(campaignId, segment, present, at, Number.NEGATIVE_INFINITY, 0, '', FIRST_PAGE);
    if (now.length > 0) slots.push({ page: now, next: 0 });
    for (let slot = slots.pop(); slot !== undefined; slot = slots.pop()) {
      const contact = head(slot);
      yield contact;
      slot.next++;
      if (slot.next === slot.page.length) {
        const size = Math.min(LARGEST_PAGE, Math.max(FIRST_PAGE, 2 * slot.page.length));
        const { dueSlot, rank, dueAt, contactId } = contact;
        slot.page = slotPage.all(campaignId, segment, dueSlot, at, rank, dueAt, contactId, size);
        slot.next = 0;
      }
      if (slot.page.length > 0) slots.push(slot);
    }
  }
  return {
    segments: (campaignId) => segments.all({ campaignId }),
    due: (campaignId, order, at) =>
      mergeSegments(
        segments.all({ campaignId }).map((segment) => [segment, inSegment({ campaignId, segment }, at)] as const),
        order,
        at,
      ),
  };
}

function head(slot: Slot): DueContact {
  return slot.page[slot.next] as DueContact;
}

function compare(a: DueContact, b: DueContact): number {
  return a.rank - b.rank || a.dueAt - b.dueAt || (a.contactId < b.contactId ? -1 : 1);
}
