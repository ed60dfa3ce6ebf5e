import { expect, test } from 'vitest';
import type { Jurisdiction } from './checker/facts.ts';
import { floorDay } from './floor-day.ts';

const long = process.env['FOYER_LONG_TESTS'] === '1';

const appealIn = (jurisdiction: Jurisdiction) =>
  ({ jurisdiction, profile: 'recommended', purpose: 'donation', callerType: 'paid_agency' }) as const;

/** Hours in which windows open, close for lunch and close for good, somewhere; whole days where there is time. */
const parts: readonly { name: string; country: Jurisdiction; from: string; hours: number }[] = [
  {
    name: 'the Monday after summer time came, people overseas too',
    country: 'FR',
    from: '2026-03-30T08:00Z',
    hours: 4,
  },
  ...(long
    ? ([
        { name: 'clocks are put forward', country: 'FR', from: '2026-03-28T00:00Z', hours: 96 },
        { name: 'clocks are put back', country: 'FR', from: '2026-10-24T00:00Z', hours: 96 },
        { name: 'Good Friday, closed in Alsace', country: 'FR', from: '2026-04-02T00:00Z', hours: 48 },
        { name: 'a national holiday', country: 'FR', from: '2026-07-13T00:00Z', hours: 72 },
        { name: 'the year ends', country: 'FR', from: '2026-12-31T00:00Z', hours: 48 },
        { name: 'clocks are put forward, zone by zone', country: 'US', from: '2026-03-07T06:00Z', hours: 48 },
        { name: 'clocks are put back, zone by zone', country: 'CA', from: '2026-10-31T06:00Z', hours: 48 },
        { name: 'clocks are put back at Easter', country: 'AU', from: '2026-04-01T12:00Z', hours: 72 },
        { name: 'the lists of its registers, and summer time', country: 'UK', from: '2026-03-27T00:00Z', hours: 48 },
        { name: 'the list of its register, and the national day', country: 'BE', from: '2026-07-20T00:00Z', hours: 48 },
        { name: 'the register, and the eve of a holiday', country: 'IT', from: '2026-12-23T00:00Z', hours: 48 },
        { name: 'stars, and the days about Easter', country: 'CH', from: '2026-04-02T00:00Z', hours: 48 },
        { name: 'the directory, and a bank holiday', country: 'IE', from: '2026-10-23T00:00Z', hours: 96 },
      ] as const)
    : []),
];

test('a floor whose gate is of the wrong profile is found out', async () => {
  const { complaints } = await floorDay({
    appeal: { ...appealIn('FR'), gateMistakes: { profile: 'statutory' } },
    seed: 1,
    from: Date.parse('2026-03-29T12:00Z'),
    hours: 0.2,
    donors: 40,
  });
  expect(complaints.some((what) => what.startsWith('UNLAWFUL originate'))).toBe(true);
});

test.each(parts)('$country, $name: the engine originates nothing unlawful', { timeout: 600_000 }, async (part) => {
  const { country, from, hours } = part;
  const { complaints, ...counts } = await floorDay({
    appeal: appealIn(country),
    seed: 20_261_125,
    from: Date.parse(from),
    hours,
    donors: 400,
  });
  console.log(`${country} ${from}, ${hours} h: ${JSON.stringify(counts)}`);
  expect(complaints).toEqual([]);
  expect(counts.originates).toBeGreaterThan(100);
  expect(counts.whileRinging).toBeGreaterThan(3);
});
