import { invariant } from '../../kernel/invariant.ts';

/** Finds which row of a file brought a key first, at 11 to 16 bytes a key and without ever a long pause. */
export interface SeenTable {
  /**
   * The earlier place of this key (a non-negative safe integer), or undefined when this is the first. Places count the rows
   * of a file from 0; there are at most `MAX_PLACES`.
   */
  first(key: number, place: number): number | undefined;
}

/*
 * A slot is two 32-bit words. The key is scattered so that no two keys become one: 12 of its 53 bits choose the shard, the
 * first word has 32, and the second the 9 that are left beside the place plus one (0: the slot is free).
 */
const SHARD_BITS = 12;
const PLACE_BITS = 23;
export const MAX_PLACES = 2 ** PLACE_BITS - 2;
const PLACE_MASK = 2 ** PLACE_BITS - 1;
const TWO_32 = 2 ** 32;
/** Small tables, so that one grows in well under a millisecond. */
const FIRST_CAPACITY = 8;
const GROWTH = 1.5;
const MOST_FILLED = 0.75;

interface Shard {
  words: Uint32Array;
  capacity: number;
  count: number;
}

/** Its size is bounded by the number of rows a file may have. */
export function createSeenTable(): SeenTable {
  const shards: (Shard | undefined)[] = new Array<Shard | undefined>(2 ** SHARD_BITS).fill(undefined);
  return {
    first(key, place) {
      invariant(place <= MAX_PLACES, 'more rows than a file may have');
      const high = Math.floor(key / TWO_32);
      const low = scatter((key - high * TWO_32) ^ Math.imul(high, 0x9e37_79b1));
      const rest = high ^ (scatter(low ^ 0x85eb_ca6b) >>> 11);
      const index = rest & (2 ** SHARD_BITS - 1);
      let shard = shards[index];
      if (shard === undefined) {
        shard = emptyShard(FIRST_CAPACITY);
        shards[index] = shard;
      }
      if (shard.count >= shard.capacity * MOST_FILLED) grow(shard);
      return insert(shard, low, (rest >>> SHARD_BITS) << PLACE_BITS, place);
    },
  };
}

function emptyShard(capacity: number): Shard {
  return { words: new Uint32Array(capacity * 2), capacity, count: 0 };
}

function grow(shard: Shard): void {
  const larger = emptyShard(Math.ceil(shard.capacity * GROWTH));
  const { words } = shard;
  for (let at = 0; at < words.length; at += 2) {
    const second = words[at + 1] ?? 0;
    if (second !== 0) insert(larger, words[at] ?? 0, second & ~PLACE_MASK, (second & PLACE_MASK) - 1);
  }
  shard.words = larger.words;
  shard.capacity = larger.capacity;
}

/** `tag`: the bits of the key that stand beside the place. */
function insert(shard: Shard, low: number, tag: number, place: number): number | undefined {
  const { words, capacity } = shard;
  let slot = Math.floor((low * capacity) / TWO_32);
  for (;;) {
    const second = words[slot * 2 + 1] ?? 0;
    if (second === 0) break;
    if (words[slot * 2] === low && ((second ^ tag) & ~PLACE_MASK) === 0) return (second & PLACE_MASK) - 1;
    if (++slot === capacity) slot = 0;
  }
  words[slot * 2] = low;
  words[slot * 2 + 1] = tag | (place + 1);
  shard.count++;
  return undefined;
}

/** 32 bits well mixed, no two alike (murmur3's finalizer). */
function scatter(bits: number): number {
  let hash = bits;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * 52 bits of a text. Two of a million codes are taken for one another about once in ten thousand files;
 * the second is then reported as a duplicate, never lost in silence.
 */
export function textKey(text: string): number {
  let low = 0x811c_9dc5;
  let high = 0x9e37_79b9;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x0100_0193);
    high = Math.imul(high ^ code, 0x85eb_ca6b) + 0x165667b1;
  }
  low ^= low >>> 15;
  high ^= high >>> 13;
  return (high >>> 12) * TWO_32 + (low >>> 0);
}

/** Characters at the end of a code that tell neighbours apart. */
const LAST = 3;
const LAST_BITS = 6;

/**
 * 53 bits of a donor code, of which the last 18 are of its last three characters: codes that follow one another have keys
 * close to one another, so that a file in the order of its codes fills an index of them page by page, not all over.
 */
export function neighbourKey(code: string): number {
  const from = Math.max(0, code.length - LAST);
  let last = 0;
  for (let i = from; i < code.length; i++) last = (last << LAST_BITS) | (code.charCodeAt(i) & (2 ** LAST_BITS - 1));
  const front = textKey(code.slice(0, from)) % 2 ** (53 - LAST * LAST_BITS);
  return front * 2 ** (LAST * LAST_BITS) + last;
}
