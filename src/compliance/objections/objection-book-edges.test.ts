import { describe, expect, test } from 'vitest';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import { KeyTable, NO_ENTRY } from './key-table.ts';
import { createObjectionBook } from './objection-book.ts';

const keys = numberKeys(new Uint8Array(32));
const number = '+33199000001';
const clientId = 'a' as ClientId;
const campaignId = 'a1' as CampaignId;
const asked = { number, clientId, campaignId, at: 10 };

describe('the book of objections', () => {
  test('tells what is new', () => {
    const book = createObjectionBook(keys);
    expect(book.covers(asked)).toBe(false);
    expect(book.record(number, { scope: 'agency', at: 5 })).toBe(true);
    expect(book.record(number, { scope: 'agency', at: 5 })).toBe(false);
    expect(book.record(number, { scope: 'agency', at: 6 })).toBe(false);
    expect(book.record(number, { scope: 'agency', at: 4 })).toBe(true);
    expect(book.record(number, { scope: 'client', clientId, at: 6 })).toBe(true);
    expect(book.record(number, { scope: 'client', clientId: 'b' as ClientId, at: 6 })).toBe(true);
    expect(book.record(number, { scope: 'campaign', campaignId, at: 6 })).toBe(true);
    expect(book.size).toBe(4);
  });

  test('does not take a campaign for a client of the same name', () => {
    const book = createObjectionBook(keys);
    book.record(number, { scope: 'client', clientId: 'a1' as ClientId, at: 1 });
    expect(book.covers(asked)).toBe(false);
    book.record(number, { scope: 'campaign', campaignId: 'a' as CampaignId, at: 1 });
    expect(book.covers(asked)).toBe(false);
    book.record(number, { scope: 'campaign', campaignId, at: 1 });
    expect(book.covers(asked)).toBe(true);
  });

  test('holds from its very instant on', () => {
    const book = createObjectionBook(keys);
    book.record(number, { scope: 'agency', at: 10 });
    expect([9, 10, 11].map((at) => book.covers({ ...asked, at }))).toEqual([false, true, true]);
    expect(book.covers({ ...asked, number: '+33199000002' })).toBe(false);
  });

  test('keeps each of many numbers apart', () => {
    const book = createObjectionBook(keys);
    const many = Array.from({ length: 3_000 }, (_, i) => `+331${String(i).padStart(8, '0')}`);
    for (const each of many) book.record(each, { scope: 'agency', at: 1 });
    expect(book.size).toBe(many.length);
    expect(many.every((each) => book.covers({ ...asked, number: each }))).toBe(true);
    expect(book.covers({ ...asked, number: '+33200000000' })).toBe(false);
  });
});

describe('a table of keys', () => {
  test('is the same out of its own memory, and grows on from there', () => {
    const table = new KeyTable();
    for (let i = 0; i < 1_024; i++) table.add(i, i * 7);
    const { parts } = table;
    expect(parts.size).toBe(1_024);
    expect([parts.high, parts.low, parts.next, parts.buckets].map(({ length }) => length)).toEqual(
      Array.from({ length: 4 }, () => 1_024),
    );
    const again = KeyTable.of(parts);
    expect(again.size).toBe(1_024);
    expect(again.first(3, 21)).toBe(3);
    expect(again.add(1_024, 7_168)).toBe(1_024);
    for (let i = 0; i <= 1_024; i++) expect(again.first(i, i * 7)).toBe(i);
    expect(again.parts.high).toHaveLength(2_048);
    expect(again.parts.buckets).toHaveLength(2_048);
    expect(again.first(3, 22)).toBe(NO_ENTRY);
    expect(again.first(4, 21)).toBe(NO_ENTRY);
  });

  test('has room from the start for as many as are expected', () => {
    const rooms = [0, 1_024, 1_025, 5_000].map((expected) => new KeyTable(expected).parts.high.length);
    expect(rooms).toEqual([1_024, 1_024, 2_048, 8_192]);
  });

  test('goes from the newest entry of a key to the oldest', () => {
    const table = new KeyTable();
    const [a, b] = [table.add(1, 5), table.add(2, 5)];
    const c = table.add(1, 5);
    expect([table.first(1, 5), table.older(c), table.older(a), table.older(b)]).toEqual([c, a, NO_ENTRY, NO_ENTRY]);
    expect(table.first(3, 5)).toBe(NO_ENTRY);
  });
});
