import { expect, it } from 'vitest';
import { DAY_MS } from '../kernel/time.ts';
import { parseIsoDate } from './civil-date.ts';
import { findZone } from './zone.ts';

/** The length of the blocks in which transitions are computed, and how many of them are kept. */
const BLOCK_MS = 400 * DAY_MS;
const KEPT = 64;

it('what was computed is kept, for so many years, and computed again after that', () => {
  const zone = findZone('Pacific/Tongatapu');
  const blockOf = (n: number) => zone?.segmentAt(n * BLOCK_MS + 1);
  const first = blockOf(0);
  for (let n = 1; n < KEPT; n++) blockOf(n);
  expect(blockOf(0)).toBe(first);
  expect(blockOf(KEPT - 1)).toBe(blockOf(KEPT - 1));
  blockOf(KEPT);
  const again = blockOf(0);
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});

it('zones are forgotten when there are more names than zones in the world', () => {
  const before = findZone('Pacific/Tongatapu');
  expect(findZone('Pacific/Chatham')).toBeDefined();
  expect(findZone('Pacific/Tongatapu')).toBe(before);
  for (let i = 0; i < 1_000; i++) findZone(`Atlantis/Town${i}`);
  expect(findZone('Pacific/Tongatapu')).not.toBe(before);
});

it('days before 1970 begin when they began', () => {
  const begins = (name: string, day: string) => findZone(name)?.startOfDay(parseIsoDate(day) ?? Number.NaN);
  expect(begins('Europe/Paris', '1960-06-01')).toBe(Date.parse('1960-05-31T23:00:00Z'));
  expect(begins('America/New_York', '1967-05-01')).toBe(Date.parse('1967-05-01T04:00:00Z'));
});

it('a day whose midnight is taken back begins when midnight comes again', () => {
  // In Nuuk it is 00:00 on Sunday at 01:00 UTC, 23:00 on Saturday at once, and Sunday for good an hour later.
  const nuuk = findZone('America/Nuuk');
  const sunday = parseIsoDate('2026-10-25') ?? Number.NaN;
  expect(nuuk?.startOfDay(sunday)).toBe(Date.parse('2026-10-25T02:00:00Z'));
  expect(nuuk?.localDay(Date.parse('2026-10-25T01:00:00Z'))).toBe(sunday - 1);
});
