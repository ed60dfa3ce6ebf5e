import { urlEncode } from './url-encode.ts';

/** Name, value, name, value… in the order they are sent. */
export type Headers = readonly string[];

/** Headers with their texts, each made once and when asked for: the parts of a leg's events that stay the same. */
export interface HeaderPart {
  readonly headers: Headers;
  plain?: string;
  json?: string;
}

export function plainText(part: HeaderPart): string {
  part.plain ??= writePlain(part.headers);
  return part.plain;
}

/** Members with a comma after each. */
export function jsonText(part: HeaderPart): string {
  part.json ??= writeJson(part.headers);
  return part.json;
}

function writePlain(headers: Headers): string {
  let text = '';
  for (let at = 0; at < headers.length; at += 2) text += `${headers[at]}: ${urlEncode(headers[at + 1] ?? '')}\n`;
  return text;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be escaped in JSON.
const ESCAPED = /["\\\x00-\x1f]/;

function writeJson(headers: Headers): string {
  let text = '';
  for (let at = 0; at < headers.length; at += 2) {
    const value = headers[at + 1] ?? '';
    text += `"${headers[at]}":${ESCAPED.test(value) ? JSON.stringify(value) : `"${value}"`},`;
  }
  return text;
}

/** The value of a header in these parts; the last one wins, as a client's map would have it. */
export function findHeader(parts: readonly HeaderPart[], name: string): string | undefined {
  let found: string | undefined;
  for (const { headers } of parts) {
    for (let at = 0; at < headers.length; at += 2) if (headers[at] === name) found = headers[at + 1];
  }
  return found;
}
