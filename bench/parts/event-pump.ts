import { randomUUID } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/*
 * A process that speaks just enough of the event socket to be connected to, and then sends leg events at a steady rate.
 * Messages in: the events, then { rate } to begin and { rate: 0 } to stop. Out: { port }, { sent, worstBacklog }.
 */
export interface PumpOrder {
  readonly bodies?: readonly string[];
  readonly rate?: number;
}

export type PumpWord = { readonly port: number } | { readonly sent: number; readonly worstBacklog: number };

/** So many different legs take turns. */
const LEGS = 30;
const TICK_MS = 2;
const STAMP = '"Event-Date-Timestamp":"';
const STAMP_LENGTH = 16;

interface Frame {
  readonly bytes: Buffer;
  readonly stampAt: number;
}

let frames: Frame[] = [];
let socket: Socket | undefined;
let timer: NodeJS.Timeout | undefined;
let sent = 0;
let worstBacklog = 0;

function frame(body: string): Frame {
  const bytes = Buffer.from(`Content-Length: ${Buffer.byteLength(body)}\nContent-Type: text/event-json\n\n${body}`);
  return { bytes, stampAt: bytes.indexOf(STAMP) + STAMP.length };
}

/** The recorded events again and again, each time about other legs. */
function framesOf(bodies: readonly string[]): Frame[] {
  const legs = [...new Set(bodies.map((body) => (JSON.parse(body) as { 'Unique-ID': string })['Unique-ID']))];
  return Array.from({ length: LEGS }, () => {
    const fresh = legs.map((leg) => [leg, randomUUID()] as const);
    return bodies.map((body) => frame(fresh.reduce((text, [old, leg]) => text.replaceAll(old, leg), body)));
  }).flat();
}

function begin(rate: number): void {
  clearInterval(timer);
  [sent, worstBacklog] = [0, 0];
  const startedAt = performance.now();
  timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * rate);
    const now = String(Math.round((performance.timeOrigin + performance.now()) * 1_000));
    const batch: Buffer[] = [];
    for (; sent < due; sent++) {
      const next = frames[sent % frames.length];
      if (next === undefined) return;
      next.bytes.write(now.slice(0, STAMP_LENGTH), next.stampAt, 'latin1');
      batch.push(next.bytes);
    }
    socket?.write(Buffer.concat(batch));
    worstBacklog = Math.max(worstBacklog, socket?.writableLength ?? 0);
  }, TICK_MS);
}

/** Replies to sign-in and subscription; a background job is answered at once, by its event. */
function answer(to: Socket, command: string): void {
  const job = /Job-UUID: (\S+)/.exec(command)?.[1];
  if (command.startsWith('event'))
    to.write('Content-Type: command/reply\nReply-Text: +OK event listener enabled json\n\n');
  else if (!command.startsWith('bgapi')) to.write('Content-Type: command/reply\nReply-Text: +OK accepted\n\n');
  else {
    to.write(`Content-Type: command/reply\nReply-Text: +OK Job-UUID: ${job}\nJob-UUID: ${job}\n\n`);
    const stamp = String(Date.now() * 1_000);
    const event = {
      'Event-Name': 'BACKGROUND_JOB',
      'Core-UUID': randomUUID(),
      'Event-Date-Timestamp': stamp,
      'Job-UUID': job,
    };
    to.write(frame(JSON.stringify({ ...event, _body: '{"row_count":0}' })).bytes);
  }
}

const server = createServer((client) => {
  socket = client.setNoDelay(true);
  let text = '';
  client.write('Content-Type: auth/request\n\n');
  client.on('error', () => client.destroy());
  client.on('data', (bytes) => {
    const commands = (text + bytes.toString()).split('\n\n');
    text = commands.pop() ?? '';
    for (const command of commands) answer(client, command);
  });
});

function tell(word: PumpWord): void {
  process.send?.(word);
}

server.listen(0, '127.0.0.1', () => tell({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit());
process.on('message', ({ bodies, rate }: PumpOrder) => {
  if (bodies !== undefined) frames = framesOf(bodies);
  if (rate === undefined) return;
  if (rate > 0) begin(rate);
  else {
    clearInterval(timer);
    tell({ sent, worstBacklog });
  }
});
