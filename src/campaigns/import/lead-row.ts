import { type LeadColumn, phoneColumns } from './column.ts';
import { type Suppression, saysNo, saysYes, suppressionIn } from './do-not-call.ts';
import type { IssueCode, LeadIssue } from './issue.ts';
import type { Layout } from './layout.ts';
import type { NewDonor } from './new-donor.ts';
import { readPerson } from './person-cells.ts';
import { readPhoneCell } from './phone-cell.ts';
import type { LeadRecord } from './records.ts';
import { type RowReader, rowReader, tidy } from './row-reader.ts';
import { readAmount, readCount, readDate, readEmail, readPostalCode } from './value-cell.ts';

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
/** Columns that say more of a person than most files do. */
const personColumns: readonly LeadColumn[] = [
  'relation',
  'fin_relation',
  'date_consentement',
  'moyen_consentement',
  'preuve_consentement',
  'retrait_consentement',
];

/** One row on its own after the other: what it says and what is wrong with it. Duplicates are another matter. */
export function leadRowReader(
  layout: Layout,
  repairText: (text: string) => string | undefined,
): (record: LeadRecord) => LeadRow {
  const reader = rowReader(layout, repairText);
  const here: Here = {
    hasConsent: layout.columns.has('accord_telephone'),
    hasPerson: personColumns.some((column) => layout.columns.has(column)),
    spoken: spokenColumns.filter((column) => layout.columns.has(column)),
  };
  return (record) => {
    reader.start(record);
    if (record.strayQuote) reader.report(null, 'stray-quote');
    if (record.cells.length > layout.headings.length) reportExtra(reader, record, layout);
    return readRow(reader, here);
  };
}

/** What the file has columns for. */
interface Here {
  readonly hasConsent: boolean;
  readonly hasPerson: boolean;
  readonly spoken: readonly LeadColumn[];
}

function reportExtra(reader: RowReader, { cells }: LeadRecord, { headings }: Layout): void {
  const extra = cells.slice(headings.length).filter((cell) => cell.trim() !== '').length;
  if (extra > 0) reader.report(null, 'extra-cells', String(extra));
}

type LeadNumber = NewDonor['numbers'][number];

function readRow(reader: RowReader, here: Here): LeadRow {
  const { row } = reader;
  const country = reader.text('pays', MAX_NAME);
  const isFrench = country === null || /^(fr|fra|france)/i.test(country);
  const postalCode = reader.value('code_postal', isFrench ? readFrenchPostalCode : readForeignPostalCode);
  const numbers = readNumbers(reader, isFrench ? postalCode : null);
  const donorCode = readDonorCode(reader, numbers[0]);
  const suppression = readSuppression(reader, here.spoken);
  const donor: NewDonor = {
    donorCode: donorCode ?? '',
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
    postalCode,
    country,
    numbers,
    rank: row,
    suppressedBecause: suppression ?? null,
  };
  if (numbers.length === 0) reader.report(null, 'no-number');
  const { issues } = reader;
  if (donorCode === undefined || numbers.length === 0) return { row, outcome: 'rejected', donor: null, issues };
  const segment = reader.text('segment', MAX_SEGMENT);
  // As the charity writes it, so that it is found again in its figures.
  if (segment !== null) Object.assign(donor, { segment });
  if (here.hasPerson) Object.assign(donor, readPerson(reader, here.hasConsent));
  return { row, outcome: suppression === undefined ? 'accepted' : 'suppressed', donor, issues };
}

const readFrenchPostalCode = (text: string) => readPostalCode(text, true);
const readForeignPostalCode = (text: string) => readPostalCode(text, false);

function readNumbers(reader: RowReader, postalCode: string | null): readonly LeadNumber[] {
  const numbers: LeadNumber[] = [];
  for (const column of phoneColumns) {
    for (const { heading, text } of reader.cells(column)) {
      const cell = readPhoneCell(text, postalCode ?? undefined);
      for (const note of cell.notes) reader.note(heading, note);
      for (const { number, kind, zones, holidayRegions } of cell.numbers) {
        const known = numbers.findIndex((each) => each.number === number);
        if (known >= 0) numbers[known] = { number, kind, zones, holidayRegions };
        else if (numbers.length < MAX_NUMBERS) numbers.push({ number, kind, zones, holidayRegions });
        else reader.note(heading, { code: 'too-many-numbers', detail: String(MAX_NUMBERS) });
      }
    }
  }
  return numbers;
}

/** Undefined when the code can't be trusted, which refuses the row: two donors could become one. */
function readDonorCode(reader: RowReader, first: LeadNumber | undefined): string | undefined {
  const [cell] = reader.cells('code_donateur');
  const code = cell === undefined ? '' : tidy(cell.text).replace(/^'/, '');
  const heading = cell?.heading ?? null;
  if (code !== '' && !/^-+$/.test(code)) {
    const damaged =
      /^\d+(?:[.,]\d+)?E\+\d+$/i.test(code) || /^#(?:REF|N\/A|VALEUR|NOM\?|####)/i.test(code) || code.length > MAX_CODE;
    if (damaged) reader.report(heading, 'donor-code-damaged', code);
    return damaged ? undefined : code;
  }
  if (first === undefined) return undefined;
  const derived = `tel:${first.number}`;
  reader.report(heading, 'donor-code-missing', derived);
  return derived;
}

function readSuppression(reader: RowReader, spoken: readonly LeadColumn[]): Suppression | undefined {
  const found: Suppression[] = [];
  const suppress = (why: Suppression, heading: string, text: string) => {
    found.push(why);
    reader.report(heading, issueOf[why], tidy(text));
  };
  for (const { heading, text } of reader.cells('decede')) if (saysYes(text)) suppress('deceased', heading, text);
  for (const { heading, text } of reader.cells('ne_pas_appeler'))
    if (saysYes(text)) suppress('do-not-call', heading, text);
  for (const { heading, text } of reader.cells('accord_telephone'))
    if (saysNo(text)) suppress('do-not-call', heading, text);
  for (const column of spoken) {
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
