import { expect, it } from 'vitest';
import { abandonmentWindowStart } from './abandonment-window.ts';

const at = Date.parse('2026-03-29T10:30:00Z');
const startOf = (window: Parameters<typeof abandonmentWindowStart>[0], zone = 'Europe/Paris') =>
  new Date(abandonmentWindowStart(window, zone, at)).toISOString();

it('begins with the local day and month, across a change of the clock', () => {
  expect(startOf('day')).toBe('2026-03-28T23:00:00.000Z');
  expect(startOf('month')).toBe('2026-02-28T23:00:00.000Z');
  expect(startOf('day', 'America/Toronto')).toBe('2026-03-29T04:00:00.000Z');
});

it('rolls where the rule says hours or days, and takes the whole campaign', () => {
  expect(startOf('24h')).toBe('2026-03-28T10:30:00.000Z');
  expect(startOf('30d')).toBe('2026-02-27T10:30:00.000Z');
  expect(startOf('campaign')).toBe('1970-01-01T00:00:00.000Z');
});

it('takes the longest day or month where the zone is unknown', () => {
  expect(startOf('day', 'Nowhere/None')).toBe('2026-03-28T10:30:00.000Z');
  expect(startOf('month', 'Nowhere/None')).toBe('2026-02-26T10:30:00.000Z');
});
