import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';

export const encodings = ['utf-8', 'utf-8-bom', 'utf-16le', 'utf-16be', 'windows-1252', 'macintosh'] as const;
export type Encoding = (typeof encodings)[number];

/** Turns the bytes of a lead file into text, piece by piece, finding out the encoding on the way. */
export interface FileText {
  readonly encoding: Encoding;
  /** UTF-8 in which some bytes are not: they were read as windows-1252. */
  readonly mixed: boolean;
  write(bytes: Uint8Array): string;
  end(): string;
}

/** Accented French letters in Mac OS Roman, whose bytes are rare or undefined in windows-1252. */
const MAC_LETTERS = new Set([0x83, 0x88, 0x8d, 0x8e, 0x8f, 0x90, 0x94, 0x99, 0x9d, 0x9e]);
/** A UTF-8 character is at most this long. */
const LONGEST_CHARACTER = 4;

type Decoder = ReturnType<typeof iconv.getDecoder>;

/**
 * Strict UTF-8 for as long as the bytes are; at the first that are not, the rest is windows-1252 (or Mac OS Roman),
 * which is right because everything before was plain ASCII. If it was not, the file is mixed.
 */
export function readText(): FileText {
  let encoding: Encoding | undefined;
  let mixed = false;
  let seenMultibyte = false;
  let decoder: Decoder | undefined;
  let carry = new Uint8Array(0);

  const legacy = (found: Encoding, bytes: Uint8Array): string => {
    encoding = found;
    decoder = iconv.getDecoder(found);
    return decoder.write(Buffer.from(bytes));
  };
  const utf8 = (bytes: Uint8Array): string => {
    encoding ??= 'utf-8';
    if (isUtf8(bytes)) {
      seenMultibyte ||= !isAscii(bytes);
      return Buffer.from(bytes).toString('utf8');
    }
    const repaired = decodeMixed(bytes);
    if (!seenMultibyte && encoding === 'utf-8' && repaired.characters <= repaired.others)
      return legacy(legacyOf(bytes), bytes);
    seenMultibyte ||= repaired.characters > 0;
    mixed = true;
    return repaired.text;
  };
  const first = (bytes: Uint8Array): string => {
    const marked = byteOrderMark(bytes);
    if (marked?.encoding === 'utf-8-bom') {
      encoding = 'utf-8-bom';
      return utf8Part(bytes.subarray(3));
    }
    const found = marked?.encoding ?? withoutMark(bytes);
    return found === undefined ? utf8Part(bytes) : legacy(found, bytes.subarray(marked?.length ?? 0));
  };
  const utf8Part = (bytes: Uint8Array): string => {
    const whole = wholeCharacters(bytes);
    carry = bytes.slice(whole);
    return utf8(bytes.subarray(0, whole));
  };

  return {
    get encoding() {
      return encoding ?? 'utf-8';
    },
    get mixed() {
      return mixed;
    },
    write(bytes) {
      if (decoder !== undefined) return decoder.write(Buffer.from(bytes));
      const all = carry.length === 0 ? bytes : Buffer.concat([carry, bytes]);
      carry = new Uint8Array(0);
      return encoding === undefined ? first(all) : utf8Part(all);
    },
    end() {
      if (decoder !== undefined) return decoder.end() ?? '';
      const rest = carry;
      carry = new Uint8Array(0);
      return rest.length === 0 ? '' : utf8(rest);
    },
  };
}

function byteOrderMark(bytes: Uint8Array): { readonly encoding: Encoding; readonly length: number } | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8-bom', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return undefined;
}

/** UTF-16 without a mark: Western text then has a zero in every second byte. */
function withoutMark(bytes: Uint8Array): Encoding | undefined {
  const zeros = [0, 0];
  const length = Math.min(bytes.length, 1024);
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > length / 3 && even === 0) return 'utf-16le';
  return even > length / 3 && odd === 0 ? 'utf-16be' : undefined;
}

function legacyOf(bytes: Uint8Array): Encoding {
  let mac = 0;
  let windows = 0;
  for (const byte of bytes) {
    if (MAC_LETTERS.has(byte)) mac++;
    else if (byte >= 0xc0) windows++;
  }
  return mac > windows ? 'macintosh' : 'windows-1252';
}

/** Length of the part that does not end within a character. */
function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back < LONGEST_CHARACTER && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) return characterLength(byte) > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}

function characterLength(lead: number): number {
  if (lead >= 0xf0) return 4;
  return lead >= 0xe0 ? 3 : 2;
}

/** Reads what is UTF-8 as such and every other byte as windows-1252. */
function decodeMixed(bytes: Uint8Array): {
  readonly text: string;
  readonly characters: number;
  readonly others: number;
} {
  const parts: string[] = [];
  let characters = 0;
  let others = 0;
  let plainFrom = 0;
  const flush = (to: number) => {
    if (to > plainFrom) parts.push(iconv.decode(Buffer.from(bytes.subarray(plainFrom, to)), 'windows-1252'));
  };
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] ?? 0;
    const length = byte >= 0xc2 ? characterLength(byte) : 1;
    const piece = bytes.subarray(i, i + length);
    if (length > 1 && piece.length === length && isUtf8(piece)) {
      flush(i);
      parts.push(Buffer.from(piece).toString('utf8'));
      characters++;
      i += length;
      plainFrom = i;
    } else {
      if (byte >= 0x80) others++;
      i++;
    }
  }
  flush(bytes.length);
  return { text: parts.join(''), characters, others };
}

/** Signatures of files that are sent instead of a CSV, in French and English. */
const signatures: readonly (readonly [readonly number[], string, string])[] = [
  [
    [0x50, 0x4b, 0x03, 0x04],
    'un classeur Excel (xlsx) ou une archive zip',
    'an Excel workbook (xlsx) or a zip archive',
  ],
  [[0xd0, 0xcf, 0x11, 0xe0], 'un ancien classeur Excel (xls)', 'an old Excel workbook (xls)'],
  [[0x25, 0x50, 0x44, 0x46], 'un PDF', 'a PDF'],
  [[0x1f, 0x8b], 'une archive gzip', 'a gzip archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'une image', 'an image'],
  [[0xff, 0xd8, 0xff], 'une image', 'an image'],
];
/** Above this share of control characters a text is none. */
const MAX_CONTROL_SHARE = 0.02;

/** What a file is when it is no text; undefined when it looks like one. */
export function notText(start: Uint8Array): { readonly fr: string; readonly en: string } | undefined {
  for (const [bytes, fr, en] of signatures) {
    if (bytes.every((byte, i) => start[i] === byte)) return { fr, en };
  }
  if (byteOrderMark(start) !== undefined || withoutMark(start) !== undefined) return undefined;
  const sample = start.subarray(0, 4096);
  let controls = 0;
  for (const byte of sample)
    if (byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d && byte !== 0x0c) controls++;
  return controls > sample.length * MAX_CONTROL_SHARE ? { fr: 'un fichier binaire', en: 'a binary file' } : undefined;
}
