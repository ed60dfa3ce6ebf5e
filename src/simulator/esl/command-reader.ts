/** A command as it came: its first line, its header lines, its body. */
export interface ClientCommand {
  readonly line: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** Longest command; real ones are under 2 kB. */
export const MAX_COMMAND_BYTES = 256 * 1024;

/** Cuts the byte stream of a client into commands: lines to an empty one, and Content-Length bytes where a header says so. */
export class CommandReader {
  #buffer: Buffer = Buffer.alloc(0);

  /** Undefined when the client sends more than is allowed. */
  push(chunk: Buffer): ClientCommand[] | undefined {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
    const commands: ClientCommand[] = [];
    for (let next = this.#next(); next !== undefined; next = this.#next()) if (next.line !== '') commands.push(next);
    return this.#buffer.length > MAX_COMMAND_BYTES ? undefined : commands;
  }

  #next(): ClientCommand | undefined {
    const end = endOfHead(this.#buffer);
    if (end === undefined) return undefined;
    const lines = this.#buffer
      .subarray(0, end.at)
      .toString('utf8')
      .split('\n')
      .map((line) => line.replace(/\r$/, ''));
    const headers = new Map<string, string>();
    for (const line of lines.slice(1)) {
      const colon = line.indexOf(':');
      if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
    }
    const length = Math.max(0, Number(headers.get('content-length') ?? 0) || 0);
    const bodyAt = end.at + end.length;
    if (this.#buffer.length < bodyAt + length) return undefined;
    const body = this.#buffer.subarray(bodyAt, bodyAt + length).toString('utf8');
    this.#buffer = this.#buffer.subarray(bodyAt + length);
    return { line: lines[0]?.trim() ?? '', headers, body };
  }
}

function endOfHead(buffer: Buffer): { readonly at: number; readonly length: number } | undefined {
  const plain = buffer.indexOf('\n\n');
  const crlf = buffer.indexOf('\r\n\r\n');
  if (crlf >= 0 && (plain < 0 || crlf < plain)) return { at: crlf, length: 4 };
  return plain < 0 ? undefined : { at: plain, length: 2 };
}
