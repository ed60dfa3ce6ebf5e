import { expect, test } from 'vitest';
import { type CareEvent, type CareQuestion, careBroken, usualCare } from './care.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Tuesday, 11:00 in Paris. */
const AT = Date.UTC(2026, 10, 24, 10);
const asked: CareQuestion = {
  at: AT,
  number: '+33199000001',
  person: 'A',
  client: 'client-1',
  campaign: 'campaign-1',
  zones: ['Europe/Paris'],
  ownNumbers: ['+33199000001', '+33199000002'],
  kin: ['B', 'C'],
  askedFor: false,
  limits: usualCare,
};
const event = (what: CareEvent['what'], ago: number, more: Partial<CareEvent> = {}): CareEvent => {
  const { number, person, client, campaign } = asked;
  return { what, at: AT - ago, number, person, client, campaign, ...more };
};

test.each<[string, readonly CareEvent[], readonly CareEvent[]]>([
  ['requests heard by the donor in 30 days', [event('ask', 29 * DAY)], [event('ask', 30 * DAY)]],
  [
    'requests heard by the household in 30 days',
    [event('ask', 29 * DAY, { person: 'B' }), event('ask', DAY, { person: 'C', number: '+33199000009' })],
    [event('ask', DAY, { person: 'B' }), event('ask', DAY, { person: 'D' }), event('ask', 30 * DAY, { person: 'B' })],
  ],
  [
    'rest after thanks',
    [event('thanks', 60 * DAY)],
    [event('thanks', 61 * DAY), event('thanks', DAY, { person: 'B' })],
  ],
  [
    'rest after a machine',
    [event('machine', 20 * HOUR - 1, { person: 'B', client: 'client-2' })],
    [event('machine', 20 * HOUR), event('machine', HOUR, { number: '+33199000002' })],
  ],
])('%s', (name, broken, kept) => {
  expect(careBroken(broken, asked)).toEqual([name]);
  expect(careBroken(kept, asked)).toEqual([]);
});

test('whoever asked to be called may be called though a machine answered', () => {
  expect(careBroken([event('machine', HOUR)], { ...asked, askedFor: true })).toEqual([]);
  expect(careBroken([event('ask', DAY)], { ...asked, askedFor: true })).not.toEqual([]);
});
