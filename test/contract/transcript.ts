import { readFileSync } from 'node:fs';

/** One frame of the event socket, as recorded. */
export interface Frame {
  readonly type: string;
  readonly bytes: Buffer;
  readonly body: string;
}

/** An event with its values decoded. */
export type RecordedEvent = Readonly<Record<string, string>>;

const folder = new URL('../fixtures/esl/', import.meta.url);

export function rawTranscript(name: string): Buffer {
  return readFileSync(new URL(`${name}.raw`, folder));
}

/** Cuts recorded bytes into frames; written apart from the code under test, on purpose. */
export function framesOf(bytes: Buffer): Frame[] {
  const frames: Frame[] = [];
  for (let at = 0; at < bytes.length; ) {
    const head = bytes.indexOf('\n\n', at);
    if (head < 0) break;
    const text = bytes.toString('utf8', at, head);
    const end = head + 2 + Number(/^Content-Length: (\d+)$/m.exec(text)?.[1] ?? 0);
    const type = /^Content-Type: (.+)$/m.exec(text)?.[1] ?? '';
    frames.push({ type, bytes: bytes.subarray(at, end), body: bytes.toString('utf8', head + 2, end) });
    at = end;
  }
  return frames;
}

/** The events of a transcript, plain or JSON, in order. */
export function eventsOf(name: string): RecordedEvent[] {
  return framesOf(rawTranscript(name)).flatMap(({ type, body }) => {
    if (type === 'text/event-json') return [JSON.parse(body) as RecordedEvent];
    return type === 'text/event-plain' ? [plainEvent(body)] : [];
  });
}

function plainEvent(text: string): RecordedEvent {
  const end = text.indexOf('\n\n');
  const event: Record<string, string> = {};
  for (const line of text.slice(0, end).split('\n')) {
    const colon = line.indexOf(': ');
    // The same header can come twice (T3): the first counts.
    event[line.slice(0, colon)] ??= decode(line.slice(colon + 2));
  }
  const body = text.slice(end + 2);
  return body === '' ? event : { ...event, _body: body };
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** An event as `event json` sends it. */
export function jsonFrame(event: Readonly<Record<string, unknown>>): string {
  return frame('text/event-json', JSON.stringify(event));
}

export function frame(type: string, body: string): string {
  return `Content-Length: ${Buffer.byteLength(body)}\nContent-Type: ${type}\n\n${body}`;
}

/** The same events with other ids: recorded id to ours. */
export function withIds(events: readonly RecordedEvent[], ids: Readonly<Record<string, string>>): RecordedEvent[] {
  let text = JSON.stringify(events);
  for (const [recorded, ours] of Object.entries(ids)) text = text.replaceAll(recorded, ours);
  return JSON.parse(text) as RecordedEvent[];
}
