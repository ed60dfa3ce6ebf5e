/** A chunk is split in two when it grows beyond this. */
const CHUNK_MAXIMUM = 512;

/** Items kept in order, in chunks: adding and deleting cost a search and a short copy, walking costs nothing. */
export class OrderedList<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #chunks: T[][] = [];
  #size = 0;

  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get size(): number {
    return this.#size;
  }

  add(item: T): void {
    this.#size++;
    const chunk = this.#chunks[this.#chunkFor(item)];
    if (chunk === undefined) {
      this.#chunks.push([item]);
      return;
    }
    chunk.splice(this.#placeIn(chunk, item), 0, item);
    if (chunk.length > CHUNK_MAXIMUM) this.#split(chunk);
  }

  /** Deletes the item that compares equal; false when there is none. */
  delete(item: T): boolean {
    const at = this.#chunkFor(item);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return false;
    const place = this.#placeIn(chunk, item);
    const found = chunk[place];
    if (found === undefined || this.#compare(found, item) !== 0) return false;
    chunk.splice(place, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
    this.#size--;
    return true;
  }

  *[Symbol.iterator](): Generator<T> {
    for (const chunk of this.#chunks) yield* chunk;
  }

  /** The first chunk whose last item does not come before this one; the last chunk for an item beyond all. */
  #chunkFor(item: T): number {
    let from = 0;
    let to = this.#chunks.length - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      const last = this.#chunks[middle]?.at(-1) as T;
      if (this.#compare(last, item) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #placeIn(chunk: readonly T[], item: T): number {
    let from = 0;
    let to = chunk.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.#compare(chunk[middle] as T, item) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  #split(chunk: T[]): void {
    const at = this.#chunks.indexOf(chunk);
    this.#chunks.splice(at + 1, 0, chunk.splice(chunk.length >> 1));
  }
}
