import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { BlockList, isIP } from 'node:net';
import type { Clock } from '../../kernel/clock.ts';

const ANSWER_MS = 10_000;
/** Of an answer, which says nothing that is needed. */
const ANSWER_MAXIMUM = 64 * 1024;

/** Addresses of this machine, its network, and others that no receiver on the internet has (IANA special-purpose registries). */
const OURS = new BlockList();
for (const [address, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  OURS.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  OURS.addSubnet(address, prefix, 'ipv6');

/** Whether an address is none of the internet's. */
export function isPrivateAddress(address: string): boolean {
  const family = isIP(address);
  return family === 0 || OURS.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** What is wrong with the address of a receiver, before anything is looked up; undefined: nothing. */
export function webhookUrlProblem(text: string, allowPrivate: boolean): string | undefined {
  if (!URL.canParse(text)) return 'it is not an address';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) return 'it must begin with https://';
  if (url.username !== '' || url.password !== '') return 'it must not hold a password: the signature says who sends';
  const host = bare(url.hostname);
  if (
    !allowPrivate &&
    (isIP(host) !== 0 ? isPrivateAddress(host) : /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host))
  )
    return 'it is an address of this machine or its network';
  return undefined;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

export type Posted = { readonly ok: true } | { readonly ok: false; readonly words: string; readonly gone: boolean };
export type Post = (url: string, headers: Readonly<Record<string, string>>, body: string) => Promise<Posted>;

/**
 * Posts to a receiver on the internet. The address is checked when it has been looked up, by the connection itself: a
 * name that changes its address between a check and the connection gains nothing. Redirects are not followed.
 */
export function guardedPost({ clock, allowPrivate }: { readonly clock: Clock; readonly allowPrivate: boolean }): Post {
  return (address, headers, body) => {
    const problem = webhookUrlProblem(address, allowPrivate);
    if (problem !== undefined) return Promise.resolve({ ok: false, words: problem, gone: false });
    const url = new URL(address);
    return new Promise((resolve) => {
      const send = url.protocol === 'https:' ? tlsRequest : plainRequest;
      const request = send(url, {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        agent: false,
        lookup: (name, options, done) => lookUp(name, options, allowPrivate, done),
      });
      const cancel = clock.schedule(ANSWER_MS, () => request.destroy(new Error('no answer in time')));
      const end = (posted: Posted) => {
        cancel();
        resolve(posted);
      };
      request.on('response', (response) => {
        const status = response.statusCode ?? 0;
        let size = 0;
        response.on('data', (chunk: Buffer) => {
          size += chunk.length;
          if (size > ANSWER_MAXIMUM) response.destroy();
        });
        response.on('error', () => undefined);
        response.on('close', () =>
          end(
            status >= 200 && status < 300
              ? { ok: true }
              : { ok: false, words: `it answered ${status}`, gone: status === 410 },
          ),
        );
      });
      request.on('error', (error) => end({ ok: false, words: wordsOf(error), gone: false }));
      request.end(body);
    });
  };
}

function lookUp(
  name: string,
  options: LookupOptions,
  allowPrivate: boolean,
  done: (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void,
): void {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return done(error, []);
    const [first] = addresses;
    if (first === undefined || (!allowPrivate && addresses.some(({ address }) => isPrivateAddress(address))))
      return done(Object.assign(new Error('private address'), { code: 'EPRIVATE' }), []);
    if (options.all === true) done(null, addresses);
    else done(null, first.address, first.family);
  });
}

function wordsOf(error: Error): string {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EPRIVATE') return 'its name leads to this machine or its network';
  return code === undefined ? error.message : `it could not be reached (${code})`;
}
