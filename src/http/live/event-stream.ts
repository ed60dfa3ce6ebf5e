/** Bytes a client may be behind before it is dropped: about three snapshots of a floor of 200 agents. */
export const MAX_BUFFERED_BYTES = 256 * 1024;

const encoder = new TextEncoder();

/** An event as it goes over the wire, to be sent to many. `json`: one line, as `JSON.stringify` gives it. */
export function eventChunk(event: string, json: string): Uint8Array {
  return encoder.encode(`event: ${event}\ndata: ${json}\n\n`);
}

const BEAT = encoder.encode(': \n\n');

/** One open SSE answer. A client that does not read fast enough is dropped; it comes back and gets everything afresh. */
export class EventStream {
  readonly response: Response;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  readonly #onClosed: () => void;

  constructor(onClosed: () => void) {
    this.#onClosed = onClosed;
    const body = new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          this.#controller = controller;
        },
        cancel: () => this.#ended(),
      },
      new ByteLengthQueuingStrategy({ highWaterMark: MAX_BUFFERED_BYTES }),
    );
    this.response = new Response(body, {
      headers: {
        'Content-Type': 'text/event-stream; charset=utf-8',
        'Cache-Control': 'no-store',
        // Proxies must not hold events back.
        'X-Accel-Buffering': 'no',
      },
    });
  }

  get isOpen(): boolean {
    return this.#controller !== undefined;
  }

  /** `json`: one line, as `JSON.stringify` gives it. */
  send(event: string, json: string): void {
    this.sendChunk(eventChunk(event, json));
  }

  /** Keeps proxies from closing a quiet stream, and finds out that the other end is gone. */
  beat(): void {
    this.sendChunk(BEAT);
  }

  close(): void {
    const controller = this.#controller;
    if (controller === undefined) return;
    this.#ended();
    controller.close();
  }

  sendChunk(chunk: Uint8Array): void {
    const controller = this.#controller;
    if (controller === undefined) return;
    if ((controller.desiredSize ?? 0) < chunk.byteLength) {
      this.#ended();
      controller.error(new Error('the client reads too slowly'));
      return;
    }
    controller.enqueue(chunk);
  }

  #ended(): void {
    if (this.#controller === undefined) return;
    this.#controller = undefined;
    this.#onClosed();
  }
}
