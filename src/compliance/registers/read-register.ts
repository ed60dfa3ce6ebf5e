import { parseIsoDate } from '../civil-date.ts';
import type { KnownRegister } from './known-registers.ts';
import { registerNumber } from './register-number.ts';
import type { RegisterBuilder } from './register-set.ts';

/** Lines that could not be read and are shown; all are counted. */
export const BAD_LINES_SHOWN = 20;
/** A line is no longer than this; what a file of numbers does not have is not read. */
const LINE_MAXIMUM = 4_096;
/** A cell with fewer digits than this is no telephone number, in whatever column it stands. */
const LEAST_DIGITS = 6;

/** A letter with an accent may have been lost on the way: tlphone, numro. A column of numbers may be one of donors. */
const phoneHeadings = /t[ae]?l[ae]?phone|phone|msisdn|^(tel|cli$)/;
const numberHeadings = /num[ae]?ro|nummer|^(num|ligne|line)/;
const dateHeadings = /^(date|since|inscri|listed|registered|added|desde|datum)/;

export interface BadLine {
  /** From 1, as an editor counts. */
  readonly line: number;
  readonly reason: 'no-number' | 'not-a-number' | 'too-long' | 'bad-date';
}

export interface RegisterCounts {
  readonly lines: number;
  readonly numbers: number;
  readonly repeated: number;
  readonly blank: number;
  readonly headings: number;
  readonly bad: number;
  readonly badLines: readonly BadLine[];
}

export interface RegisterReader {
  /** A line without its end. */
  take(line: string): void;
  counts(): RegisterCounts;
}

/** Reads a register line by line: plain numbers, or a table with a heading; nothing that was not understood goes unsaid. */
export function registerReader(register: KnownRegister, into: RegisterBuilder): RegisterReader {
  const counts = { lines: 0, numbers: 0, repeated: 0, blank: 0, headings: 0, bad: 0 };
  const badLines: BadLine[] = [];
  let columns: Columns | undefined;

  const bad = (reason: BadLine['reason']): void => {
    counts.bad++;
    if (badLines.length < BAD_LINES_SHOWN) badLines.push({ line: counts.lines, reason });
  };
  return {
    take(text) {
      counts.lines++;
      const line = counts.lines === 1 ? withoutMark(text) : text;
      if (line.trim() === '') {
        counts.blank++;
        return;
      }
      if (line.length > LINE_MAXIMUM) return bad('too-long');
      const cells = cellsOf(line);
      if (columns === undefined) {
        columns = columnsOf(cells);
        if (columns.heading) {
          counts.headings++;
          return;
        }
      }
      const cell = cells[columns.number];
      if (cell === undefined || cell === '') return bad('no-number');
      const number = registerNumber(cell, register);
      if (number === undefined) return bad('not-a-number');
      const since = sinceOf(cells[columns.date]);
      if (since === undefined) return bad('bad-date');
      if (into.add(number, since)) counts.numbers++;
      else counts.repeated++;
    },
    counts: () => ({ ...counts, badLines }),
  };
}

interface Columns {
  readonly heading: boolean;
  readonly number: number;
  /** -1 where there is none. */
  readonly date: number;
}

/** From the first line that says something: a heading names its columns; without one, the first cell like a number is it. */
function columnsOf(cells: readonly string[]): Columns {
  const first = cells.findIndex((cell) => cell.replace(/\D/g, '').length >= LEAST_DIGITS);
  if (first >= 0) return { heading: false, number: first, date: -1 };
  const names = cells.map((cell) =>
    cell
      .normalize('NFD')
      .replace(/[^A-Za-z]/g, '')
      .toLowerCase(),
  );
  const headed = (headings: RegExp) => names.findIndex((name) => headings.test(name));
  const [phone, number, date] = [headed(phoneHeadings), headed(numberHeadings), headed(dateHeadings)];
  return { heading: true, number: Math.max(0, phone < 0 ? number : phone), date };
}

/** Days since 1970, 0 when the file does not say; undefined for what is no date. */
function sinceOf(cell: string | undefined): number | undefined {
  if (cell === undefined || cell === '') return 0;
  const european = /^(\d{2})[/.](\d{2})[/.](\d{4})$/.exec(cell);
  const day = parseIsoDate(european === null ? cell.slice(0, 10) : `${european[3]}-${european[2]}-${european[1]}`);
  return day === undefined || day < 0 || day > MOST_DAYS ? undefined : day;
}
/** Two bytes hold it: until June 2149. */
const MOST_DAYS = 0xff_ff;

function cellsOf(line: string): string[] {
  return line.split(/[;,\t|]/).map((cell) =>
    cell
      .trim()
      .replace(/^["']|["']$/g, '')
      .trim(),
  );
}

/** The byte order mark, read as what it is or as Latin-1. */
function withoutMark(text: string): string {
  return text.replace(/^(\ufeff|\u00ef\u00bb\u00bf)/, '');
}
