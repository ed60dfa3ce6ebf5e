import { connect, type Socket } from 'node:net';

const NOTHING = Buffer.alloc(0);
const END_OF_HEAD = Buffer.from('\n\n');

export interface BareAddress {
  readonly host: string;
  readonly port: number;
  readonly password: string;
}

type OnEvent = (event: Readonly<Record<string, string>>, body: Buffer) => void;

/**
 * What the ratios of the benches compare with: the least that can be called a client of the event socket. It frames,
 * parses events with JSON.parse, and hands replies out in order. No limits, no time-outs, no reconnection, no logic.
 */
export class BareClient {
  readonly #socket: Socket;
  readonly #replies: ((text: string) => void)[] = [];
  readonly #onEvent: OnEvent;
  #rest: Buffer = NOTHING;

  private constructor(socket: Socket, onEvent: OnEvent) {
    this.#socket = socket;
    this.#onEvent = onEvent;
    socket.setNoDelay(true);
    socket.on('data', (bytes: Buffer) => this.#read(bytes));
    socket.on('error', (error) => {
      throw error;
    });
  }

  static async open(address: BareAddress, onEvent: OnEvent = () => undefined): Promise<BareClient> {
    const client = new BareClient(connect(address.port, address.host), onEvent);
    await new Promise<void>((resolve) => client.#replies.push(() => resolve()));
    await client.ask(`auth ${address.password}`);
    return client;
  }

  ask(command: string): Promise<string> {
    return new Promise((resolve) => {
      this.#replies.push(resolve);
      this.#socket.write(`${command}\n\n`);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(bytes: Buffer): void {
    const all = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    let from = 0;
    for (;;) {
      const end = all.indexOf(END_OF_HEAD, from);
      if (end === -1) break;
      const head = all.toString('latin1', from, end);
      const length = Number(/Content-Length: ?(\d+)/.exec(head)?.[1] ?? 0);
      const bodyFrom = end + 2;
      if (all.length < bodyFrom + length) break;
      from = bodyFrom + length;
      if (head.includes('text/event-json')) this.#event(all.subarray(bodyFrom, from));
      else
        this.#replies.shift()?.(
          length > 0 ? all.toString('utf8', bodyFrom, from) : (/Reply-Text: (.*)/.exec(head)?.[1] ?? ''),
        );
    }
    this.#rest = from === all.length ? NOTHING : all.subarray(from);
  }

  #event(body: Buffer): void {
    this.#onEvent(JSON.parse(body.toString()) as Record<string, string>, body);
  }
}
