import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type Encoding, readText } from './file-text.ts';
import { leadIssue } from './issue.ts';
import type { LeadRow } from './lead-row.ts';
import { type LeadFile, readLeadFile } from './read-lead-file.ts';
import type { LeadPlace } from './reading.ts';
import { MAX_LEAD_BYTES, MAX_WORKBOOK_BYTES } from './reading.ts';
import type { LeadRecord } from './records.ts';
import { LeadRefusal } from './refusal.ts';
import { SHEET_DELIMITER } from './xlsx/sheet-text.ts';
import { openWorkbook } from './xlsx/workbook.ts';

const READ_BYTES = 256 * 1024;
const ZIP = [0x50, 0x4b, 0x03, 0x04];

export interface OpenedLeadFile {
  readonly file: LeadFile;
  readonly kind: 'text' | 'workbook';
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  close(): void;
}

/**
 * Opens a lead file of either kind.
 * @throws LeadRefusal when it is too large, or a workbook that cannot be read
 */
export async function openLeads(
  place: LeadPlace,
  onRejected?: (record: LeadRecord, row: LeadRow) => void,
): Promise<OpenedLeadFile> {
  const { path } = place;
  await refuseLarge(path);
  const workbook = await isWorkbook(path);
  const choice = {
    ...(place.mapping === undefined ? {} : { mapping: place.mapping }),
    ...(place.headerRow === undefined ? {} : { headerRow: place.headerRow }),
  };
  const told = onRejected === undefined ? {} : { onRejected };
  if (!workbook) {
    const source = createReadStream(path, { highWaterMark: READ_BYTES });
    const file = await readLeadFile(source, { ...choice, ...told });
    return { file, kind: 'text', sheet: null, sheets: [], close: () => source.destroy() };
  }
  const sheetChoice = place.sheet === undefined ? {} : { sheet: place.sheet };
  const opened = await openWorkbook(path, { ...choice, ...sheetChoice });
  const { sheet, sheets, issues } = opened;
  const options = { ...choice, ...told, issues, delimiter: SHEET_DELIMITER } as const;
  return { file: await readLeadFile(opened.text(), options), kind: 'workbook', sheet, sheets, close: opened.close };
}

async function isWorkbook(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(ZIP.length), 0, ZIP.length, 0);
    return bytesRead === ZIP.length && ZIP.every((byte, i) => buffer[i] === byte);
  } finally {
    await file.close();
  }
}

/** @throws LeadRefusal when the file is larger than any that is taken; nothing of it is read for that but its first bytes */
export async function refuseLarge(path: string): Promise<void> {
  const { size } = await stat(path);
  const maximum = (await isWorkbook(path)) ? MAX_WORKBOOK_BYTES : MAX_LEAD_BYTES;
  if (size > maximum) throw new LeadRefusal(leadIssue(0, null, 'file-too-large', sizeOf(size), sizeOf(maximum)));
}

function sizeOf(bytes: number): string {
  return `${Math.ceil(bytes / 1024 ** 2)} MB`;
}

/** Reads the bytes once: what names the file, and the encoding, which may show itself only at its end. */
export async function fingerprintFile(path: string): Promise<{ readonly hash: string; readonly encoding: Encoding }> {
  const hash = createHash('sha256');
  const text = readText();
  let decided = await isWorkbook(path);
  for await (const piece of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    hash.update(piece);
    if (decided) continue;
    text.write(piece);
    decided = text.mixed || text.encoding !== 'utf-8';
  }
  return { hash: hash.digest('hex'), encoding: text.encoding };
}
