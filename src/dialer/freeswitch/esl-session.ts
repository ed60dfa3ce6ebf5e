import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { CommandId, IdSource } from '../../kernel/id.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import type { EslRequest } from './command-builder.ts';
import type { EslAddress, EslConnection, EslEnd, EslReply, EslTransport } from './esl-connection.ts';
import { type EslEvent, field, numberField } from './esl-event.ts';
import { SUBSCRIBED } from './event-map.ts';
import { type Snapshot, takeSnapshot } from './snapshot.ts';

/** From being signed in to knowing which channels live. */
const PREPARE_TIMEOUT_MS = 30 * SECOND_MS;
/** Events that come while the channels are being asked for; they are told after the answer. */
const MAX_HELD_EVENTS = 20_000;
/** FreeSWITCH's heartbeat comes every 20 s (transcript 80): two missed ones, and events do not reach us any more. */
const HEARTBEAT_LOST_MS = 45 * SECOND_MS;
/** A question asked for the sake of its answer: a half-open socket is found within twice this. */
const PROBE_EVERY_MS = 10 * SECOND_MS;
/** A probe that was slower says too little about the server's clock. */
const GOOD_PROBE_MS = 50;

export interface SessionOptions {
  readonly clock: Clock;
  readonly transport: EslTransport;
  readonly address: EslAddress;
  /** For the jobs of our own questions. */
  readonly ids: IdSource;
}

export interface SessionHandlers {
  /** Subscribed and asked: commands may be sent from now on. */
  onUp(snapshot: Snapshot): void;
  onEvent(event: EslEvent, at: UtcMs): void;
  onJob(jobId: CommandId, text: string): void;
  onClose(end: EslEnd): void;
}

interface Question {
  readonly askedAt: number;
  readonly resolve: (answer: { text: string; coreUuid: string }) => void;
  readonly reject: (error: Error) => void;
}

/*
 * States of one connection to a switch:
 *   signing in -> preparing (subscribe, snapshot; events are held) -> up -> closed
 *   any -> closed, once
 */
export class EslSession {
  readonly #options: SessionOptions;
  readonly #handlers: SessionHandlers;
  readonly #connection: EslConnection;
  readonly #questions = new Map<string, Question>();
  #held: { readonly event: EslEvent; readonly at: UtcMs }[] | undefined = [];
  #closed = false;
  #cancelTimeout: Cancel = () => undefined;
  #heartbeatAt = Number.POSITIVE_INFINITY;
  #probedAt = 0;
  #clockOffsetMs = 0;

