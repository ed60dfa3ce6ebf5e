/** An event longer than this is no answer of Foyer's. */
export const MAX_EVENT_CHARACTERS = 1024 * 1024;

export interface ServerEvent {
  readonly event: string;
  readonly data: unknown;
}

/** Server-sent events (HTML standard §9.2), at whatever places the bytes are cut; ends when the stream does. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let text = '';
  try {
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const event = parse(text.slice(0, end));
        text = text.slice(end + 2);
        if (event !== undefined) yield event;
      }
      if (text.length > MAX_EVENT_CHARACTERS) return;
    }
  } catch {
    // A connection that breaks is a stream that ends: the reader opens another.
  }
}

/** Undefined for a comment, and for what is no JSON. */
function parse(block: string): ServerEvent | undefined {
  let event = 'message';
  let data = '';
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim();
    else if (line.startsWith('data:')) data += line.slice(5).trim();
  }
  try {
    return data === '' ? undefined : { event, data: JSON.parse(data) as unknown };
  } catch {
    return undefined;
  }
}
