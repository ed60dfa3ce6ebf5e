import type { SwitchEvent } from '../switch/switch-event.ts';
import { type ClientCommand, CommandReader } from './command-reader.ts';
import { jsonFrame, plainFrame, type RenderedEvent } from './render.ts';
import { type Connection, runCommand } from './run-command.ts';
import type { EslServerState } from './server-state.ts';
import { noSubscription, passes, type Subscription, wantsName, wantsVerbose } from './subscription.ts';

/** Where the bytes go: a socket, or a test. */
export interface Wire {
  write(text: string): void;
  /** Sends what is left and closes. */
  end(): void;
  /** Bytes written and not yet taken by the other side. */
  backlog(): number;
  /** Closes at once. */
  destroy(): void;
}

/** Unread bytes at which further events are lost to this client. */
const MAX_BACKLOG_BYTES = 8 * 1024 * 1024;
/** FreeSWITCH gives a client up after so many lost events. */
const MAX_LOST_EVENTS = 500;
/** Events and commands kept while a blocking `api` runs. */
const MAX_HELD = 100_000;

export const GOODBYE = 'Disconnected, goodbye.\nSee you at ClueCon! http://www.cluecon.com/\n';

/** One client of the event socket, from its greeting to its end. Replies and events share one ordered stream. */
export class EslConnection implements Connection {
  readonly server: EslServerState;
  readonly subscription: Subscription = noSubscription();
  authorised = false;
  readonly #wire: Wire;
  readonly #reader = new CommandReader();
  #waiting: ClientCommand[] = [];
  #held: string[] = [];
  /** An `api` runs: nothing else is read or told meanwhile (T1). */
  #blocked = false;
  #lost = 0;
  #ended = false;
  #verbose = false;

  constructor(server: EslServerState, wire: Wire) {
    this.server = server;
    this.#wire = wire;
  }

  greet(): void {
    this.#write('Content-Type: auth/request\n\n');
  }

  /** Not on the access list: no greeting at all (transcript 77). */
  reject(): void {
    this.#write('Content-Type: text/rude-rejection\nContent-Length: 24\n\nAccess Denied, go away.\n');
    this.hangUp();
  }

  receive(chunk: Buffer): void {
    if (this.#ended) return;
    const commands = this.#reader.push(chunk);
    if (commands === undefined) {
      this.close();
      return;
    }
    this.server.stamps?.bytesArrived(commands);
    this.#waiting.push(...commands);
    this.#work();
  }

  #work(): void {
    while (!this.#blocked && !this.#ended) {
      const command = this.#waiting.shift();
      if (command === undefined) return;
      runCommand(this, command);
    }
  }

  reply(text: string, more = ''): void {
    this.#write(`Content-Type: command/reply\nReply-Text: ${text}\n${more}\n`);
  }

  block(run: (answer: (text: string) => void) => void): void {
    this.#blocked = true;
    run((text) => {
      if (this.#ended) return;
      this.#write(`Content-Type: api/response\nContent-Length: ${Buffer.byteLength(text)}\n\n${text}`);
      this.#blocked = false;
      // The commands that came meanwhile are answered first, then what happened (transcript 65).
      this.#work();
      this.#release();
    });
  }

  #release(): void {
    if (this.#blocked) return;
    const held = this.#held;
    this.#held = [];
    for (const frame of held) this.#write(frame);
  }

  wants(name: string, subclass: string | undefined): boolean {
    return this.authorised && !this.#ended && wantsName(this.subscription, name, subclass);
  }

  event(event: RenderedEvent): void {
    if (!passes(this.subscription, event)) return;
    const frame = this.subscription.format === 'json' ? jsonFrame(event) : plainFrame(event);
    if (this.#blocked) {
      if (this.#held.length < MAX_HELD) this.#held.push(frame);
      else this.#lose();
    } else if (this.#wire.backlog() > MAX_BACKLOG_BYTES) this.#lose();
    else {
      this.#write(frame);
      if (event.name === 'CHANNEL_ANSWER' && event.uuid !== undefined) this.server.stamps?.answerWritten(event.uuid);
    }
  }

  /** `myevents` ends with its leg, before the leg's CHANNEL_HANGUP_COMPLETE (transcript 74). */
  afterEvent(event: SwitchEvent): void {
    const { only } = this.subscription;
    if (
      only === undefined ||
      event.kind !== 'channel' ||
      event.name !== 'CHANNEL_HANGUP' ||
      event.channel.uuid !== only
    )
      return;
    this.#write(
      `Content-Type: text/disconnect-notice\nControlled-Session-UUID: ${only}\nContent-Disposition: disconnect\nContent-Length: ${GOODBYE.length}\n\n${GOODBYE}`,
    );
    this.close();
  }

  #lose(): void {
    this.#lost++;
    if (this.#lost <= MAX_LOST_EVENTS) return;
    this.#ended = true;
    this.subscriptionChanged();
    this.server.forget(this);
    this.#wire.destroy();
  }

  /** Tells the switch whether this client wants the events that are made on demand. */
  subscriptionChanged(): void {
    const verbose = !this.#ended && wantsVerbose(this.subscription);
    if (verbose === this.#verbose) return;
    this.#verbose = verbose;
    this.server.model.verbose += verbose ? 1 : -1;
  }

  /** A notice, then the end. */
  hangUp(notice: string = GOODBYE): void {
    this.#write(`Content-Type: text/disconnect-notice\nContent-Length: ${Buffer.byteLength(notice)}\n\n${notice}`);
    this.close();
  }

  close(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.subscriptionChanged();
    this.server.forget(this);
    this.#wire.end();
  }

  #write(text: string): void {
    if (!this.#ended) this.#wire.write(text);
  }
}