  constructor(options: SessionOptions, handlers: SessionHandlers) {
    this.#options = options;
    this.#handlers = handlers;
    this.#connection = options.transport.connect(options.address, {
      onReady: () => void this.#prepare(),
      onEvent: (event, at) => this.#take(event, at),
      onClose: (end) => this.#closedBy(end),
    });
  }

  /** How far the server's clock is ahead of ours, from the fastest probes; negative when it is behind. */
  get clockOffsetMs(): DurationMs {
    return this.#clockOffsetMs;
  }

  request(request: EslRequest, onReply: (reply: EslReply) => void): void {
    this.#connection.send(request.line, request.way === 'bgapi' ? { 'Job-UUID': request.jobId } : {}, onReply);
  }

  /** To be called about once a second. */
  watch(): void {
    const now = this.#options.clock.monotonic();
    if (this.#closed || this.#held !== undefined) return;
    for (const { askedAt } of this.#questions.values()) {
      if (now - askedAt < PROBE_EVERY_MS) continue;
      this.close({ kind: 'stuck', reason: `the switch has not answered for ${PROBE_EVERY_MS / SECOND_MS} s` });
      return;
    }
    if (now - this.#heartbeatAt >= HEARTBEAT_LOST_MS) {
      this.close({ kind: 'stuck', reason: `no HEARTBEAT for ${HEARTBEAT_LOST_MS / SECOND_MS} s` });
      return;
    }
    if (now - this.#probedAt < PROBE_EVERY_MS) return;
    this.#probedAt = now;
    // Its answer is the sign of life; a lost connection is told by `onClose`.
    this.#job('status').catch(() => undefined);
  }

  close(end: EslEnd): void {
    this.#connection.close(end);
  }

  async #prepare(): Promise<void> {
    const { clock } = this.#options;
    this.#cancelTimeout = clock.schedule(PREPARE_TIMEOUT_MS, () => {
      this.close({
        kind: 'stuck',
        reason: `the switch did not say within ${PREPARE_TIMEOUT_MS / SECOND_MS} s which channels live`,
      });
    });
    try {
      const subscribed = await this.#ask(`event json ${SUBSCRIBED.join(' ')}`);
      if (!/^\+OK.*json/.test(subscribed)) throw new Error('the switch refused the subscription to its events');
      this.#heartbeatAt = clock.monotonic();
      const snapshot = await takeSnapshot({ api: (line) => this.#ask(`api ${line}`), job: (line) => this.#job(line) });
      this.#becomeUp(snapshot);
    } catch (error) {
      if (this.#closed) return;
      this.close({ kind: 'malformed', reason: error instanceof Error ? error.message : String(error) });
    }
  }

  #becomeUp(snapshot: Snapshot): void {
    if (this.#closed) return;
    this.#cancelTimeout();
    this.#probedAt = this.#options.clock.monotonic();
    const held = this.#held ?? [];
    this.#held = undefined;
    this.#handlers.onUp(snapshot);
    for (const { event, at } of held) this.#handlers.onEvent(event, at);
  }

  #take(event: EslEvent, at: UtcMs): void {
    const name = field(event, 'Event-Name');
    if (name === 'BACKGROUND_JOB') {
      this.#takeJob(event, at);
      return;
    }
    if (name === 'HEARTBEAT') this.#heartbeatAt = this.#options.clock.monotonic();
    if (this.#held === undefined) this.#handlers.onEvent(event, at);
    else if (this.#held.length < MAX_HELD_EVENTS) this.#held.push({ event, at });
    else this.close({ kind: 'stuck', reason: `more than ${MAX_HELD_EVENTS} events before the list of channels` });
  }

  #takeJob(event: EslEvent, at: UtcMs): void {
    const jobId = field(event, 'Job-UUID') ?? '';
    const text = field(event, '_body') ?? '';
    const question = this.#questions.get(jobId);
    if (question === undefined) {
      // While the channels are asked for, only jobs of an earlier connection or of other clients can come.
      if (this.#held === undefined) this.#handlers.onJob(jobId as CommandId, text);
      return;
    }
    this.#questions.delete(jobId);
    this.#compareClocks(event, at, this.#options.clock.monotonic() - question.askedAt);
    question.resolve({ text, coreUuid: field(event, 'Core-UUID') ?? '' });
  }

  /** The event was stamped between question and answer. */
  #compareClocks(event: EslEvent, at: UtcMs, tookMs: DurationMs): void {
    const stamp = numberField(event, 'Event-Date-Timestamp');
    if (stamp !== undefined && tookMs <= GOOD_PROBE_MS)
      this.#clockOffsetMs = Math.round(stamp / 1000 - (at - tookMs / 2));
  }

  #ask(line: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#connection.send(line, {}, (reply) => {
        if (reply.kind === 'reply') resolve(reply.text);
        else reject(new Error(reply.reason));
      });
    });
  }

  #job(line: string): Promise<{ text: string; coreUuid: string }> {
    const jobId = this.#options.ids.next<'command'>();
    return new Promise((resolve, reject) => {
      this.#questions.set(jobId, { askedAt: this.#options.clock.monotonic(), resolve, reject });
      this.request({ way: 'bgapi', line: `bgapi ${line}`, jobId }, (reply) => {
        if (reply.kind === 'reply' && reply.text.startsWith('+OK')) return;
        this.#questions.delete(jobId);
        reject(
          new Error(
            reply.kind === 'lost' ? reply.reason : `the switch refused "${line}": ${reply.text.slice(0, 100).trim()}`,
          ),
        );
      });
    });
  }

  #closedBy(end: EslEnd): void {
    this.#closed = true;
    this.#cancelTimeout();
    this.#held = undefined;
    for (const { reject } of this.#questions.values()) reject(new Error(end.reason));
    this.#questions.clear();
    this.#handlers.onClose(end);
  }
}
