import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CommandError } from './exit-code.ts';
import { reason } from './open-store.ts';

/** What has no line end by then is taken as it stands. */
const LINE_MAXIMUM = 1024 * 1024;

/** A text file line by line, never held as a whole; `done` gives the SHA-256 of what was read. */
export async function eachLine(path: string, take: (line: string) => void): Promise<{ readonly hash: string }> {
  const hash = createHash('sha256');
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) take(withoutReturn(line));
      if (rest.length > LINE_MAXIMUM) {
        take(rest);
        rest = '';
      }
    }
  } catch (error) {
    throw new CommandError(`${path} cannot be read (${reason(error)}): name an existing text or CSV file.`);
  }
  if (rest !== '') take(withoutReturn(rest));
  return { hash: hash.digest('hex') };
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
