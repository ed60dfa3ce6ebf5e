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
 * first word has 32, and the second the 9 that are left beside the place plus one (0: the slot is free). Eight shards lie in
 * one array, so that what leads to the slots of a long file stays in the processor's cache.
 */
const SHARD_BITS = 12;
const GROUP_BITS = 3;
const GROUPED = 2 ** GROUP_BITS;
const PLACE_BITS = 23;
export const MAX_PLACES = 2 ** PLACE_BITS - 2;
const PLACE_MASK = 2 ** PLACE_BITS - 1;
const TWO_32 = 2 ** 32;
/** Small tables, so that a group grows in well under a millisecond. */
const FIRST_CAPACITY = 8;
const GROWTH = 1.5;
const MOST_FILLED = 0.75;

/** Shards that grow together; each has `capacity` slots. */
interface Group {
  words: Uint32Array;
  capacity: number;
}

/** Its size is bounded by the number of rows a file may have. */
export function createSeenTable(): SeenTable {
  const groups: (Group | undefined)[] = new Array<Group | undefined>(2 ** (SHARD_BITS - GROUP_BITS)).fill(undefined);
  const counts = new Uint32Array(2 ** SHARD_BITS);
  return {
    first(key, place) {
      invariant(place <= MAX_PLACES, 'more rows than a file may have');
      const high = Math.floor(key / TWO_32);
      const low = scatter((key - high * TWO_32) ^ Math.imul(high, 0x9e37_79b1));
      const rest = high ^ (scatter(low ^ 0x85eb_ca6b) >>> 11);
      const shard = rest & (2 ** SHARD_BITS - 1);
      const group = groups[shard >>> GROUP_BITS] ?? emptyGroup(FIRST_CAPACITY);
      groups[shard >>> GROUP_BITS] = group;
      const count = counts[shard] ?? 0;
      if (count >= group.capacity * MOST_FILLED) grow(group);
      const earlier = insert(group, shard % GROUPED, low, ((rest >>> SHARD_BITS) << PLACE_BITS) | (place + 1));
      if (earlier === undefined) counts[shard] = count + 1;
      return earlier;
    },
  };
}

function emptyGroup(capacity: number): Group {
  return { words: new Uint32Array(GROUPED * capacity * 2), capacity };
}

function grow(group: Group): void {
  const larger = emptyGroup(Math.ceil(group.capacity * GROWTH));
  const { words, capacity } = group;
  for (let at = 0; at < words.length; at += 2) {
    const second = words[at + 1] ?? 0;
    if (second !== 0) insert(larger, Math.floor(at / 2 / capacity), words[at] ?? 0, second);
  }
  group.words = larger.words;
  group.capacity = larger.capacity;
}

/** The place that the key had already; `second`: the bits of the key that stand beside the place, and the place. */
function insert({ words, capacity }: Group, shard: number, low: number, second: number): number | undefined {
  const from = shard * capacity;
  const to = from + capacity;
  let slot = from + Math.floor((low * capacity) / TWO_32);
  for (;;) {
    const there = words[slot * 2 + 1] ?? 0;
    if (there === 0) break;
    if (words[slot * 2] === low && ((there ^ second) & ~PLACE_MASK) === 0) return (there & PLACE_MASK) - 1;
    if (++slot === to) slot = from;
  }
  words[slot * 2] = low;
  words[slot * 2 + 1] = second;
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
