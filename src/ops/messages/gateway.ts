import type { Message } from '../../campaigns/index.ts';

/**
 * How one try ended. `unknown`: it may have left; a second try could be a second message, so there is none.
 * The words never quote the message or whom it is for.
 */
export type Tried =
  | { readonly result: 'sent'; readonly reference: string }
  | { readonly result: 'not-taken' | 'refused' | 'unknown'; readonly words: string };

/** One way by which messages leave. Rejects never. */
export interface Gateway {
  send(message: Message): Promise<Tried>;
}
