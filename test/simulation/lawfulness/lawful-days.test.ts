import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../src/kernel/random.ts';
import { type Jurisdiction, jurisdictions } from './checker/facts.ts';
import { emptyTally, liveDays } from './days.ts';

const long = process.env['FOYER_LONG_TESTS'] === '1';
const DAYS_ON_END = 5;
/** Blocks of days for each jurisdiction: some 60 days in all, or more than a thousand. */
const BLOCKS = long ? 20 : 1;
const SEED = Number(process.env['FOYER_SEED'] ?? 20_261_125);

function simulate(jurisdiction: Jurisdiction) {
  const tally = emptyTally();
  const random = seededRandom(SEED).fork(jurisdiction);
  for (let block = 0; block < BLOCKS; block++) liveDays(jurisdiction, DAYS_ON_END, random.fork(`${block}`), tally);
  return tally;
}

test('a gate that takes a sale for a survey is found out', () => {
  const tally = emptyTally();
  const appeal = { profile: 'statutory', purpose: 'commercial', callerType: 'paid_agency' } as const;
  const gateMistakes = { purpose: 'survey' } as const;
  liveDays('FR', 1, seededRandom(1), tally, { jurisdiction: 'FR', ...appeal, gateMistakes });
  expect(tally.complaints.filter((what) => what.startsWith('UNLAWFUL originate'))).not.toEqual([]);
});

describe(`days of calling in which gate and checker agree (seed ${SEED})`, () => {
  test.each(jurisdictions)('%s', (jurisdiction) => {
    const { complaints, ...counts } = simulate(jurisdiction);
    console.log(`${jurisdiction}: ${JSON.stringify(counts)}`);
    expect(complaints).toEqual([]);
    expect(counts.originates).toBeGreaterThan(0);
    expect(counts.refused).toBeGreaterThan(0);
  });
});
