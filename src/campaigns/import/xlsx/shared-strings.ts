import { leadIssue } from '../issue.ts';
import { LeadRefusal } from '../refusal.ts';
import { damaged } from './archive.ts';
import { readXml } from './xml.ts';

/** Text that a workbook may share between its cells. */
const MAX_BYTES = 160 * 1024 * 1024;
const FIRST_BYTES = 64 * 1024;

/** The texts of a workbook, in one piece of memory: a million strings would cost some 60 MB more. */
export interface SharedStrings {
  at(index: number): string;
}

export const noStrings: SharedStrings = {
  at: (index) => {
    throw damaged(`no shared text ${index}`);
  },
};

export async function readSharedStrings(part: AsyncIterable<Buffer>): Promise<SharedStrings> {
  let bytes: Buffer = Buffer.allocUnsafe(FIRST_BYTES);
  let used = 0;
  let ends = new Uint32Array(1_024);
  let count = 0;
  let text = '';
  let inText = false;
  let phonetic = false;
  const add = () => {
    const length = Buffer.byteLength(text);
    if (used + length > MAX_BYTES)
      throw new LeadRefusal(leadIssue(0, null, 'file-too-large', `${MAX_BYTES / 1024 ** 2} MB of text`, '160 MB'));
    if (used + length > bytes.length) bytes = larger(bytes, used + length);
    used += bytes.write(text, used);
    if (count === ends.length) {
      const more = new Uint32Array(ends.length * 2);
      more.set(ends);
      ends = more;
    }
    ends[count++] = used;
    text = '';
  };
  await readXml(part, {
    open(name) {
      if (name === 't') inText = !phonetic;
      else if (name === 'rPh') phonetic = true;
    },
    text(piece) {
      if (inText) text += piece;
    },
    close(name) {
      if (name === 't') inText = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') add();
    },
  });
  return {
    at(index) {
      const end = index < count ? ends[index] : undefined;
      if (end === undefined) throw damaged(`no shared text ${index}`);
      return bytes.toString('utf8', index === 0 ? 0 : ends[index - 1], end);
    },
  };
}

function larger(bytes: Buffer, least: number): Buffer {
  const more = Buffer.allocUnsafe(Math.max(least, bytes.length * 2));
  bytes.copy(more);
  return more;
}
