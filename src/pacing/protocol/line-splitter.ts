import { isUtf8 } from 'node:buffer';
import type { Result } from '../../kernel/result.ts';
import { ok } from '../../kernel/result.ts';
import { MAX_LINE_BYTES } from './bounds.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A line as it came, with its number, counted from 1. */
export interface RawLine {
  readonly number: number;
  readonly text: Result<string, Refusal>;
}

const LINE_FEED = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

/** Cuts a stream of bytes into lines, wherever its chunks end; holds `MAX_LINE_BYTES` of an unfinished line at most. */
export class LineSplitter {
  #kept: Buffer[] = [];
  /** Bytes of the unfinished line, those thrown away included. */
  #length = 0;
  #number = 0;

  /** The lines that this chunk finishes. */
  *push(chunk: Buffer): Generator<RawLine> {
    let from = 0;
    for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
      this.#keep(chunk.subarray(from, end));
      from = end + 1;
      yield this.#finish();
    }
    this.#keep(chunk.subarray(from));
  }

  /** What stands after the last line feed, if anything. */
  *end(): Generator<RawLine> {
    if (this.#length > 0) yield this.#finish();
  }

  #keep(bytes: Buffer): void {
    this.#length += bytes.length;
    if (this.#length > MAX_LINE_BYTES) this.#kept = [];
    else if (bytes.length > 0) this.#kept.push(bytes);
  }

  #finish(): RawLine {
    const tooLong = this.#length > MAX_LINE_BYTES;
    const [only] = this.#kept;
    const bytes = this.#kept.length === 1 && only !== undefined ? only : Buffer.concat(this.#kept);
    this.#kept = [];
    this.#length = 0;
    this.#number++;
    return { number: this.#number, text: tooLong ? overlong() : decoded(bytes, this.#number === 1) };
  }
}

function overlong(): Result<string, Refusal> {
  return refuse('line', `it is longer than ${MAX_LINE_BYTES} bytes`, 'Send one fact a line.');
}

function decoded(bytes: Buffer, first: boolean): Result<string, Refusal> {
  if (!isUtf8(bytes)) return refuse('line', 'it is not UTF-8', 'Write the lines in UTF-8.');
  const text = bytes.toString('utf8');
  return ok(first && text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
}
