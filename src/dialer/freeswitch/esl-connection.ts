import type { UtcMs } from '../../kernel/time.ts';
import type { EslEvent } from './esl-event.ts';

/** Where an event socket listens, and how to sign in. The password is never part of a message or log line. */
export interface EslAddress {
  readonly host: string;
  readonly port: number;
  /** Undefined: the event socket's own password (`auth`); else a directory user's (`userauth`). */
  readonly user: string | undefined;
  readonly password: string;
}

/** What came back: the text of a reply, or nothing and never will. */
export type EslReply =
  | { readonly kind: 'reply'; readonly text: string }
  | { readonly kind: 'lost'; readonly reason: string };

/** Why a connection is over. */
export type EslEndKind =
  /** Nobody listens there, or the name is unknown. */
  | 'unreachable'
  /** The access list of the event socket does not have our address. */
  | 'not-allowed'
  | 'wrong-password'
  /** The switch said goodbye. */
  | 'notice'
  /** It does not speak the protocol, or sends more than is allowed. */
  | 'malformed'
  /** It does not answer, or does not read. */
  | 'stuck'
  | 'lost'
  /** By our own `close`. */
  | 'closed';

export interface EslEnd {
  readonly kind: EslEndKind;
  readonly reason: string;
}

export interface EslHandlers {
  /** Signed in. */
  onReady(): void;
  /** `arrivedAt`: when its last bytes were read from the socket. */
  onEvent(event: EslEvent, arrivedAt: UtcMs): void;
  /** Exactly once, after every open request has been told that its reply is lost. */
  onClose(end: EslEnd): void;
}

/** One TCP connection; a new one is made for every attempt, so nothing of an old one can leak into it. */
export interface EslConnection {
  /**
   * Sends one command line with its header lines. Replies come in the order of the commands; `onReply` is called exactly
   * once. A CR, LF or NUL in the line or in a header is a programmer's error and throws.
   */
  send(line: string, headers: Readonly<Record<string, string>>, onReply: (reply: EslReply) => void): void;
  /** Ends it with this reason; what was sent before still leaves. */
  close(end: EslEnd): void;
}

/** The seam behind which any client of the event socket may stand. */
export interface EslTransport {
  connect(address: EslAddress, handlers: EslHandlers): EslConnection;
}

/** Stamps for benchmarks: bytes read, and a command handed to the operating system; monotonic ms. */
export interface EslMeter {
  onBytesIn?(atMonotonic: number, bytes: Uint8Array): void;
  onBytesOut?(atMonotonic: number, line: string): void;
}
