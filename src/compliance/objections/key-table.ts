/** No entry: the end of a chain. */
export const NO_ENTRY = -1;
const FIRST_CAPACITY = 1_024;

export interface KeyTableParts {
  readonly size: number;
  /** All of one length, a power of two. */
  readonly high: Uint32Array;
  readonly low: Uint32Array;
  readonly next: Int32Array;
  readonly buckets: Int32Array;
}

/**
 * Entries under 64-bit keys, numbered from 0 in the order they came, several under one key if need be. Constant time,
 * 16 bytes an entry and 4 to 8 more for the buckets: a Map of a million strings takes five times as much.
 */
export class KeyTable {
  #high: Uint32Array;
  #low: Uint32Array;
  /** The entry before in the same bucket. */
  #next: Int32Array;
  /** The newest entry of each bucket; as many buckets as there is room for entries. */
  #buckets: Int32Array;
  #size = 0;

  constructor(expected = FIRST_CAPACITY) {
    const capacity = powerOfTwo(Math.max(expected, FIRST_CAPACITY));
    this.#high = new Uint32Array(capacity);
    this.#low = new Uint32Array(capacity);
    this.#next = new Int32Array(capacity);
    this.#buckets = new Int32Array(capacity).fill(NO_ENTRY);
  }

  /** A table as `parts` gave it: ready at once, however long. */
  static of({ size, high, low, next, buckets }: KeyTableParts): KeyTable {
    const table = new KeyTable();
    table.#high = high;
    table.#low = low;
    table.#next = next;
    table.#buckets = buckets;
    table.#size = size;
    return table;
  }

  /** Its own memory, for writing it down: not to be changed. */
  get parts(): KeyTableParts {
    return { size: this.#size, high: this.#high, low: this.#low, next: this.#next, buckets: this.#buckets };
  }

  get size(): number {
    return this.#size;
  }

  /** The new entry's number. */
  add(high: number, low: number): number {
    if (this.#size === this.#high.length) this.#grow();
    const entry = this.#size++;
    this.#high[entry] = high;
    this.#low[entry] = low;
    this.#link(entry);
    return entry;
  }

  /** The newest entry under this key, or `NO_ENTRY`. */
  first(high: number, low: number): number {
    return this.#seek(this.#buckets[low & (this.#buckets.length - 1)] ?? NO_ENTRY, high, low);
  }

  /** The next older entry under the key of this one, or `NO_ENTRY`. */
  older(entry: number): number {
    return this.#seek(this.#next[entry] ?? NO_ENTRY, this.#high[entry] ?? 0, this.#low[entry] ?? 0);
  }

  #seek(from: number, high: number, low: number): number {
    let entry = from;
    while (entry !== NO_ENTRY && (this.#low[entry] !== low || this.#high[entry] !== high)) {
      entry = this.#next[entry] ?? NO_ENTRY;
    }
    return entry;
  }

  /** The keys are a keyed hash's own bits, spread evenly: the low ones are the bucket. */
  #link(entry: number): void {
    const bucket = (this.#low[entry] ?? 0) & (this.#buckets.length - 1);
    this.#next[entry] = this.#buckets[bucket] ?? NO_ENTRY;
    this.#buckets[bucket] = entry;
  }

  #grow(): void {
    const capacity = this.#high.length * 2;
    this.#high = wider(this.#high, new Uint32Array(capacity));
    this.#low = wider(this.#low, new Uint32Array(capacity));
    this.#next = new Int32Array(capacity);
    this.#buckets = new Int32Array(capacity).fill(NO_ENTRY);
    for (let entry = 0; entry < this.#size; entry++) this.#link(entry);
  }
}

function wider(from: Uint32Array, to: Uint32Array): Uint32Array {
  to.set(from);
  return to;
}

function powerOfTwo(least: number): number {
  return 2 ** Math.ceil(Math.log2(least));
}
