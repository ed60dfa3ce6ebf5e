import { z } from 'zod';

/** A message as the gateway of the demonstration shows it. */
const message = z.object({ channel: z.string(), to: z.string(), text: z.string(), key: z.string() });
export const outboxAnswer = z.object({ messages: z.array(message) });
export type Sms = z.infer<typeof message>;

/** Keys of messages that were read; the gateway shows the newest 200. */
const REMEMBERED = 2_000;

/** The donors' telephones: each message rings once. */
export class Telephones {
  readonly #read = new Set<string>();

  /** The SMS that have come since the last look, the oldest first. */
  take(newestFirst: readonly Sms[]): readonly Sms[] {
    const fresh = newestFirst.filter(({ channel, key }) => channel === 'sms' && !this.#read.has(key)).toReversed();
    for (const { key } of fresh) this.#read.add(key);
    for (const key of this.#read) {
      if (this.#read.size <= REMEMBERED) break;
      this.#read.delete(key);
    }
    return fresh;
  }
}

/** The path of the link to sign, or to give. */
export function linkIn({ text }: Pick<Sms, 'text'>): string | undefined {
  return /\bhttps?:\/\/[^\s/]+(\/signature\/[\w-]+)/.exec(text)?.[1];
}

export function codeIn({ text }: Pick<Sms, 'text'>): string | undefined {
  return linkIn({ text }) === undefined ? /\b(\d{6})\b/.exec(text)?.[1] : undefined;
}
