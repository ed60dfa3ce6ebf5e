import { type NumberOrigin, numberOrigin, numberRejections } from '../../compliance/index.ts';
import type { IssueCode } from './issue.ts';
import { plainNumber } from './plain-number.ts';

/** Something found in a cell; the row adds its place. */
export interface CellNote {
  readonly code: IssueCode;
  readonly detail: string;
  readonly other?: string;
}

export interface PhoneCell {
  readonly numbers: readonly NumberOrigin[];
  readonly notes: readonly CellNote[];
}

/** Longest cell that is looked at for numbers. */
const MAX_CELL = 200;
/** Digits that one number can have at most, as people write it: 00 590 590 12 34 56. */
const MAX_DIGITS_OF_ONE = 14;
const NATIONAL_DIGITS = 10;

const UNLISTED =
  /^(liste rouge|lr|ex[- ]?directory|unlisted|sans|sans tel.*|pas de tel.*|aucun|neant|néant|inconnu|n\/?c|n\/?a|non communiqu[ée]|-+|x+|0+|\.+|\?+)$/i;
const FAX = /\bfax\b|\bt[ée]l[ée]copie/i;
const SCIENTIFIC = /^\s*\d+(?:[.,]\d+)?\s*e\s*\+?\s*\d{1,2}\s*$/i;

/** One French number as most are written: nothing that a spreadsheet or its users have made of it. */
const PLAIN = /^0[1-9](?:[ .]?\d\d){4}$/;
const BETWEEN = /[ .]/g;
const NO_NOTES: readonly CellNote[] = [];

/** Reads every number of a cell, whatever the spreadsheet and its users made of them. */
export function readPhoneCell(text: string, postalCode: string | undefined): PhoneCell {
  if (!PLAIN.test(text)) return readAnyPhoneCell(text, postalCode);
  const plain = plainNumber((text.length === NATIONAL_DIGITS ? text : text.replace(BETWEEN, '')).slice(1), postalCode);
  if (plain !== undefined) return { numbers: [plain], notes: NO_NOTES };
  const numbers: NumberOrigin[] = [];
  const notes: CellNote[] = [];
  readOne(text, postalCode, numbers, notes);
  return { numbers, notes: notes.length === 0 ? NO_NOTES : notes };
}

/** The same for cells of every kind. */
export function readAnyPhoneCell(text: string, postalCode: string | undefined): PhoneCell {
  const cell = withoutSpreadsheetTricks(text.slice(0, MAX_CELL));
  if (cell === '') return { numbers: [], notes: [] };
  if (UNLISTED.test(cell)) return { numbers: [], notes: [{ code: 'number-unlisted', detail: cell }] };
  if (SCIENTIFIC.test(cell)) return scientific(cell, postalCode);
  const pieces = split(cell);
  const numbers: NumberOrigin[] = [];
  const notes: CellNote[] = [];
  for (const piece of pieces) {
    if (FAX.test(piece)) notes.push({ code: 'number-fax', detail: piece });
    else readOne(piece, postalCode, numbers, notes);
  }
  if (numbers.length > 1) notes.push({ code: 'several-numbers', detail: String(numbers.length) });
  return { numbers, notes };
}

function readOne(piece: string, postalCode: string | undefined, numbers: NumberOrigin[], notes: CellNote[]): void {
  const result = numberOrigin(piece, postalCode);
  if (!result.ok) {
    const { fr, en } = numberRejections[result.error];
    notes.push({ code: 'number-refused', detail: piece, other: `${fr}|${en}` });
    return;
  }
  if (numbers.some(({ number }) => number === result.value.number)) return;
  numbers.push(result.value);
  if (result.value.repaired !== undefined)
    notes.push({ code: 'number-repaired', detail: piece, other: result.value.number });
}

/** `="0199001234"`, `'0199001234` and `199001234.0` are ways to keep, or to lose, the first 0. */
function withoutSpreadsheetTricks(text: string): string {
  return text
    .replace(/[\u00a0\u202f\u2007]/g, ' ')
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .replace(/^(\d{9,12})[.,]0+$/, '$1')
    .replace(/\s*(?:poste|ext\.?|extension)\s*\d{1,5}\s*$/i, '')
    .trim();
}

/** 6,12345678E+08 still has every digit, 6,12E+08 has lost most of them. */
function scientific(cell: string, postalCode: string | undefined): PhoneCell {
  const match = /^(\d+)(?:[.,](\d+))?e\+?(\d{1,2})$/i.exec(cell.replace(/\s/g, ''));
  const [, whole = '', fraction = '', exponent = '0'] = match ?? [];
  const exact = fraction.length >= Number(exponent) - 1 && Number(exponent) <= MAX_DIGITS_OF_ONE;
  if (!exact) return { numbers: [], notes: [{ code: 'number-damaged', detail: cell }] };
  const digits = `${whole}${fraction}`
    .padEnd(whole.length + Number(exponent), '0')
    .slice(0, whole.length + Number(exponent));
  const result = numberOrigin(digits, postalCode);
  if (!result.ok) return { numbers: [], notes: [{ code: 'number-damaged', detail: cell }] };
  return { numbers: [result.value], notes: [{ code: 'number-repaired', detail: cell, other: result.value.number }] };
}

/** Two numbers in a cell: divided by a sign or a word, or simply one after the other. */
function split(cell: string): readonly string[] {
  const digits = cell.replace(/\D/g, '');
  if (digits.length <= MAX_DIGITS_OF_ONE) return [cell];
  const pieces = cell.split(/[/;|,\n\r]+|\s+(?:ou|et|or|and)\s+|\s+-\s+/i).filter((piece) => /\d/.test(piece));
  if (pieces.length > 1) return pieces.flatMap((piece) => split(piece));
  const national = digits.length % NATIONAL_DIGITS === 0 ? (digits.match(/\d{10}/g) ?? []) : [];
  return national.length > 1 && national.every((each) => /^0[1-9]/.test(each)) ? national : [cell];
}
