import process from 'node:process';
import type { Readable, Writable } from 'node:stream';
import { LineSplitter, paceSession, type RawLine } from '../pacing/protocol/index.ts';
import { CommandError, EXIT } from './exit-code.ts';

/**
 * The pacing as a filter (docs/pacing-protocol.md): each line of stdin is taken when it comes, each `decide` answered
 * before the next line is read. Ends with its input, and without a word when nobody reads its answers any more.
 */
export async function pace(): Promise<number> {
  const session = paceSession();
  const answers = writer(process.stdout);
  for await (const line of linesOf(process.stdin)) {
    const answer = session.read(line);
    if (answer !== undefined && !(await answers.write(`${answer}\n`))) break;
  }
  return EXIT.ok;
}

async function* linesOf(input: Readable): AsyncGenerator<RawLine> {
  const splitter = new LineSplitter();
  try {
    for await (const chunk of input) yield* splitter.push(chunk as Buffer);
  } catch (error) {
    throw new CommandError(`stdin could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  yield* splitter.end();
}

/** `write` resolves to false once the reader is gone. */
function writer(output: Writable): { write(text: string): Promise<boolean> } {
  let lost: NodeJS.ErrnoException | undefined;
  output.on('error', (error) => {
    lost = error;
  });
  return {
    async write(text) {
      if (lost === undefined && !output.write(text)) await writable(output);
      if (lost === undefined) return true;
      if (lost.code === 'EPIPE') return false;
      throw new CommandError(`stdout could not be written: ${lost.message}`);
    },
  };
}

/** Resolves when there is room again, or when there never will be. */
function writable(output: Writable): Promise<void> {
  const events = ['drain', 'error', 'close'] as const;
  return new Promise((resolve) => {
    const done = (): void => {
      for (const event of events) output.off(event, done);
      resolve();
    };
    for (const event of events) output.once(event, done);
  });
}
