import { expect, it } from 'vitest';
import { heatWeek, hoursShown } from './heat-week.ts';

/** A Wednesday, 14:00 in Paris. */
const from = Date.parse('2026-11-25T13:00:00Z');
const contacts = Array.from({ length: 168 }, (_, hour) => (hour === 0 ? 50 : hour === 20 ? 100 : 0));
const closedBy = contacts.map((count, hour) => (count > 0 || hour === 1 ? null : 0));
const week = { from, contacts, rules: [], closedBy };

it('puts the hours of the week to come into days of Paris', () => {
  const days = heatWeek(week);
  expect(days.map(({ day }) => day)).toEqual([
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-28',
    '2026-11-29',
    '2026-11-30',
    '2026-12-01',
    '2026-12-02',
  ]);
  expect(days[0]?.cells[13]).toBeUndefined();
  expect(days[0]?.cells[14]).toEqual({ at: from, contacts: 50, share: 0.5, rule: null });
  expect(days[0]?.cells[15]).toMatchObject({ contacts: 0, rule: null });
  expect(days[0]?.cells[16]).toMatchObject({ rule: 0 });
  expect(days[1]?.cells[10]).toMatchObject({ contacts: 100, share: 1 });
  expect(days.flatMap(({ cells }) => cells).filter((cell) => cell !== undefined)).toHaveLength(168);
});

it('shows the hours around those in which anybody may be called', () => {
  expect(hoursShown(heatWeek(week))).toEqual([9, 10, 11, 12, 13, 14, 15]);
  expect(hoursShown(heatWeek({ ...week, contacts: contacts.map(() => 0) }))).toHaveLength(24);
});
