import { createServer, type Server, type Socket } from 'node:net';
import { frame, jsonFrame } from './transcript.ts';

/** A command as it came over the wire. */
export interface WireCommand {
  readonly line: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface ScriptedOptions {
  readonly password?: string;
  /** Answers a command with these bytes; undefined: as below. */
  readonly answer?: (command: WireCommand, peer: Peer) => string | undefined;
}

/** One client. */
export interface Peer {
  readonly socket: Socket;
  write(bytes: string | Buffer): void;
}

const reply = (text: string): string => `Content-Type: command/reply\nReply-Text: ${text}\n\n`;

/**
 * The least that a client of the event socket needs, with every answer in the test's hands: what the recorded bytes do to
 * the adapter is tried with it, not how a switch behaves.
 */
export class ScriptedSwitch {
  coreUuid = '408edc75-75aa-48a6-8492-c49e77c9ee4f';
  channels: Readonly<Record<string, string>>[] = [];
  bridges: Readonly<Record<string, string>>[] = [];
  roles: Readonly<Record<string, string>> = {};
  /** Commands after sign-in, without the adapter's own questions. */
  readonly commands: WireCommand[] = [];
  readonly peers = new Set<Peer>();
  /** The server's clock, UTC ms; undefined: its jobs carry no stamp. */
  clock: (() => number) | undefined;
  /** Takes commands and says nothing: a half-open connection. */
  mute = false;
  connections = 0;
  readonly #options: ScriptedOptions;
  readonly #server: Server;
  readonly #waiters: { matches: (command: WireCommand) => boolean; resolve: (command: WireCommand) => void }[] = [];

  constructor(options: ScriptedOptions = {}) {
    this.#options = options;
    this.#server = createServer((socket) => this.#welcome(socket));
  }

  listen(port = 0): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, '127.0.0.1', () => {
        const address = this.#server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** Loses every connection without a word. */
  cut(): void {
    for (const { socket } of this.peers) socket.destroy();
    this.peers.clear();
  }

  send(bytes: string | Buffer): void {
    for (const peer of this.peers) peer.write(bytes);
  }

  tell(...events: readonly Readonly<Record<string, unknown>>[]): void {
    this.send(events.map(jsonFrame).join(''));
  }

  tellJob(jobId: string, text: string): void {
    this.tell(this.#job(jobId, text));
  }

  /** The first such command, sent already or to come. */
  until(matches: (command: WireCommand) => boolean): Promise<WireCommand> {
    const sent = this.commands.find(matches);
    if (sent !== undefined) return Promise.resolve(sent);
    return new Promise((resolve) => {
      this.#waiters.push({ matches, resolve });
    });
  }

  #welcome(socket: Socket): void {
    this.connections++;
    socket.setNoDelay(true);
    const peer: Peer = { socket, write: (bytes) => void socket.write(bytes) };
    this.peers.add(peer);
    let text = '';
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('utf8');
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const [line = '', ...rest] = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        this.#take(
          { line, headers: Object.fromEntries(rest.map((each) => each.split(': ') as [string, string])) },
          peer,
        );
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.peers.delete(peer));
    peer.write('Content-Type: auth/request\n\n');
  }

  #take(command: WireCommand, peer: Peer): void {
    if (this.mute) return;
    const scripted = this.#options.answer?.(command, peer);
    if (scripted !== undefined) peer.write(scripted);
    else this.#answer(command, peer);
  }

  #answer({ line, headers }: WireCommand, peer: Peer): void {
    const [verb = '', ...rest] = line.split(' ');
    const jobId = headers['Job-UUID'] ?? '';
    switch (verb) {
      case 'auth':
        if (rest.join(' ') === (this.#options.password ?? 'secret')) peer.write(reply('+OK accepted'));
        else peer.socket.end(`${reply('-ERR invalid')}${frame('text/disconnect-notice', 'Disconnected, goodbye.\n')}`);
        return;
      case 'event':
        peer.write(reply('+OK event listener enabled json'));
        return;
      case 'bgapi':
        peer.write(`${reply(`+OK Job-UUID: ${jobId}`).slice(0, -1)}Job-UUID: ${jobId}\n\n`);
        this.#background(rest.join(' '), jobId, { line, headers }, peer);
        return;
      case 'api':
        if (rest[0] === 'uuid_getvar') {
          peer.write(frame('api/response', this.roles[rest[1] ?? ''] ?? '_undef_'));
          return;
        }
        peer.write(frame('api/response', '+OK\n'));
        this.#heard({ line, headers });
        return;
      default:
        peer.write(reply('-ERR command not found'));
    }
  }

  #background(text: string, jobId: string, command: WireCommand, peer: Peer): void {
    const rows = (list: readonly unknown[]): string =>
      JSON.stringify(list.length === 0 ? { row_count: 0 } : { row_count: list.length, rows: list });
    const answers: Readonly<Record<string, () => string>> = {
      status: () => 'UP 0 years\n',
      'show channels as json': () => rows(this.channels),
      'show bridged_calls as json': () => rows(this.bridges),
    };
    const answer = answers[text];
    if (answer === undefined) this.#heard(command);
    else peer.write(jsonFrame(this.#job(jobId, answer())));
  }

  #job(jobId: string, text: string): Readonly<Record<string, string>> {
    return {
      ...(this.clock === undefined ? {} : { 'Event-Date-Timestamp': String(this.clock() * 1_000) }),
      'Event-Name': 'BACKGROUND_JOB',
      'Core-UUID': this.coreUuid,
      'Job-UUID': jobId,
      'Content-Length': String(text.length),
      _body: text,
    };
  }

  #heard(command: WireCommand): void {
    this.commands.push(command);
    for (const waiter of [...this.#waiters]) {
      if (!waiter.matches(command)) continue;
      this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
      waiter.resolve(command);
    }
  }
}
