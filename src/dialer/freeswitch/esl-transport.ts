import type { Socket } from 'node:net';
import { Connection } from 'freeswitch-esl';
import type { Cancel, Clock } from '../../kernel/clock.ts';
import { invariant } from '../../kernel/invariant.ts';
import { SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type {
  EslAddress,
  EslConnection,
  EslEnd,
  EslHandlers,
  EslMeter,
  EslReply,
  EslTransport,
} from './esl-connection.ts';
import { readEvent } from './esl-event.ts';
import { type EslHeaders, MAX_HEADER_BYTES, readHeaders } from './esl-headers.ts';

/** From the first packet to being signed in. */
const CONNECT_TIMEOUT_MS = 10 * SECOND_MS;
/** Commands that wait for their reply on one connection. */
const MAX_OPEN_REQUESTS = 10_000;
/** Bytes the switch has not taken from us yet: beyond it, it does not read any more. */
const MAX_UNSENT_BYTES = 8 * 1024 * 1024;
/** TCP keep-alive, as a second line behind the watch of the connection's owner. */
const KEEP_ALIVE_MS = 30 * SECOND_MS;

/** What we touch inside freeswitch-esl 2.0.0; `esl-transport.test.ts` pins that it is there. */
interface Inside {
  socket: Socket;
  parser: InsideParser;
  auth: () => void;
  sendRecv(line: string, headers: Readonly<Record<string, string>> | null, onReply: (event: ReplyEvent) => void): void;
}

interface InsideParser {
  buffer: Buffer;
  bodyLen: number;
  _parseHeaderText: (text: string) => EslHeaders;
  _parseEvent: (headers: EslHeaders, body?: string) => void;
}

interface ReplyEvent {
  getHeader(name: string): unknown;
  getBody(): string;
}

interface Request {
  readonly onReply: (reply: EslReply) => void;
}

const NOTHING = Buffer.alloc(0);
const UNSAFE = /[\r\n\0]/;

/** The event socket through the package freeswitch-esl, tamed; the only file that knows it. */
export function eslTransport(clock: Clock, meter: EslMeter = {}): EslTransport {
  return { connect: (address, handlers) => new TamedConnection(clock, meter, address, handlers) };
}

/**
 * One use of the package's Connection. What is kept: its socket, framing and queue of reply callbacks. What is replaced,
 * each for a reason seen in its source:
 * - header decoder: throws on a lone `%`, which ends the process; knows no limits;
 * - frames: events by-pass its Event class (linear search for each of 150 fields) and its wildcard emitter, and other
 *   kinds than those we asked for are refused (its XML branch throws on rubbish);
 * - replies of `api` have their own queue, out of step as soon as the switch refuses one with a `command/reply`: they are
 *   handed to it as `command/reply`, so that one queue holds every request in order;
 * - sign-in: subscribes to events on its own and repeats itself when asked twice.
 */
class TamedConnection implements EslConnection {
  readonly #clock: Clock;
  readonly #meter: EslMeter;
  readonly #address: EslAddress;
  readonly #handlers: EslHandlers;
  readonly #connection: Inside;
  readonly #socket: Socket;
  readonly #open = new Set<Request>();
  readonly #cancelTimeout: Cancel;
  #parser: InsideParser | undefined;
  #arrivedAt: UtcMs = 0;
  #askedToSignIn = false;
  #ended = false;

  constructor(clock: Clock, meter: EslMeter, address: EslAddress, handlers: EslHandlers) {
    this.#clock = clock;
    this.#meter = meter;
    this.#address = address;
    this.#handlers = handlers;
    const connection = new Connection();
    this.#connection = connection as unknown as Inside;
    this.#connection.auth = () => this.#signIn();
    connection.on('error', (error: NodeJS.ErrnoException) => this.#fail(error));
    connection.on('esl::connect', () => this.#tame(this.#connection.parser));
    // It insists on a password; the real one is only given to `signIn`.
    connection.initializeInbound({ host: address.host, port: address.port, password: 'see signIn' });
    this.#socket = this.#connection.socket;
    this.#socket.setNoDelay(true);
    this.#socket.setKeepAlive(true, KEEP_ALIVE_MS);
    // Before the parser's own listener, which is added when the connection is made.
    this.#socket.on('data', (bytes: Buffer) => this.#arrived(bytes));
    this.#socket.on('end', () => this.#end({ kind: 'lost', reason: 'the switch closed the connection' }, 'now'));
    this.#socket.on('close', () => this.#end({ kind: 'lost', reason: 'the connection was lost' }, 'now'));
    this.#cancelTimeout = clock.schedule(CONNECT_TIMEOUT_MS, () => {
      this.#end({ kind: 'unreachable', reason: `no sign-in within ${CONNECT_TIMEOUT_MS / SECOND_MS} s` }, 'now');
    });
  }

  send(line: string, headers: Readonly<Record<string, string>>, onReply: (reply: EslReply) => void): void {
    invariant(!UNSAFE.test(line), 'a command of one line');
    for (const name in headers) invariant(!UNSAFE.test(name + headers[name]), 'a header of one line');
    if (this.#ended) {
      onReply({ kind: 'lost', reason: 'the connection is closed' });
      return;
    }
    if (this.#open.size >= MAX_OPEN_REQUESTS) {
      onReply({ kind: 'lost', reason: `${MAX_OPEN_REQUESTS} commands wait for a reply already` });
      return;
    }
    const request: Request = { onReply };
    this.#open.add(request);
    // One packet instead of one a line.
    this.#socket.cork();
    this.#connection.sendRecv(line, headers, (event) => this.#settle(request, event));
    this.#socket.uncork();
    this.#meter.onBytesOut?.(this.#clock.monotonic(), line);
    if (this.#socket.writableLength > MAX_UNSENT_BYTES) {
      this.#end({ kind: 'stuck', reason: `the switch has left ${MAX_UNSENT_BYTES} bytes unread` }, 'now');
    }
  }

  close(end: EslEnd): void {
    this.#end(end, 'after-writing');
  }

  #tame(parser: InsideParser): void {
    this.#parser = parser;
    const parseReply = parser._parseEvent;
    parser._parseHeaderText = (text) => this.#headers(text);
    parser._parseEvent = (headers, body) =>
      this.#frame(headers, body ?? '', (head) => parseReply.call(parser, head, body));
  }

  #arrived(bytes: Buffer): void {
    this.#arrivedAt = this.#clock.now();
    this.#meter.onBytesIn?.(this.#clock.monotonic(), bytes);
    const parser = this.#parser;
    // An unfinished header block is scanned from its start with every packet.
    if (parser !== undefined && parser.bodyLen === 0 && parser.buffer.length > MAX_HEADER_BYTES) {
      this.#malformed(`a header block longer than ${MAX_HEADER_BYTES} bytes`);
    }
  }

  #headers(text: string): EslHeaders {
    if (this.#ended) return {};
    const headers = readHeaders(text);
    if (headers.ok) return headers.value;
    this.#malformed(headers.error);
    return {};
  }

  #frame(headers: EslHeaders, body: string, parseReply: (headers: EslHeaders) => void): void {
    if (this.#ended) return;
    const type = headers['Content-Type'];
    switch (type) {
      case 'text/event-json':
        this.#event(body);
        return;
      case 'command/reply':
      case 'api/response':
        if (this.#open.size === 0) this.#malformed('a reply to no command');
        else parseReply({ ...headers, 'Content-Type': 'command/reply' });
        return;
      case 'auth/request':
        parseReply(headers);
        return;
      case 'text/disconnect-notice':
        this.#end({ kind: 'notice', reason: firstLine(body) }, 'now');
        return;
      case 'text/rude-rejection':
        this.#end({ kind: 'not-allowed', reason: 'refused by the access list of the event socket' }, 'now');
        return;
      case 'log/data':
        return;
      default:
        this.#malformed('a frame of an unknown type');
    }
  }

  #event(body: string): void {
    const event = readEvent(body);
    if (event === undefined) this.#malformed('an event that is not a JSON object');
    else this.#handlers.onEvent(event, this.#arrivedAt);
  }

  #settle(request: Request, event: ReplyEvent): void {
    if (!this.#open.delete(request)) return;
    const head = event.getHeader('Reply-Text');
    request.onReply({ kind: 'reply', text: event.getBody() || (typeof head === 'string' ? head : '') });
  }

  #signIn(): void {
    if (this.#askedToSignIn) return;
    this.#askedToSignIn = true;
    const { user, password } = this.#address;
    const line = user === undefined ? `auth ${password}` : `userauth ${user}:${password}`;
    this.send(line, {}, (reply) => {
      if (reply.kind === 'lost') return;
      if (!reply.text.startsWith('+OK')) {
        this.#end({ kind: 'wrong-password', reason: 'the switch refused the password' }, 'now');
        return;
      }
      this.#cancelTimeout();
      this.#handlers.onReady();
    });
  }

  #malformed(what: string): void {
    this.#end({ kind: 'malformed', reason: `the switch sent ${what}` }, 'now');
  }

  #fail(error: NodeJS.ErrnoException): void {
    const unreachable = this.#parser === undefined;
    this.#end({ kind: unreachable ? 'unreachable' : 'lost', reason: error.code ?? error.message }, 'now');
  }

  #end(end: EslEnd, when: 'now' | 'after-writing'): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#cancelTimeout();
    // Stops the parser's loop over what has arrived already, and lets it see nothing more.
    if (this.#parser !== undefined) Object.assign(this.#parser, { buffer: NOTHING, bodyLen: 0 });
    this.#socket.removeAllListeners('data').resume();
    if (when === 'now') this.#socket.destroy();
    else this.#socket.destroySoon();
    const open = [...this.#open];
    this.#open.clear();
    for (const { onReply } of open) onReply({ kind: 'lost', reason: end.reason });
    this.#handlers.onClose(end);
  }
}

function firstLine(text: string): string {
  return text.slice(0, 200).split('\n')[0]?.trim() || 'disconnected';
}
