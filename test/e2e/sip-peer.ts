import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What the far end of SIP over WebSocket needs to know of a password: its hash, as a switch is told. */
type HashOf = (user: string) => Promise<string | undefined>;

export interface SipMessage {
  /** `INVITE sip:…` or `SIP/2.0 200 OK`. */
  readonly start: string;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface Invitation {
  /** The session description the browser answered with. */
  readonly answer: string;
  /** Ends the call as the switch does. */
  bye(): void;
}

/** A small registrar that can call who has registered, over WebSocket (RFC 7118), with digest authentication (RFC 2617). */
export class SipPeer {
  readonly realm: string;
  readonly #server: WebSocketServer;
  readonly #hashOf: HashOf;
  readonly #contacts = new Map<string, { readonly socket: WebSocket; readonly contact: string }>();
  readonly #waiting: {
    readonly fits: (message: SipMessage) => boolean;
    readonly take: (message: SipMessage) => void;
  }[] = [];
  readonly received: SipMessage[] = [];
  /** Answers what a browser offers in a call that is up. */
  onOffer: ((sdp: string) => Promise<string>) | undefined;
  /** How long a registration holds. */
  expiresS = 120;

  private constructor(server: WebSocketServer, realm: string, hashOf: HashOf) {
    this.#server = server;
    this.realm = realm;
    this.#hashOf = hashOf;
    server.on('connection', (socket) =>
      socket.on('message', (data: Buffer) => {
        const text = data.toString();
        if (text.trim() !== '') void this.#take(socket, parse(text));
      }),
    );
  }

  static async open(realm: string, hashOf: HashOf): Promise<SipPeer> {
    const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'sip' });
    await once(server, 'listening');
    return new SipPeer(server, realm, hashOf);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that are open. */
  get sockets(): number {
    return this.#server.clients.size;
  }

  get registered(): string[] {
    return [...this.#contacts.keys()];
  }

  /** The next message that fits, or one that has come before. */
  message(fits: (message: SipMessage) => boolean): Promise<SipMessage> {
    const before = this.received.find(fits);
    if (before !== undefined) return Promise.resolve(before);
    return new Promise((take) => this.#waiting.push({ fits, take }));
  }

  /** Calls a registered user, and confirms the answer. */
  async invite(user: string, offer: string): Promise<Invitation> {
    const line = this.#contacts.get(user);
    if (line === undefined) throw new Error(`${user} has not registered`);
    const callId = randomUUID();
    const from = `<sip:foyer@${this.realm}>;tag=${callId.slice(0, 8)}`;
    const request = (method: string, cseq: number, to: string, body = '') =>
      line.socket.send(
        compose(
          `${method} ${line.contact} SIP/2.0`,
          {
            Via: `SIP/2.0/WS 127.0.0.1;branch=z9hG4bK${randomUUID()}`,
            'Max-Forwards': '70',
            From: from,
            To: to,
            'Call-ID': callId,
            CSeq: `${cseq} ${method}`,
            Contact: `<sip:foyer@127.0.0.1;transport=ws>`,
            ...(body === '' ? {} : { 'Content-Type': 'application/sdp' }),
          },
          body,
        ),
      );
    const answered = this.message(
      ({ start, headers }) =>
        headers.get('call-id') === callId && /^SIP\/2\.0 [2-6]/.test(start) && headers.get('cseq') === '1 INVITE',
    );
    request('INVITE', 1, `<sip:${user}@${this.realm}>`, offer);
    const answer = await answered;
    if (!answer.start.startsWith('SIP/2.0 200')) throw new Error(`the call was not taken: ${answer.start}`);
    const to = answer.headers.get('to') ?? '';
    request('ACK', 1, to);
    return { answer: answer.body, bye: () => request('BYE', 2, to) };
  }

  async close(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #take(socket: WebSocket, message: SipMessage): Promise<void> {
    this.received.push(message);
    for (const waiting of [...this.#waiting]) {
      if (!waiting.fits(message)) continue;
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.take(message);
    }
    if (message.start.startsWith('REGISTER ')) await this.#register(socket, message);
    else if (message.start.startsWith('BYE ')) socket.send(reply(message, '200 OK'));
    else if (message.start.startsWith('INVITE ') && this.onOffer !== undefined) {
      const answer = await this.onOffer(message.body);
      const about = { 'Content-Type': 'application/sdp', Contact: '<sip:foyer@127.0.0.1;transport=ws>' };
      socket.send(reply(message, '200 OK', about, answer));
    }
  }

  async #register(socket: WebSocket, message: SipMessage): Promise<void> {
    const user = /sip:([^@>]+)@/.exec(message.headers.get('to') ?? '')?.[1] ?? '';
    const given = message.headers.get('authorization');
    if (given === undefined) {
      const challenge = `Digest realm="${this.realm}", nonce="${randomUUID()}", algorithm=MD5, qop="auth"`;
      socket.send(reply(message, '401 Unauthorized', { 'WWW-Authenticate': challenge }));
      return;
    }
    const hash = await this.#hashOf(user);
    if (hash === undefined || !answersChallenge(given, hash)) {
      socket.send(reply(message, '403 Forbidden'));
      return;
    }
    const contact = message.headers.get('contact') ?? '';
    this.#contacts.set(user, { socket, contact: /<([^>]+)>/.exec(contact)?.[1] ?? '' });
    socket.send(reply(message, '200 OK', { Contact: `${contact.split(';expires')[0]};expires=${this.expiresS}` }));
  }
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex');

function answersChallenge(authorization: string, hash: string): boolean {
  const field = (name: string) => new RegExp(`\\b${name}="?([^",]+)`).exec(authorization)?.[1] ?? '';
  const rest = [field('nonce'), field('nc'), field('cnonce'), field('qop'), md5(`REGISTER:${field('uri')}`)];
  return field('response') === md5([hash, ...rest].join(':'));
}

function parse(text: string): SipMessage {
  const end = text.indexOf('\r\n\r\n');
  const [start = '', ...lines] = text.slice(0, end).split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const [name = '', ...value] = line.split(':');
    headers.set(name.trim().toLowerCase(), value.join(':').trim());
  }
  return { start, headers, body: text.slice(end + 4) };
}

function reply({ headers }: SipMessage, status: string, more: Record<string, string> = {}, body = ''): string {
  const of = (name: string) => headers.get(name) ?? '';
  return compose(
    `SIP/2.0 ${status}`,
    {
      Via: of('via'),
      From: of('from'),
      // A request within a dialog has its tag already.
      To: of('to').includes(';tag=') ? of('to') : `${of('to')};tag=peer`,
      'Call-ID': of('call-id'),
      CSeq: of('cseq'),
      ...more,
    },
    body,
  );
}

function compose(start: string, headers: Record<string, string>, body = ''): string {
  const lines = Object.entries({ ...headers, 'Content-Length': String(Buffer.byteLength(body)) });
  return [start, ...lines.map(([name, value]) => `${name}: ${value}`), '', body].join('\r\n');
}
