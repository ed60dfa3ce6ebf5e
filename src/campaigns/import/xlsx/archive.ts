import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { leadIssue } from '../issue.ts';
import { LeadRefusal } from '../refusal.ts';

/** Parts of a workbook; real ones have some dozens. */
const MAX_PARTS = 10_000;
/** What one part may become when it is inflated: a full sheet of 1,048,576 rows and 40 columns has some 3 GiB. */
const MAX_INFLATED_BYTES = 6 * 1024 ** 3;
/** Sheets inflate 10 to 50 times; a bomb does so up to 1,000 times. */
const MAX_RATIO = 200;
/** Below this a part is harmless whatever its ratio. */
const SMALL_BYTES = 4 * 1024 * 1024;

export interface Archive {
  has(name: string): boolean;
  /**
   * The part in pieces, inflated as they are asked for; never more than was announced.
   * @throws LeadRefusal when it would inflate beyond all measure, or is not there
   */
  read(name: string): Promise<AsyncIterable<Buffer>>;
  /** As text, for small parts only. */
  text(name: string): Promise<string>;
  close(): void;
}

export function damaged(why: string): LeadRefusal {
  return new LeadRefusal(leadIssue(0, null, 'workbook-damaged', why));
}

/** Opens a zip archive; its sizes are checked before anything is inflated. */
export async function openArchive(path: string): Promise<Archive> {
  const parts = new Map<string, Entry>();
  let file: ZipFile;
  try {
    file = await openPromise(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true });
    for await (const entry of file.eachEntry()) {
      if (parts.size >= MAX_PARTS) throw damaged(`more than ${MAX_PARTS} parts`);
      parts.set(entry.fileName.replace(/^\//, ''), entry);
    }
  } catch (error) {
    throw error instanceof LeadRefusal ? error : damaged(messageOf(error));
  }
  const read = async (name: string): Promise<AsyncIterable<Buffer>> => {
    const entry = parts.get(name);
    if (entry === undefined) throw damaged(`no ${name}`);
    refuseBomb(entry);
    try {
      return whole(await file.openReadStreamPromise(entry));
    } catch (error) {
      throw damaged(messageOf(error));
    }
  };
  return {
    has: (name) => parts.has(name),
    read,
    text: async (name) => {
      if ((parts.get(name)?.uncompressedSize ?? 0) > SMALL_BYTES) throw bomb(name);
      const pieces: Buffer[] = [];
      for await (const piece of await read(name)) pieces.push(piece);
      return Buffer.concat(pieces).toString('utf8');
    },
    close: () => file.close(),
  };
}

function refuseBomb({ fileName, compressedSize, uncompressedSize }: Entry): void {
  const ratio = uncompressedSize / Math.max(1, compressedSize);
  if (uncompressedSize > MAX_INFLATED_BYTES || (uncompressedSize > SMALL_BYTES && ratio > MAX_RATIO))
    throw bomb(fileName);
}

function bomb(name: string): LeadRefusal {
  return new LeadRefusal(leadIssue(0, null, 'workbook-bomb', name));
}

/** What the library finds wrong in a stream is a fault of the file, not of Foyer. */
async function* whole(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    throw damaged(messageOf(error));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
