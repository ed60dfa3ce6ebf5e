import type { NumberOrigin } from '../../compliance/index.ts';
import { type LeadColumn, phoneColumns } from './column.ts';
import { type Suppression, saysNo, saysYes, suppressionIn } from './do-not-call.ts';
import { type IssueCode, type LeadIssue, leadIssue } from './issue.ts';
import type { Layout } from './layout.ts';
import type { NewDonor } from './new-donor.ts';
import { readPerson } from './person-cells.ts';
import { type CellNote, readPhoneCell } from './phone-cell.ts';
import type { LeadRecord } from './records.ts';
import { readAmount, readCount, readDate, readEmail, readPostalCode, type ValueCell } from './value-cell.ts';

/** `suppressed`: taken in, so that nobody imports the person anew, and never called. */
export type LeadOutcome = 'accepted' | 'suppressed' | 'rejected';

export interface LeadRow {
  readonly row: number;
  readonly outcome: LeadOutcome;
  /** Null only when the row is rejected. */
  readonly donor: NewDonor | null;
  readonly issues: readonly LeadIssue[];
}

const MAX_NUMBERS = 6;
const MAX_NAME = 120;
const MAX_ADDRESS = 400;
const MAX_COMMENT = 2_000;
const MAX_CODE = 64;
const MAX_SEGMENT = 60;
/** Columns of text in which people write that somebody must not be called. */
const spokenColumns: readonly LeadColumn[] = ['commentaire', 'nom', 'prenom', 'civilite', 'adresse', ...phoneColumns];

/** UTF-8 that was read as windows-1252 somewhere on its way: é has become Ã©. */
const MOJIBAKE =
  /Ã[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122\u20ac]|Â[\u00a0-\u00bf]|â€/;

/** One row on its own: what it says and what is wrong with it. Duplicates are another matter. */
export function readLeadRow(
  record: LeadRecord,
  layout: Layout,
  repairText: (text: string) => string | undefined,
): LeadRow {
  const reader = rowReader(record, layout, repairText);
  const { row, issues } = reader;
  if (record.strayQuote) issues.push(leadIssue(row, null, 'stray-quote'));
  const extra = record.cells.slice(layout.headings.length).filter((cell) => cell.trim() !== '').length;
  if (extra > 0) issues.push(leadIssue(row, null, 'extra-cells', String(extra)));

  const country = reader.text('pays', MAX_NAME);
  const isFrench = country === null || /^(fr|fra|france)/i.test(country);
  const postalCode = reader.value('code_postal', (text) => readPostalCode(text, isFrench));
  const numbers = readNumbers(reader, isFrench ? postalCode : null);
  const donorCode = readDonorCode(reader, numbers[0]);
  const suppression = readSuppression(reader);
  const rest = {
    civility: reader.text('civilite', MAX_NAME),
    firstName: reader.text('prenom', MAX_NAME),
    lastName: reader.text('nom', MAX_NAME),
    company: reader.text('raison_sociale', MAX_NAME),
    address: reader.text('adresse', MAX_ADDRESS),
    city: reader.text('ville', MAX_NAME),
    email: reader.value('email', readEmail),
    lastGiftCents: reader.value('montant_dernier_don', readAmount),
    lastGiftOn: reader.value('date_dernier_don', readDate),
    totalGiftsCents: reader.value('cumul_dons', readAmount),
    giftCount: reader.value('nombre_dons', readCount),
    comment: reader.text('commentaire', MAX_COMMENT),
  };
  if (numbers.length === 0) issues.push(leadIssue(row, null, 'no-number'));
  if (donorCode === undefined || numbers.length === 0) return { row, outcome: 'rejected', donor: null, issues };
  const donor: NewDonor = {
    donorCode,
    ...rest,
    postalCode,
    country,
    numbers: numbers.map(({ number, kind, zones, holidayRegions }) => ({ number, kind, zones, holidayRegions })),
    rank: row,
    ...readSegment(reader),
    suppressedBecause: suppression ?? null,
    ...readPerson(reader, layout.columns.has('accord_telephone')),
  };
  return { row, outcome: suppression === undefined ? 'accepted' : 'suppressed', donor, issues };
}

/** As the charity writes it, so that it is found again in its figures. */
function readSegment(reader: RowReader): { segment?: string } {
  const segment = reader.text('segment', MAX_SEGMENT);
  return segment === null ? {} : { segment };
}

interface RowReader {
  readonly row: number;
  readonly issues: LeadIssue[];
  /** The filled cells of a column, with the headings they stand under. */
  cells(column: LeadColumn): readonly { readonly heading: string; readonly text: string }[];
  text(column: LeadColumn, maximum: number): string | null;
  value<T>(column: LeadColumn, read: (text: string) => ValueCell<T>): T | null;
  note(heading: string, note: CellNote): void;
}

