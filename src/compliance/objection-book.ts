/** Numbers under objection, in memory: asked before every dial, so it answers in constant time. */
export interface ObjectionBook {
  /** `clientId` null: the objection holds for the whole agency. */
  add(number: string, clientId: string | null): void;
  has(number: string, clientId: string): boolean;
  /** Numbers under some objection. */
  readonly size: number;
}

export interface Objection {
  readonly number: string;
  readonly clientId: string | null;
}

export function createObjectionBook(known: Iterable<Objection> = []): ObjectionBook {
  /** Clients per number; null once the whole agency is meant. */
  const numbers = new Map<string, Set<string> | null>();
  const book: ObjectionBook = {
    add(number, clientId) {
      const clients = numbers.get(number);
      if (clientId === null) numbers.set(number, null);
      else if (clients === undefined) numbers.set(number, new Set([clientId]));
      else clients?.add(clientId);
    },
    has(number, clientId) {
      const clients = numbers.get(number);
      return clients === null || clients?.has(clientId) === true;
    },
    get size() {
      return numbers.size;
    },
  };
  for (const { number, clientId } of known) book.add(number, clientId);
  return book;
}
