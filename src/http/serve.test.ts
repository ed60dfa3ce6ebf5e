import { createServer } from 'node:net';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, it } from 'vitest';
import type { HttpEnv } from './http-env.ts';
import { EventStream } from './live/event-stream.ts';
import { serve } from './serve.ts';

const app = () => new OpenAPIHono<HttpEnv>();

it('names the port that is in use, and the remedy', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const address = other.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const result = await serve(app(), { host: '127.0.0.1', port });
  other.close();
  expect(result).toMatchObject({ ok: false, error: { code: 'EADDRINUSE' } });
  expect(result.ok ? '' : result.error.message).toContain(
    `Port ${port} is in use on 127.0.0.1: stop the other program, or choose another port, for example PORT=${port + 1}.`,
  );
});

it('names an address that is not of this machine', async () => {
  const result = await serve(app(), { host: '192.0.2.1', port: 0 });
  expect(result.ok ? '' : result.error.message).toContain(
    '192.0.2.1 is not an address of this machine: correct FOYER_HOST',
  );
});

it('sends the events of a live stream over the socket as they come', async () => {
  const server = app();
  const stream = new EventStream(() => undefined);
  server.get('/live', () => stream.response);
  const served = await serve(server, { host: '127.0.0.1', port: 0 });
  if (!served.ok) throw new Error(served.error.message);
  stream.send('first', '1');
  const response = await fetch(`${served.value.address}/live`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toContain('event: first');
  stream.send('second', '2');
  expect((await reader?.read())?.value).toContain('event: second');
  await reader?.cancel();
  await served.value.close();
});
