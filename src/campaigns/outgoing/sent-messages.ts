import type { UtcMs } from '../../kernel/time.ts';
import type { MessageChannel } from '../promise/message-port.ts';

export type MessageClaim =
  /** Nobody has sent it: it is yours, and nobody else's. */
  | { readonly state: 'yours' }
  | { readonly state: 'sent'; readonly reference: string }
  /** Somebody began to and was cut off: it may have left. */
  | { readonly state: 'begun' };

/** Remembers which messages have left, beyond a restart. Keys are no personal data. */
export interface SentMessages {
  claim(key: string, channel: MessageChannel, at: UtcMs): Promise<MessageClaim>;
  /** It left. */
  settle(key: string, reference: string): Promise<void>;
  /** It certainly did not leave. */
  release(key: string): Promise<void>;
}
