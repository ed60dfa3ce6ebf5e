import { expect, it } from 'vitest';
import { EventStream, MAX_BUFFERED_BYTES } from './event-stream.ts';

it('sends events as text and ends when it is closed', async () => {
  let closed = 0;
  const stream = new EventStream(() => closed++);
  stream.send('view', '{"a":1}');
  stream.beat();
  stream.close();
  stream.send('view', '{"late":true}');
  expect(stream.response.headers.get('content-type')).toContain('text/event-stream');
  expect(await stream.response.text()).toBe('event: view\ndata: {"a":1}\n\n: \n\n');
  expect(closed).toBe(1);
});

it('drops a client that does not read, and keeps no more than the maximum for it', async () => {
  let closed = 0;
  const stream = new EventStream(() => closed++);
  const kilobyte = JSON.stringify('x'.repeat(1_000));
  let sent = 0;
  for (; stream.isOpen && sent < 10_000; sent++) stream.send('floor', kilobyte);
  expect(closed).toBe(1);
  expect(sent * 1_000).toBeLessThan(MAX_BUFFERED_BYTES + 2_000);
  await expect(stream.response.text()).rejects.toThrow('reads too slowly');
});

it('never drops a client that keeps reading', async () => {
  const stream = new EventStream(() => undefined);
  const reader = stream.response.body?.getReader();
  const kilobyte = JSON.stringify('x'.repeat(1_000));
  for (let sent = 0; sent < 1_000; sent++) {
    stream.send('floor', kilobyte);
    await reader?.read();
  }
  expect(stream.isOpen).toBe(true);
});

it('is closed when the client goes away', async () => {
  let closed = 0;
  const stream = new EventStream(() => closed++);
  await stream.response.body?.cancel();
  expect([stream.isOpen, closed]).toEqual([false, 1]);
});
