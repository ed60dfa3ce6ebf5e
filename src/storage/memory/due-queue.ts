import { MinHeap } from '../../kernel/min-heap.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { isQueued } from '../contact-row.ts';
import type { ContactRow } from '../rows.ts';
import { OrderedList } from './ordered-list.ts';

interface Entry {
  readonly contactId: string;
  readonly rank: number;
  readonly dueAt: UtcMs;
  /** In the list of those that are due; otherwise still in the heap of those to come. */
  due: boolean;
}

/** The queued contacts of one campaign: those to come by their instant, those that are due in dialing order. */
export class DueQueue {
  readonly #entries = new Map<string, Entry>();
  readonly #coming = new MinHeap<Entry>((a, b) => a.dueAt - b.dueAt);
  readonly #due = new OrderedList<Entry>(
    (a, b) =>
      a.rank - b.rank || a.dueAt - b.dueAt || (a.contactId < b.contactId ? -1 : Number(a.contactId > b.contactId)),
  );

  get size(): number {
    return this.#entries.size;
  }

  /** To be called after every change of a contact. */
  update(row: ContactRow): void {
    const known = this.#entries.get(row.contactId);
    const dueAt = isQueued(row) ? row.dueAt : null;
    if (known !== undefined && known.rank === row.rank && known.dueAt === dueAt) return;
    if (known !== undefined) {
      this.#entries.delete(row.contactId);
      if (known.due) this.#due.delete(known);
    }
    if (dueAt === null) return;
    const entry: Entry = { contactId: row.contactId, rank: row.rank, dueAt, due: false };
    this.#entries.set(row.contactId, entry);
    this.#coming.push(entry);
  }

  /** Contacts due at this instant, in dialing order. */
  *due(at: UtcMs): Generator<Entry> {
    for (let next = this.#coming.peek(); next !== undefined && next.dueAt <= at; next = this.#coming.peek()) {
      this.#coming.pop();
      if (this.#entries.get(next.contactId) !== next) continue;
      next.due = true;
      this.#due.add(next);
    }
    // A clock that was put back finds some in the list that are not due any more.
    for (const entry of this.#due) if (entry.dueAt <= at) yield entry;
  }
}
