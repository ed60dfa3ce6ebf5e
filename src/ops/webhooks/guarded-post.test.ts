import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../kernel/system-clock.ts';
import { guardedPost, isPrivateAddress, webhookUrlProblem } from './guarded-post.ts';

describe('an address', () => {
  it.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '255.255.255.255',
    '::1',
    '::',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    'fd00::1',
    'fe80::1',
    'ff02::1',
    '2002:7f00:1::',
    'no address',
  ])('%s is of this machine or its network', (address) => expect(isPrivateAddress(address)).toBe(true));
  it.each(['8.8.8.8', '172.32.0.1', '2606:4700::1111'])('%s is of the internet', (address) =>
    expect(isPrivateAddress(address)).toBe(false),
  );

  it.each([
    ['http://crm.example.org/hook', 'https'],
    ['https://user:password@crm.example.org', 'password'],
    ['https://127.0.0.1/hook', 'this machine'],
    ['https://2130706433/', 'this machine'],
    ['https://0x7f.1/', 'this machine'],
    ['https://[::1]/', 'this machine'],
    ['https://[::ffff:10.0.0.1]/', 'this machine'],
    ['https://localhost/', 'this machine'],
    ['https://db.internal./', 'this machine'],
    ['ftp://crm.example.org', 'https'],
    ['nothing', 'not an address'],
  ])('of a receiver is refused: %s', (url, words) => expect(webhookUrlProblem(url, false)).toContain(words));
  it('of a receiver may be private where that is set', () => {
    expect(webhookUrlProblem('https://crm.example.org/hook', false)).toBeUndefined();
    expect(webhookUrlProblem('http://127.0.0.1:3000/hook', true)).toBeUndefined();
  });
});

describe('a post', () => {
  let server: Server;
  const paths: string[] = [];
  let url = '';
  beforeAll(async () => {
    server = createServer((request, response) => {
      paths.push(`${request.method} ${request.url}`);
      if (request.url === '/moved') response.writeHead(302, { location: '/elsewhere' }).end();
      else if (request.url === '/cut') request.socket.destroy();
      else if (request.url === '/gone') response.writeHead(410).end();
      else if (request.url === '/long') response.writeHead(200).end('x'.repeat(1_000_000));
      else response.writeHead(200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  it('reaches its receiver, follows no redirect and reads no endless answer', async () => {
    const post = guardedPost({ clock: systemClock, allowPrivate: true });
    expect(await post(`${url}/hook`, {}, '{}')).toEqual({ ok: true });
    expect(await post(`${url}/moved`, {}, '{}')).toEqual({ ok: false, words: 'it answered 302', gone: false });
    expect(await post(`${url}/gone`, {}, '{}')).toMatchObject({ ok: false, gone: true });
    expect(await post(`${url}/long`, {}, '{}')).toEqual({ ok: true });
    expect(await post(`${url}/cut`, {}, '{}')).toMatchObject({ ok: false, gone: false });
    expect(paths).not.toContain('POST /elsewhere');
  });

  it('does not reach a name that leads to this machine', async () => {
    const before = paths.length;
    const post = guardedPost({ clock: systemClock, allowPrivate: false });
    // A name that passes for one of the internet until it is looked up.
    const answer = await post(`https://ip6-localhost:${(server.address() as AddressInfo).port}/hook`, {}, '{}');
    expect(answer).toMatchObject({ ok: false });
    expect(paths.length).toBe(before);
  });
});
