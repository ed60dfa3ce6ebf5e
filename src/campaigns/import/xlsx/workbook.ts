import { type LeadIssue, leadIssue } from '../issue.ts';
import { findLayout, type LayoutChoice } from '../layout.ts';
import { MAX_CELLS } from '../records.ts';
import { LeadRefusal } from '../refusal.ts';
import { type Archive, damaged, openArchive } from './archive.ts';
import { readMergedCells } from './merged-cells.ts';
import { type NumberText, readNumberFormats } from './number-format.ts';
import { noStrings, readSharedStrings, type SharedStrings } from './shared-strings.ts';
import { SHEET_DELIMITER, sheetText } from './sheet-text.ts';
import { xmlReader } from './xml.ts';

/** Sheets that are looked into for headings when none is named. */
const MAX_LOOKED = 20;
/** Text of a sheet that is looked into. */
const LOOK_CHARACTERS = 16 * 1024;

interface Sheet {
  readonly name: string;
  readonly part: string;
  readonly hidden: boolean;
}

/** A workbook of which one sheet was chosen. */
export interface Workbook {
  readonly sheet: string;
  readonly sheets: readonly string[];
  readonly issues: readonly LeadIssue[];
  /** The sheet as a text file, cells divided by tabs. */
  text(): AsyncIterable<Uint8Array>;
  close(): void;
}

/**
 * Opens a workbook and chooses a sheet: the one that is named, else the visible one with the most known headings.
 * @throws LeadRefusal when it cannot be read, or has no such sheet
 */
export async function openWorkbook(
  path: string,
  choice: LayoutChoice & { readonly sheet?: string },
): Promise<Workbook> {
  const archive = await openArchive(path);
  try {
    const { sheets, startsIn1904 } = await sheetsOf(archive);
    const parts = {
      strings: await stringsOf(archive),
      numberText: await readNumberFormats(
        archive.has('xl/styles.xml') ? await archive.read('xl/styles.xml') : undefined,
        startsIn1904,
      ),
    };
    const sheet = await chosen(archive, sheets, parts, choice);
    const others = sheets.filter(({ name }) => name !== sheet.name).map(({ name }) => name);
    return {
      sheet: sheet.name,
      sheets: sheets.map(({ name }) => name),
      issues: others.length === 0 ? [] : [leadIssue(0, null, 'sheet-chosen', sheet.name, others.join(', '))],
      text: () => textOf(archive, sheet, parts),
      close: () => archive.close(),
    };
  } catch (error) {
    archive.close();
    throw error;
  }
}

interface Parts {
  readonly strings: SharedStrings;
  readonly numberText: NumberText;
}

async function* textOf(archive: Archive, sheet: Sheet, parts: Parts): AsyncGenerator<Uint8Array> {
  const merged = await readMergedCells(await archive.read(sheet.part), MAX_CELLS);
  yield* sheetText(await archive.read(sheet.part), { ...parts, merged });
}

async function chosen(
  archive: Archive,
  sheets: readonly Sheet[],
  parts: Parts,
  choice: LayoutChoice & { readonly sheet?: string },
): Promise<Sheet> {
  if (choice.sheet !== undefined) {
    const named = sheets.find(({ name }) => name.trim().toLowerCase() === choice.sheet?.trim().toLowerCase());
    if (named !== undefined) return named;
    throw new LeadRefusal(leadIssue(0, null, 'no-such-sheet', choice.sheet, sheets.map(({ name }) => name).join(', ')));
  }
  let best: { readonly sheet: Sheet; readonly known: number } | undefined;
  for (const sheet of sheets.filter(({ hidden }) => !hidden).slice(0, MAX_LOOKED)) {
    const known = await knownHeadings(archive, sheet, parts, choice);
    if (known > (best?.known ?? 0)) best = { sheet, known };
  }
  const sheet = best?.sheet ?? sheets.find(({ hidden }) => !hidden) ?? sheets[0];
  if (sheet === undefined) throw damaged('no sheet');
  return sheet;
}

async function knownHeadings(archive: Archive, sheet: Sheet, parts: Parts, choice: LayoutChoice): Promise<number> {
  const merged = { lastRow: 0, fill: () => undefined };
  const decoder = new TextDecoder();
  let start = '';
  for await (const piece of sheetText(await archive.read(sheet.part), { ...parts, merged })) {
    start += decoder.decode(piece, { stream: true });
    if (start.length >= LOOK_CHARACTERS) break;
  }
  const layout = findLayout(start, { ...choice, delimiter: SHEET_DELIMITER });
  return 'columns' in layout ? layout.columns.size : 0;
}

async function stringsOf(archive: Archive): Promise<SharedStrings> {
  const name = 'xl/sharedStrings.xml';
  return archive.has(name) ? readSharedStrings(await archive.read(name)) : noStrings;
}

async function sheetsOf(
  archive: Archive,
): Promise<{ readonly sheets: readonly Sheet[]; readonly startsIn1904: boolean }> {
  if (!archive.has('xl/workbook.xml')) throw damaged('no xl/workbook.xml: it is no Excel workbook (xlsx)');
  const targets = new Map<string, string>();
  read(await archive.text('xl/_rels/workbook.xml.rels'), (name, attributes) => {
    if (name === 'Relationship') targets.set(attributes['Id'] ?? '', attributes['Target'] ?? '');
  });
  const sheets: Sheet[] = [];
  let startsIn1904 = false;
  read(await archive.text('xl/workbook.xml'), (name, attributes) => {
    if (name === 'workbookPr') startsIn1904 = /^(1|true)$/.test(attributes['date1904'] ?? '');
    if (name !== 'sheet') return;
    const [, id = ''] = Object.entries(attributes).find(([key]) => key === 'id' || key.endsWith(':id')) ?? [];
    const target = targets.get(id) ?? '';
    const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
    // Charts stand among the sheets too.
    if (!archive.has(part) || !/worksheets\//.test(part)) return;
    sheets.push({ name: attributes['name'] ?? '', part, hidden: (attributes['state'] ?? 'visible') !== 'visible' });
  });
  if (sheets.length === 0) throw damaged('no sheet');
  return { sheets, startsIn1904 };
}

function read(text: string, open: (name: string, attributes: Readonly<Record<string, string>>) => void): void {
  const reader = xmlReader({ open });
  reader.write(text);
  reader.end();
}