function rowReader(record: LeadRecord, layout: Layout, repairText: (text: string) => string | undefined): RowReader {
  const { row } = record;
  const issues: LeadIssue[] = [];
  const read: (string | undefined)[] = [];
  const cellAt = (index: number, heading: string): string => {
    const known = read[index];
    if (known !== undefined) return known;
    let text = record.cells[index] ?? '';
    const repaired = MOJIBAKE.test(text) ? repairText(text) : undefined;
    if (repaired !== undefined) {
      text = repaired;
      issues.push(leadIssue(row, heading, 'mojibake', repaired));
    }
    read[index] = text;
    return text;
  };
  const reader: RowReader = {
    row,
    issues,
    cells(column) {
      const indexes = layout.columns.get(column);
      if (indexes === undefined) return NO_CELLS;
      let cells = NO_CELLS;
      for (const index of indexes) {
        const heading = layout.headings[index] ?? column;
        const text = cellAt(index, heading);
        // One is all that most columns have.
        if (text !== '' && text.trim() !== '')
          cells = cells === NO_CELLS ? [{ heading, text }] : [...cells, { heading, text }];
      }
      return cells;
    },
    text(column, maximum) {
      const cells = reader.cells(column);
      if (cells.length === 0) return null;
      const joined = cells.length === 1 ? tidy(cells[0]?.text ?? '') : cells.map(({ text }) => tidy(text)).join(' ');
      if (joined.length > maximum)
        issues.push(leadIssue(row, cells[0]?.heading ?? column, 'text-cut', String(maximum)));
      return joined === '' ? null : joined.slice(0, maximum);
    },
    value(column, readValue) {
      const [cell] = reader.cells(column);
      if (cell === undefined) return null;
      const { value, note } = readValue(cell.text);
      if (note !== undefined) reader.note(cell.heading, note);
      return value;
    },
    note: (heading, { code, detail, other }) => issues.push(leadIssue(row, heading, code, detail, other)),
  };
  return reader;
}

const NO_CELLS: readonly { readonly heading: string; readonly text: string }[] = [];
/** White space but for single spaces between words, control characters, and a formula. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNTIDY = /^[=\s]|\s$|\s\s|[\u0000-\u001f\u007f\u00a0\u202f\ufeff]/;

/** One space between words, no control characters, none of the tricks with which spreadsheets keep text as text. */
function tidy(text: string): string {
  if (!UNTIDY.test(text)) return text;
  return (
    text
      .replace(/^="(.*)"$/s, '$1')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u001f\u007f\u00a0\u202f\ufeff\s]+/g, ' ')
      .trim()
  );
}

function readNumbers(reader: RowReader, postalCode: string | null): readonly NumberOrigin[] {
  const numbers = new Map<string, NumberOrigin>();
  for (const column of phoneColumns) {
    for (const { heading, text } of reader.cells(column)) {
      const cell = readPhoneCell(text, postalCode ?? undefined);
      for (const note of cell.notes) reader.note(heading, note);
      for (const origin of cell.numbers) {
        if (numbers.size < MAX_NUMBERS || numbers.has(origin.number)) numbers.set(origin.number, origin);
        else reader.note(heading, { code: 'too-many-numbers', detail: String(MAX_NUMBERS) });
      }
    }
  }
  return [...numbers.values()];
}

/** Undefined when the code can't be trusted, which refuses the row: two donors could become one. */
function readDonorCode(reader: RowReader, first: NumberOrigin | undefined): string | undefined {
  const [cell] = reader.cells('code_donateur');
  const code = cell === undefined ? '' : tidy(cell.text).replace(/^'/, '');
  const heading = cell?.heading ?? null;
  if (code !== '' && !/^-+$/.test(code)) {
    const damaged =
      /^\d+(?:[.,]\d+)?E\+\d+$/i.test(code) || /^#(?:REF|N\/A|VALEUR|NOM\?|####)/i.test(code) || code.length > MAX_CODE;
    if (damaged) reader.issues.push(leadIssue(reader.row, heading, 'donor-code-damaged', code));
    return damaged ? undefined : code;
  }
  if (first === undefined) return undefined;
  const derived = `tel:${first.number}`;
  reader.issues.push(leadIssue(reader.row, heading, 'donor-code-missing', derived));
  return derived;
}

function readSuppression(reader: RowReader): Suppression | undefined {
  const found: Suppression[] = [];
  const suppress = (why: Suppression, heading: string, text: string) => {
    found.push(why);
    reader.issues.push(leadIssue(reader.row, heading, issueOf[why], tidy(text)));
  };
  for (const { heading, text } of reader.cells('decede')) if (saysYes(text)) suppress('deceased', heading, text);
  for (const { heading, text } of reader.cells('ne_pas_appeler'))
    if (saysYes(text)) suppress('do-not-call', heading, text);
  for (const { heading, text } of reader.cells('accord_telephone'))
    if (saysNo(text)) suppress('do-not-call', heading, text);
  for (const column of spokenColumns) {
    for (const { heading, text } of reader.cells(column)) {
      const why = suppressionIn(text);
      if (why !== undefined) suppress(why, heading, text);
    }
  }
  return (['deceased', 'do-not-call', 'minor'] as const).find((why) => found.includes(why));
}

const issueOf = { deceased: 'deceased', 'do-not-call': 'do-not-call', minor: 'minor' } as const satisfies Record<
  Suppression,
  IssueCode
>;
