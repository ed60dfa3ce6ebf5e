import { dayNumber, isoDate } from '../../../compliance/index.ts';
import { readXml } from './xml.ts';

/** Turns the number of a cell into the text a person would have typed. */
export type NumberText = (value: string, style: number) => string;

/** Built-in formats that are dates or times (ECMA-376, 18.8.30, with those of the East Asian lists). */
const isDateId = (id: number): boolean => (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 58);
/** The spreadsheet keeps 15 digits; a longer number was damaged when it was typed. */
const EXACT = 1e15;

interface Format {
  readonly date: boolean;
  /** Shown with at least so many digits, as in 00000. */
  readonly digits: number;
}
const plain: Format = { date: false, digits: 0 };

/** Reads the styles of a workbook. `epoch`: day 0 of its serial numbers. */
export async function readNumberFormats(
  part: AsyncIterable<Uint8Array> | undefined,
  startsIn1904: boolean,
): Promise<NumberText> {
  const codes = new Map<number, string>();
  const styles: Format[] = [];
  let inStyles = false;
  if (part !== undefined)
    await readXml(part, {
      open(name, attributes) {
        if (name === 'numFmt') codes.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '');
        else if (name === 'cellXfs') inStyles = true;
        else if (name === 'xf' && inStyles) styles.push(formatOf(Number(attributes['numFmtId'] ?? 0), codes));
      },
      close(name) {
        if (name === 'cellXfs') inStyles = false;
      },
    });
  const epoch = startsIn1904 ? dayNumber(1904, 1, 1) : dayNumber(1899, 12, 30);
  return (value, style) => numberText(value, styles[style] ?? plain, epoch);
}

function formatOf(id: number, codes: ReadonlyMap<number, string>): Format {
  const code = codes.get(id);
  if (code === undefined) return isDateId(id) ? { date: true, digits: 0 } : plain;
  const [positive = ''] = code.split(';');
  // What stands in quotes, in brackets or behind a backslash is shown as it is.
  const bare = positive.replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
  const digits = /^0{2,15}$/.test(bare) ? bare.length : 0;
  return { date: /[ymdhs]/i.test(bare) && !/general/i.test(bare), digits };
}

function numberText(value: string, { date, digits }: Format, epoch: number): string {
  const number = Number(value);
  if (value === '' || !Number.isFinite(number)) return value;
  if (date && number >= 1 && number < 200_000) return isoDate(epoch + Math.floor(number));
  if (Math.abs(number) >= EXACT) return number.toExponential().toUpperCase();
  if (!Number.isInteger(number)) return number.toFixed(2);
  return String(number).padStart(digits, '0');
}
