import type { NewDonor, PackedDonors } from '../../campaigns/index.ts';

/** Batches in one list, the newest first. */
export const IMPORT_LIST = 100;
/** Donors whom an undo left as they were, in one list. */
export const KEPT_LIST = 10_000;
/** Mappings that are remembered for one client; the oldest gives way. */
export const MAPPING_MAXIMUM = 100;
/** Donors in one step of an undo: one transaction of some tens of milliseconds. */
export const UNDO_STEP = 500;

const LINE_END = 0x0a;
const COMMA = 0x2c;

/**
 * One after the other, by the lines of the list, where it has several: a thousand donors at once would all be moved to the
 * heap of what lives long. JSON has no line breaks within a text.
 */
export function* unpackDonors(packed: PackedDonors): Generator<NewDonor> {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  let from = 0;
  for (let end = bytes.indexOf(LINE_END); end >= 0; end = bytes.indexOf(LINE_END, from)) {
    if (bytes[end - 1] !== COMMA) break;
    // The bracket before the first.
    yield JSON.parse(bytes.toString('utf8', from === 0 ? 1 : from, end - 1)) as NewDonor;
    from = end + 1;
  }
  const rest = bytes.toString('utf8', from);
  yield* JSON.parse(from === 0 ? rest : `[${rest}`) as NewDonor[];
}
