import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/kernel/random.ts';
import { type Jurisdiction, jurisdictions } from './checker/facts.ts';
import { dayOf } from './checker/local-time.ts';
import { engineDays } from './engine-days.ts';
import { drawStart } from './starts.ts';

const long = process.env['FOYER_LONG_TESTS'] === '1';
const SEED = Number(process.env['FOYER_SEED'] ?? 20_261_125);
/** Days in a row, then about the ends of caps, silences and rests: 30, 60, 90 and 180 days. */
const OFFSETS = [0, 1, 2, 3, 5, 28, 29, 30, 31, 59, 61, 62, 90, 181] as const;
const BLOCKS = long ? 6 : 1;
/** Holidays that are only listed are known to the end of 2028. */
const LAST_START = dayOf('2028-06-01');

const short: readonly Jurisdiction[] = ['FR', 'DE', 'AU'];

async function block(jurisdiction: Jurisdiction, n: number) {
  const random = seededRandom(SEED).fork(`${jurisdiction}:${n}`);
  const start = Math.min(drawStart(jurisdiction, random), LAST_START);
  const offsets = long ? OFFSETS : OFFSETS.slice(0, 2);
  return engineDays({ jurisdiction, seed: random.int(1, 1_000_000_000), start, offsets });
}

test('a floor whose gate is of the wrong profile is found out', async () => {
  const start = dayOf('2026-11-28');
  const mistake = { profile: 'statutory' } as const;
  const { complaints } = await engineDays({ jurisdiction: 'UK', seed: 3, start, offsets: [0, 1], mistake });
  expect(complaints.some((what) => what.startsWith('UNLAWFUL originate'))).toBe(true);
});

describe(`days of the engine, judged by the rules and not by the gate (seed ${SEED})`, () => {
  test.each(long ? jurisdictions : short)('%s: nothing unlawful leaves', { timeout: 900_000 }, async (jurisdiction) => {
    const sum = { days: 0, starts: 0, originates: 0, refused: 0, objections: 0, consents: 0, whileRinging: 0 };
    for (let n = 0; n < BLOCKS; n++) {
      const { complaints, ...counts } = await block(jurisdiction, n);
      expect(complaints).toEqual([]);
      for (const key of Object.keys(sum) as (keyof typeof sum)[]) sum[key] += counts[key];
    }
    console.log(`${jurisdiction}: ${JSON.stringify(sum)}`);
    expect(sum.originates).toBeGreaterThan(0);
    if (long) expect(sum.whileRinging).toBeGreaterThan(0);
  });
});
