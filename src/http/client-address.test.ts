import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientAddress } from './client-address.ts';

const PROXIES = ['127.0.0.1', '10.0.0.7', 'fd00::7'];

it.each([
  ['no header', '127.0.0.1', undefined, '127.0.0.1'],
  ['one proxy', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
  ['two proxies', '::ffff:127.0.0.1', '203.0.113.9, 10.0.0.7', '203.0.113.9'],
  ['what the client wrote itself', '127.0.0.1', '1.2.3.4, 203.0.113.9', '203.0.113.9'],
  ['somebody who is no proxy', '198.51.100.1', '203.0.113.9', '198.51.100.1'],
  ['IPv6', 'fd00::7', '2001:db8::1', '2001:db8::1'],
  ['a port', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
  ['brackets', '127.0.0.1', '[2001:DB8::1]:443', '2001:db8::1'],
  ['no address', '127.0.0.1', 'unknown', '127.0.0.1'],
  ['no address before a proxy', '127.0.0.1', '"; drop, 10.0.0.7', '10.0.0.7'],
  ['nothing but proxies', '127.0.0.1', '10.0.0.7, 127.0.0.1', '10.0.0.7'],
  ['an empty header', '127.0.0.1', '', '127.0.0.1'],
] as const)('is the client behind known proxies: %s', (_what, socket, header, expected) => {
  expect(clientAddress(socket, header, PROXIES)).toBe(expected);
});

it('is the socket’s own without known proxies, whatever a header says', () => {
  expect(clientAddress('127.0.0.1', '203.0.113.9', [])).toBe('127.0.0.1');
  expect(clientAddress(undefined, '203.0.113.9', PROXIES)).toBeUndefined();
});

it('is never changed by what stands before the newest address that a proxy wrote', () => {
  fc.assert(
    fc.property(fc.string(), (before) => {
      expect(clientAddress('127.0.0.1', `${before}, 203.0.113.9`, PROXIES)).toBe('203.0.113.9');
    }),
  );
});
