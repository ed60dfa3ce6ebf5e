/** FreeSWITCH's SWITCH_URL_UNSAFE, and everything that is not printable ASCII. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const UNSAFE = /[\x00-\x20"#%&+:;<=>?@[\\\]^`{|}\x7f-\uffff]/;
const ENCODED = /^%[0-9A-Fa-f]{2}/;
const encoder = new TextEncoder();

/** As event headers in `plain` are written. What looks encoded already is left as it is, so it can't be reversed (T3). */
export function urlEncode(value: string): string {
  if (!UNSAFE.test(value)) return value;
  let encoded = '';
  for (let at = 0; at < value.length; ) {
    const char = String.fromCodePoint(value.codePointAt(at) ?? 0);
    const already = char === '%' && ENCODED.test(value.slice(at, at + 3));
    if (already || !UNSAFE.test(char)) encoded += char;
    else for (const byte of encoder.encode(char)) encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    at += char.length;
  }
  return encoded;
}
