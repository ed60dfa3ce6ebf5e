/** Finds the row in which a key came first, at 12 bytes a key and without ever a long pause. */
export interface SeenTable {
  /** The earlier row of this key (a non-negative safe integer), or undefined when this is the first. */
  firstRow(key: number, row: number): number | undefined;
}

/** Small tables, so that one grows in well under a millisecond. */
const SHARDS = 512;
const FIRST_CAPACITY = 64;
const FREE = -1;

interface Shard {
  keys: Float64Array;
  rows: Uint32Array;
  count: number;
}

/** Its size is bounded by the number of rows a file may have. */
export function createSeenTable(): SeenTable {
  const shards = new Map<number, Shard>();
  return {
    firstRow(key, row) {
      const hash = scatter(key);
      const index = hash % SHARDS;
      let shard = shards.get(index);
      if (shard === undefined) {
        shard = emptyShard(FIRST_CAPACITY);
        shards.set(index, shard);
      }
      if (shard.count * 2 >= shard.keys.length) {
        shard = grown(shard);
        shards.set(index, shard);
      }
      return insert(shard, key, row);
    },
  };
}

function emptyShard(capacity: number): Shard {
  return { keys: new Float64Array(capacity).fill(FREE), rows: new Uint32Array(capacity), count: 0 };
}

function grown(shard: Shard): Shard {
  const larger = emptyShard(shard.keys.length * 2);
  shard.keys.forEach((key, slot) => {
    if (key !== FREE) insert(larger, key, shard.rows[slot] ?? 0);
  });
  return larger;
}

function insert(shard: Shard, key: number, row: number): number | undefined {
  const mask = shard.keys.length - 1;
  for (let slot = Math.floor(scatter(key) / SHARDS) & mask; ; slot = (slot + 1) & mask) {
    const held = shard.keys[slot];
    if (held === key) return shard.rows[slot];
    if (held !== FREE) continue;
    shard.keys[slot] = key;
    shard.rows[slot] = row;
    shard.count++;
    return undefined;
  }
}

/** 32 well mixed bits of a number (murmur3's finalizer). */
function scatter(key: number): number {
  let hash = (key % 4_294_967_296) ^ Math.floor(key / 4_294_967_296);
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
  return (high >>> 12) * 4_294_967_296 + (low >>> 0);
}
