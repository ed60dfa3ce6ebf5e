import type { NewDonor } from './new-donor.ts';

/** A first guess, for a chunk of ordinary rows. */
const FIRST_BYTES = 512 * 1024;
/** UTF-8 takes at most three bytes for each unit of a text. */
const BYTES_PER_UNIT = 3;

/**
 * Packs donors one by one as a JSON list in UTF-8, so that none of them outlives its row; each but the last ends its line, so
 * that they are unpacked one by one too.
 */
export interface DonorPacker {
  /** Donors since the last taking. */
  readonly count: number;
  add(donor: NewDonor): void;
  /** The list so far; the next one begins empty. */
  take(): Uint8Array<ArrayBuffer>;
}

export function donorPacker(): DonorPacker {
  let bytes = Buffer.alloc(FIRST_BYTES);
  let filled = 0;
  let count = 0;
  const write = (text: string): void => {
    const most = filled + text.length * BYTES_PER_UNIT;
    if (most > bytes.length) {
      const larger = Buffer.alloc(Math.max(most, bytes.length * 2));
      bytes.copy(larger, 0, 0, filled);
      bytes = larger;
    }
    filled += bytes.write(text, filled, 'utf8');
  };
  return {
    get count() {
      return count;
    },
    add(donor) {
      write(count === 0 ? '[' : ',\n');
      write(JSON.stringify(donor));
      count++;
    },
    take() {
      write(count === 0 ? '[]' : ']');
      const taken = new Uint8Array(bytes.subarray(0, filled));
      filled = 0;
      count = 0;
      return taken;
    },
  };
}
