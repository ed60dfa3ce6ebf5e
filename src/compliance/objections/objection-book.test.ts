import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import { numberKeys, pairOfKey } from '../../kernel/number-keys.ts';
import { KeyTable, NO_ENTRY } from './key-table.ts';
import type { Objection } from './objection.ts';
import { createObjectionBook } from './objection-book.ts';

const keys = numberKeys(new Uint8Array(32));
const A = 'a' as ClientId;
const B = 'b' as ClientId;
const A1 = 'a1' as CampaignId;
const A2 = 'a2' as CampaignId;
const B1 = 'b1' as CampaignId;
const clientOf = { [A1]: A, [A2]: A, [B1]: B };

const numbers = Array.from({ length: 6 }, (_, i) => `+3319900000${i}`);
const objections = fc.record({
  number: fc.constantFrom(...numbers),
  at: fc.nat(20),
  reach: fc.constantFrom<Objection extends infer O ? (O extends unknown ? Omit<O, 'at'> : never) : never>(
    { scope: 'agency' },
    { scope: 'client', clientId: A },
    { scope: 'client', clientId: B },
    { scope: 'campaign', campaignId: A1 },
  ),
  keyed: fc.boolean(),
});

test('covers exactly the calls that some objection made by then reaches', () => {
  fc.assert(
    fc.property(fc.array(objections, { maxLength: 30 }), fc.nat(20), (made, at) => {
      const book = createObjectionBook(keys);
      for (const { number, reach, at: since, keyed } of made) {
        const objection = { ...reach, at: since } as Objection;
        if (keyed) book.recordKeyed({ ...objection, key: keys.of(number) });
        else book.record(number, objection);
      }
      for (const number of numbers) {
        for (const campaignId of [A1, A2, B1]) {
          const clientId = clientOf[campaignId] as ClientId;
          const expected = made.some(
            ({ number: of, at: since, reach }) =>
              of === number &&
              since <= at &&
              (reach.scope === 'agency' ||
                (reach.scope === 'client' && reach.clientId === clientId) ||
                (reach.scope === 'campaign' && reach.campaignId === campaignId)),
          );
          expect(book.covers({ number, campaignId, clientId, at })).toBe(expected);
        }
      }
    }),
    { seed: 1 },
  );
});

test('an objection that says nothing new takes no room', () => {
  const book = createObjectionBook(keys);
  for (let i = 0; i < 3; i++) book.record('+33199000001', { scope: 'agency', at: 10 - i });
  expect(book.size).toBe(1);
  expect(book.covers({ number: '+33199000001', campaignId: A1, clientId: A, at: 8 })).toBe(true);
  expect(book.covers({ number: '+33199000001', campaignId: A1, clientId: A, at: 7 })).toBe(false);
});

test('keys that share a bucket or half of their bits are kept apart, whatever the table has grown to', () => {
  const table = new KeyTable(1);
  const entries = Array.from({ length: 5_000 }, (_, i) => ({ high: i % 7, low: ((i % 50) << 20) | (i % 3) }));
  const byKey = new Map<string, number[]>();
  for (const { high, low } of entries) {
    const key = `${high} ${low}`;
    byKey.set(key, [table.add(high, low), ...(byKey.get(key) ?? [])]);
  }
  for (const [key, expected] of byKey) {
    const [high = 0, low = 0] = key.split(' ').map(Number);
    const found: number[] = [];
    for (let entry = table.first(high, low); entry !== NO_ENTRY; entry = table.older(entry)) found.push(entry);
    expect(found).toEqual(expected);
  }
  expect(table.first(99, 0)).toBe(NO_ENTRY);
  expect(table.size).toBe(5_000);
});

test('a key is the HMAC-SHA-256 of the number, and tells another secret from this one', () => {
  const other = numberKeys(Uint8Array.from({ length: 32 }, (_, i) => i));
  // openssl: printf '+33199000001' | openssl dgst -sha256 -mac HMAC -macopt hexkey:000102...1f
  expect(other.of('+33199000001')).toBe('6bf4e11d48365dfea9677f7196cc1991');
  for (const text of ['', '+1', 'x'.repeat(64), 'x'.repeat(65)])
    expect(keys.of(text)).toBe(createHmac('sha256', new Uint8Array(32)).update(text).digest('hex').slice(0, 32));
  expect(keys.of('+33199000001')).not.toBe(other.of('+33199000001'));
  expect(keys.check).not.toBe(other.check);
  expect(pairOfKey(other.of('+33199000001'))).toEqual(other.pairOf('+33199000001'));
  expect(other.sign('a', new Uint8Array([1]))).not.toEqual(other.sign('b', new Uint8Array([1])));
});
