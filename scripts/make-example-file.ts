// Makes examples/donateurs-secours-des-rivages.csv, the same bytes each time:
// node_modules/.bin/node scripts/make-example-file.ts
// Numbers come only from ranges that Arcep reserves for fiction, 10,000 in each.
import { writeFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import iconv from 'iconv-lite';
import { type Random, seededRandom } from '../src/kernel/random.ts';
import { comments, men, mobileRange, overseasTowns, regions, streets, surnames, women } from './example-words.ts';

const SEED = 20_261_112;
const ROWS = 2_000;
const HEADINGS = [
  'Code donateur',
  'Civilité',
  'Nom',
  'Prénom',
  'Adresse 1',
  'Adresse 2',
  'Code postal',
  'Ville',
  'Tél. fixe',
  'Tél. mobile',
  'E-mail',
  'Segment',
  'Date 1er don',
  'Date dernier don',
  'Montant dernier don',
  'Cumul dons',
  'Nb dons',
  'Ne pas appeler',
  'Commentaire',
] as const;
type Heading = (typeof HEADINGS)[number];
type Row = Record<Heading, string>;

type Fault = (row: Row, random: Random, rows: readonly Row[]) => void;
const hasBoth = (row: Row) => row['Tél. fixe'] !== '' && row['Tél. mobile'] !== '';
const hasAccent = (row: Row) => /[à-ÿ]/.test(row.Nom + row.Prénom);
const hasEmail = (row: Row) => row['E-mail'] !== '';

/** What goes wrong in real files, how often among 2,000 rows, and in which of them it can. */
const faults: readonly (readonly [count: number, fault: Fault, canHave?: (row: Row) => boolean])[] = [
  [16, (row) => editPhone(row, (number) => number.replace(/\D/g, '').slice(1))], // the first 0 is lost
  [8, (row) => editPhone(row, (number) => `33${number.replace(/\D/g, '').slice(1)}`)],
  [8, (row) => editPhone(row, (number) => `+33 (0)${number.slice(1)}`)],
  [5, (row) => editPhone(row, (number) => scientific(number, 8))], // still whole
  [5, (row) => editPhone(row, (number) => scientific(number, 2))], // digits lost
  [5, (row) => editPhone(row, (number) => number.slice(0, -3))],
  [8, (row) => onlyPhone(row, `${row['Tél. fixe']} / ${row['Tél. mobile']}`), hasBoth],
  [5, (row) => onlyPhone(row, 'liste rouge')],
  [4, (row) => Object.assign(row, { 'Tél. fixe': `fax ${row['Tél. fixe'] || row['Tél. mobile']}`, 'Tél. mobile': '' })],
  [8, (row) => Object.assign(row, { Nom: mojibake(row.Nom), Prénom: mojibake(row.Prénom) }), hasAccent],
  [8, (row) => Object.assign(row, { 'Date dernier don': excelSerial(row['Date dernier don']) })],
  [3, (row) => Object.assign(row, { 'Date dernier don': 'fin 2024' })],
  [4, (row) => Object.assign(row, { 'Montant dernier don': 'NC' })],
  [4, (row) => Object.assign(row, { 'E-mail': row['E-mail'].replace('@', ' at ') }), hasEmail],
  [5, (row) => Object.assign(row, { Commentaire: 'DCD (appel de la fille)' })],
  [6, (row) => Object.assign(row, { Commentaire: 'Ne plus appeler, très mécontent' })],
  [5, (row) => Object.assign(row, { 'Ne pas appeler': 'oui' })],
  [3, (row) => Object.assign(row, { 'Code donateur': '1,2E+10' })],
  [3, (row) => Object.assign(row, { Commentaire: '"Vue sur mer' })],
  [4, (row, random, rows) => Object.assign(row, { 'Code donateur': earlier(row, random, rows)['Code donateur'] })],
  [7, sharedLine],
];

/** The whole file: Windows-1252, semicolons, CRLF, a title above the headings, as Excel exports it in France. */
export function makeExampleFile(): Buffer {
  const random = seededRandom(SEED);
  const rows = makeRows(random.fork('donors'));
  spoil(rows, random.fork('faults'));
  const lines = rows.map((row) => HEADINGS.map((heading) => quoted(row[heading])).join(';'));
  for (const at of [400, 1_200, 1_700]) lines.splice(at, 0, ';'.repeat(HEADINGS.length - 1));
  const title = `Secours des Rivages - export donateurs du 12/11/2026${';'.repeat(HEADINGS.length - 1)}`;
  const blank = ';'.repeat(HEADINGS.length - 1);
  return iconv.encode([title, blank, HEADINGS.join(';'), ...lines, ''].join('\r\n'), 'windows-1252');
}

function makeRows(random: Random): Row[] {
  const numbers = numberPools(random.fork('numbers'));
  const person = random.fork('person');
  return Array.from({ length: ROWS }, (_, i) => makeRow(i, person, numbers));
}

function makeRow(index: number, random: Random, take: (range: string) => string): Row {
  const isWoman = random.next() < 0.56;
  const firstName = pick(random, isWoman ? women : men);
  const lastName = pick(random, surnames);
  const region = pick(random, regions);
  const overseas = random.next() < 0.01;
  const [postalCode, town] = overseas ? pick(random, overseasTowns) : pick(random, region.towns);
  const line = random.next();
  const gifts = 1 + Math.floor(-Math.log(1 - random.next()) * 4);
  const amount = pick(random, [15, 20, 20, 30, 30, 40, 50, 50, 60, 80, 100, 150, 250]);
  const lastGift = dayOf(random, 2022, 2026);
  return {
    'Code donateur': `SR${String(index * 7 + 10_003).padStart(7, '0')}`,
    Civilité: isWoman ? 'Mme' : 'M.',
    Nom: random.next() < 0.3 ? lastName.toUpperCase() : lastName,
    Prénom: firstName,
    'Adresse 1': `${random.int(1, 140)} ${pick(random, streets)}`,
    'Adresse 2': random.next() < 0.12 ? `Bât. ${pick(random, ['A', 'B', 'C'])}\nappt ${random.int(1, 60)}` : '',
    // A column that Excel took for numbers has lost its first zeros.
    'Code postal': postalCode.replace(/^0/, random.next() < 0.05 ? '' : '0'),
    Ville: town,
    'Tél. fixe': overseas || line >= 0.62 ? '' : spaced(take(region.range), random),
    'Tél. mobile': overseas || line < 0.22 || line >= 0.62 ? spaced(take(mobileRange), random) : '',
    'E-mail': random.next() < 0.45 ? `${plain(firstName)}.${plain(lastName)}${random.int(1, 99)}@example.org` : '',
    Segment: pick(random, ['FID', 'FID', 'REACT 13-24', 'REACT 25-36', 'PA']),
    'Date 1er don': french(lastGift.year - Math.min(12, gifts), lastGift.month, lastGift.day),
    'Date dernier don': french(lastGift.year, lastGift.month, lastGift.day),
    'Montant dernier don': money(amount),
    'Cumul dons': money(amount * gifts),
    'Nb dons': String(gifts),
    'Ne pas appeler': '',
    Commentaire: random.next() < 0.08 ? pick(random, comments) : '',
  };
}

/** Every number once: each range is dealt out like a pack of cards. */
function numberPools(random: Random): (range: string) => string {
  const pools = new Map<string, number[]>();
  for (const range of [...regions.map((region) => region.range), mobileRange]) {
    const pool = Array.from({ length: 10_000 }, (_, i) => i);
    for (let i = pool.length - 1; i > 0; i--) {
      const j = random.int(0, i);
      [pool[i], pool[j]] = [pool[j] ?? 0, pool[i] ?? 0];
    }
    pools.set(range, pool);
  }
  return (range) => `${range}${String(pools.get(range)?.pop()).padStart(4, '0')}`;
}

/** Each fault has rows of its own. */
function spoil(rows: readonly Row[], random: Random): void {
  const spoiled = new Set<number>();
  for (const [count, fault, canHave = () => true] of faults) {
    for (let done = 0; done < count; ) {
      const at = random.int(50, rows.length - 1);
      const row = rows[at];
      if (row === undefined || spoiled.has(at) || !canHave(row)) continue;
      spoiled.add(at);
      fault(row, random, rows.slice(0, 50));
      done++;
    }
  }
}

function editPhone(row: Row, edit: (number: string) => string): void {
  const heading = row['Tél. fixe'] === '' ? 'Tél. mobile' : 'Tél. fixe';
  row[heading] = edit(row[heading]);
}

function onlyPhone(row: Row, text: string): void {
  row['Tél. fixe'] = text;
  row['Tél. mobile'] = '';
}

/** A couple: another donor of the same household, with the same line. */
function sharedLine(row: Row, random: Random, rows: readonly Row[]): void {
  const other = earlier(row, random, rows);
  const shared = ['Nom', 'Adresse 1', 'Adresse 2', 'Code postal', 'Ville', 'Tél. fixe', 'Tél. mobile'] as const;
  for (const heading of shared) row[heading] = other[heading];
}

function earlier(row: Row, random: Random, rows: readonly Row[]): Row {
  return rows[random.int(0, rows.length - 1)] ?? row;
}

function scientific(number: string, decimals: number): string {
  const digits = number.replace(/\D/g, '').slice(1);
  return `${digits[0] ?? ''},${digits.slice(1, 1 + decimals)}E+08`;
}

function mojibake(text: string): string {
  return iconv.decode(Buffer.from(text, 'utf8'), 'windows-1252');
}

/** Days since Excel's day 0, 30 December 1899. */
function excelSerial(date: string): string {
  const [day = 1, month = 1, year = 2000] = date.split('/').map(Number);
  return String((Date.UTC(year, month - 1, day) - Date.UTC(1899, 11, 30)) / 86_400_000);
}

function dayOf(random: Random, from: number, to: number): { year: number; month: number; day: number } {
  const year = random.int(from, to);
  return { year, month: random.int(1, year === 2026 ? 10 : 12), day: random.int(1, 28) };
}

function french(year: number, month: number, day: number): string {
  return `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}`;
}

function money(euros: number): string {
  const whole =
    euros >= 1_000 ? `${Math.floor(euros / 1_000)} ${String(euros % 1_000).padStart(3, '0')}` : String(euros);
  return `${whole},00 €`;
}

function spaced(number: string, random: Random): string {
  const sign = pick(random, [' ', ' ', ' ', '.', '']);
  return number.replace(/(\d\d)(?=\d)/g, `$1${sign}`);
}

function plain(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^a-zA-Z]/g, '')
    .toLowerCase();
}

function pick<T>(random: Random, choices: readonly T[]): T {
  const chosen = choices[random.int(0, choices.length - 1)];
  if (chosen === undefined) throw new RangeError('nothing to choose from');
  return chosen;
}

/** Excel quotes only where it must; the rows with a stray quote are spoiled on purpose. */
function quoted(cell: string): string {
  return /[;\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const path = fileURLToPath(new URL('../examples/donateurs-secours-des-rivages.csv', import.meta.url));
  writeFileSync(path, makeExampleFile());
  console.log(`${path}: ${ROWS} donors`);
}
