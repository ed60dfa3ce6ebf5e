import { err, ok, type Result } from '../../kernel/result.ts';

/** The longest header block of a frame; real ones are under 200 bytes. */
export const MAX_HEADER_BYTES = 16_384;
/** The longest body: `show channels as json` has about 1.4 kB a channel, and a switch at most 20,000 channels. */
export const MAX_BODY_BYTES = 32 * 1024 * 1024;

/** The outer headers of a frame; spelling of the three we read made regular. */
export type EslHeaders = Record<string, string | number>;

const regular: Readonly<Record<string, string>> = {
  'content-length': 'Content-Length',
  'content-type': 'Content-Type',
  'reply-text': 'Reply-Text',
};

/** Reads a header block. The error says what is wrong with it, without repeating what may be a secret. */
export function readHeaders(text: string): Result<EslHeaders, string> {
  if (text.length > MAX_HEADER_BYTES) return err(`a header block longer than ${MAX_HEADER_BYTES} bytes`);
  const headers: EslHeaders = Object.create(null);
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':');
    if (colon <= 0) return err('a header line without a name');
    const name = line.slice(0, colon);
    const value = decode(line.slice(colon + 1).trim());
    const known = regular[name.toLowerCase()];
    if (known !== 'Content-Length') {
      headers[known ?? name] = value;
      continue;
    }
    if (!/^[0-9]{1,10}$/.test(value)) return err('a Content-Length that is not a number');
    if (Number(value) > MAX_BODY_BYTES) return err(`a body longer than ${MAX_BODY_BYTES} bytes`);
    headers[known] = Number(value);
  }
  if (headers['Content-Type'] === undefined) return err('a frame without a Content-Type');
  return ok(headers);
}

/** FreeSWITCH percent-encodes some values and leaves others as they are, so a lone `%` is legal (docs/freeswitch.md, T3). */
function decode(value: string): string {
  if (!value.includes('%')) return value;
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
