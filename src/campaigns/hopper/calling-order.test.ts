import { expect, test } from 'vitest';
import { HOUR_MS } from '../../kernel/time.ts';
import { callingOrder, hourOfWeek, type SegmentHour } from './calling-order.ts';

const MONDAY_10 = Date.UTC(2026, 10, 23, 9);
const hour = (segment: string, at: number, more: Partial<SegmentHour> = {}): SegmentHour => ({
  segment,
  hour: at / HOUR_MS,
  dials: 500,
  rightPerson: 100,
  useful: 80,
  firm: 20,
  ...more,
});

test('hours of the week are the donors’: Monday 10:00 in Paris is 9:00 UTC in winter, 8:00 in summer', () => {
  expect(hourOfWeek('Europe/Paris')(MONDAY_10)).toBe(10);
  expect(hourOfWeek('Europe/Paris')(Date.UTC(2026, 6, 6, 8))).toBe(10);
  expect(hourOfWeek('UTC')(Date.UTC(2026, 10, 22, 23))).toBe(167);
});

test('the segment that answers in this hour, and promises, stands above the one that does neither', () => {
  const hours = [
    hour('retired', MONDAY_10, { rightPerson: 220 }),
    hour('working', MONDAY_10, { rightPerson: 40 }),
    hour('generous', MONDAY_10, { rightPerson: 100, firm: 60 }),
  ];
  const { segments } = callingOrder(['retired', 'working', 'generous', 'new'], {}, hours, 'Europe/Paris', MONDAY_10);
  const expected = (name: string) => segments[name]?.expected ?? 0;
  expect(expected('retired')).toBeGreaterThan(expected('working'));
  expect(expected('generous')).toBeGreaterThan(expected('working'));
  expect(expected('new')).toBeGreaterThan(expected('working'));
});

test('a segment closes with its last useful contact', () => {
  const plan = { a: { weight: null, usefulContacts: 80 }, b: { weight: 3, usefulContacts: 81 } };
  const { segments } = callingOrder(
    ['a', 'b'],
    { segments: plan },
    [hour('a', MONDAY_10), hour('b', MONDAY_10)],
    'UTC',
    MONDAY_10,
  );
  expect(segments).toMatchObject({ a: { open: false }, b: { open: true, weight: 3 } });
});

test('a segment is closed until the day of its wave, in the zone of the campaign', () => {
  const waves = [
    { name: '1', startsOn: '2026-11-23', segments: ['a'] },
    { name: '2', startsOn: '2026-11-24', segments: ['b'] },
  ];
  const open = (at: number) => {
    const { segments } = callingOrder(['a', 'b', 'c'], { waves }, [], 'Europe/Paris', at);
    return Object.keys(segments).filter((name) => segments[name]?.open);
  };
  expect(open(Date.parse('2026-11-22T22:59:00Z'))).toEqual(['c']);
  expect(open(Date.parse('2026-11-22T23:00:00Z'))).toEqual(['a', 'c']);
  expect(open(Date.parse('2026-11-24T09:00:00Z'))).toEqual(['a', 'b', 'c']);
});
