/**
 * What banks must take from one another: Latin letters, digits, blank and / - ? : ( ) . , ' + (EPC217-08, Requirements
 * for an Extended Character Set, section 1.4).
 */
const FORBIDDEN = /[^A-Za-z0-9/\-?:().,'+ ]/g;
const FORBIDDEN_IN_ID = /[^A-Za-z0-9\-?:().,'+ ]/;

/** Letters that are not a Latin letter with a mark on it, and signs that have a word. */
const WRITTEN: Readonly<Record<string, string>> = {
  œ: 'oe',
  Œ: 'OE',
  æ: 'ae',
  Æ: 'AE',
  ß: 'ss',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'Th',
  ı: 'i',
  '&': '+',
  '@': '(at)',
  _: '-',
  '"': "'",
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '`': "'",
  '´': "'",
  '–': '-',
  '—': '-',
  '·': '.',
  '…': '...',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  ';': ',',
  '€': 'EUR',
  '°': 'o',
  '\u00A0': ' ',
  '\u202F': ' ',
};

/**
 * A text as every bank of the area takes it: marks off their letters, signs in their nearest form, any other as a dot.
 * At most `maximum` characters, cut at the end. Empty where nothing of it can be written.
 */
export function sepaText(text: string, maximum: number): string {
  const written = Array.from(text.normalize('NFC'), (sign) => WRITTEN[sign] ?? sign).join('');
  const plain = written
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\s/g, ' ')
    // One dot for a sign, however many code units it has.
    .replace(/[\u{10000}-\u{10FFFF}]/gu, '.')
    .replace(FORBIDDEN, '.')
    .replace(/ {2,}/g, ' ');
  // Two strokes, or one at an end, are refused by some banks in a name as they are in an identifier.
  const clean = plain
    .replace(/\/{2,}/g, '/')
    .replace(/^[/ ]+/, '')
    .slice(0, maximum)
    .replace(/[/ ]+$/, '');
  return /[A-Za-z0-9]/.test(clean) ? clean : '';
}

/** An identifier is never changed on its way: it fits or it does not. Strokes are left out, which is stricter than asked. */
export function isSepaId(text: string, maximum: number): boolean {
  return text.length > 0 && text.length <= maximum && text.trim() === text && !FORBIDDEN_IN_ID.test(text);
}
