/** Numbers by place, 8 bytes each, in blocks: growing copies nothing. */
export interface NumberList {
  /** 0 where nothing was set. */
  at(place: number): number;
  set(place: number, value: number): void;
}

const BLOCK = 64 * 1024;

export function numberList(): NumberList {
  const blocks: (Float64Array | undefined)[] = [];
  return {
    at: (place) => blocks[Math.floor(place / BLOCK)]?.[place % BLOCK] ?? 0,
    set(place, value) {
      const index = Math.floor(place / BLOCK);
      let block = blocks[index];
      if (block === undefined) {
        block = new Float64Array(BLOCK);
        blocks[index] = block;
      }
      block[place % BLOCK] = value;
    },
  };
}
