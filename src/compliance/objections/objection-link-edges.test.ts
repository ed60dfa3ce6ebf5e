import { expect, test } from 'vitest';
import type { ClientId, Id } from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import { objectionPath, readObjectionToken } from './objection-link.ts';

const keys = numberKeys(new Uint8Array(32));
const numberId = '0190a1b2-c3d4-7e5f-8a6b-7c8d9e0f1a2b' as Id<'number'>;
const clientId = '0190ffff-0000-7000-8000-000000000001' as ClientId;
const pathOf = () => objectionPath(keys, { numberId, clientId });
const tokenOf = () => pathOf().slice('/objections/'.length);

test('a link names whom it is for, and nothing in clear', () => {
  expect(pathOf()).toMatch(/^\/objections\/[A-Za-z0-9_-]{64}$/);
  expect(readObjectionToken(keys, tokenOf())).toEqual({ numberId, clientId });
});

test('a link that was not made here is none', () => {
  const token = tokenOf();
  const other = numberKeys(Uint8Array.from({ length: 32 }, (_, i) => i));
  expect(readObjectionToken(other, token)).toBeUndefined();
  for (let i = 0; i < token.length; i++) {
    const changed = `${token.slice(0, i)}${token[i] === 'A' ? 'B' : 'A'}${token.slice(i + 1)}`;
    expect(readObjectionToken(keys, changed)).toBeUndefined();
  }
  for (const wrong of [
    '',
    token.slice(1),
    `${token}A`,
    `${token.slice(1)}.`,
    `.${token.slice(1)}`,
    `${token.slice(1)}=`,
  ])
    expect(readObjectionToken(keys, wrong)).toBeUndefined();
});

test('only ids of an installation have links', () => {
  expect(() => objectionPath(keys, { numberId: 'n1' as Id<'number'>, clientId })).toThrow(RangeError);
  expect(() => objectionPath(keys, { numberId, clientId: 'c1' as ClientId })).toThrow('c1 is no UUID');
});
