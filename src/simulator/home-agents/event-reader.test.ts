import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_EVENT_CHARACTERS, readEvents } from './event-reader.ts';

async function read(chunks: readonly Uint8Array[]): Promise<unknown[]> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
  const events: unknown[] = [];
  for await (const { event, data } of readEvents(body)) events.push([event, data]);
  return events;
}

it('reads the same events wherever the bytes are cut', async () => {
  const events = fc.array(fc.tuple(fc.constantFrom('view', 'card'), fc.jsonValue()), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(events, fc.integer({ min: 1, max: 7 }), async (all, size) => {
      const text = all.map(([event, data]) => `event: ${event}\ndata: ${JSON.stringify(data)}\n\n: \n\n`).join('');
      const bytes = new TextEncoder().encode(text);
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
        bytes.slice(i * size, (i + 1) * size),
      );
      expect(await read(chunks)).toEqual(JSON.parse(JSON.stringify(all)));
    }),
    { numRuns: 50 },
  );
});

it('passes over what is no JSON, and ends at an event without end', async () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(await read([bytes('event: view\ndata: {oops\n\nevent: view\ndata: 1\n\n')])).toEqual([['view', 1]]);
  expect(await read([bytes(`data: ${'x'.repeat(MAX_EVENT_CHARACTERS)}`), bytes('\n\ndata: 1\n\n')])).toEqual([]);
});
