import { appendFile, open } from 'node:fs/promises';
import type { Message, MessageChannel } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Gateway } from './gateway.ts';

/** Messages of the outbox that are shown. */
export const OUTBOX_SHOWN = 200;
/** Of the file's end that is read for them. */
const TAIL_BYTES = 1024 * 1024;

export interface OutboxMessage {
  readonly at: number;
  readonly channel: MessageChannel;
  readonly to: string;
  readonly subject: string | null;
  readonly text: string;
  /** Name and size of what is attached. */
  readonly attachment: { readonly name: string; readonly bytes: number } | null;
  readonly key: string;
}

/** Stands in for gateways while things are tried out: nothing leaves this machine, and a person can read it. */
export interface Outbox extends Gateway {
  /** The newest first. */
  newest(): Promise<readonly OutboxMessage[]>;
}

/** One JSON line a message, in a file for its owner alone. */
export function fileOutbox(path: string, clock: Pick<Clock, 'now'>): Outbox {
  return {
    send: async (message) => {
      try {
        await appendFile(path, `${JSON.stringify(shown(message, clock.now()))}\n`, { mode: 0o600 });
        return { result: 'sent', reference: `outbox-${message.key}` };
      } catch (error) {
        return {
          result: 'not-taken',
          words: `${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? '?'})`,
        };
      }
    },
    newest: async () => {
      const text = await tailOf(path);
      return text
        .split('\n')
        .flatMap((line) => readLine(line))
        .slice(-OUTBOX_SHOWN)
        .reverse();
    },
  };
}

function shown({ channel, to, subject, text, attachment, key }: Message, at: number): OutboxMessage {
  return {
    at,
    channel,
    to,
    subject: subject ?? null,
    text,
    attachment: attachment === undefined ? null : { name: attachment.name, bytes: attachment.bytes.length },
    key,
  };
}

async function tailOf(path: string): Promise<string> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const bytes = Buffer.alloc(size - from);
    await file.read(bytes, 0, bytes.length, from);
    return bytes.toString('utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** The first line of a tail is cut, and one that is being written may be. */
function readLine(line: string): readonly OutboxMessage[] {
  if (!line.startsWith('{')) return [];
  try {
    return [JSON.parse(line) as OutboxMessage];
  } catch {
    return [];
  }
}
