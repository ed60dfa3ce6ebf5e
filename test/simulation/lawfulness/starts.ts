import type { Random } from '../../../src/kernel/random.ts';
import { factsOf, type Jurisdiction } from './checker/facts.ts';
import { dayOf } from './checker/local-time.ts';
import { pick } from './people.ts';

/** Sundays on which clocks are put forward or back: Europe, North America, Australia. */
const CLOCK_CHANGES = [
  ['2025-03-30', '2025-10-26', '2026-03-29', '2026-10-25', '2027-03-28', '2027-10-31', '2028-03-26', '2028-10-29'],
  ['2025-03-09', '2025-11-02', '2026-03-08', '2026-11-01', '2027-03-14', '2027-11-07', '2028-03-12', '2028-11-05'],
  ['2025-04-06', '2025-10-05', '2026-04-05', '2026-10-04', '2027-04-04', '2027-10-03', '2028-04-02', '2028-10-01'],
] as const;

const continents: Readonly<Partial<Record<Jurisdiction, 1 | 2>>> = { US: 1, CA: 1, AU: 2 };

/** Year ends, a leap day and plain days count too. */
const OTHERS = ['2025-12-31', '2026-12-31', '2028-02-29', '2027-02-28', '2026-06-17', '2027-09-06'];

function holidaysOf(jurisdiction: Jurisdiction): string[] {
  return Object.values(factsOf(jurisdiction).calendar).flatMap((set) =>
    'by_region' in set ? Object.values(set.by_region).flatMap(({ dates }) => dates) : set.dates,
  );
}

/** Their holidays are listed, and no definition is given to compute others: 75 days ahead have to be known too. */
const listedOnly: readonly Jurisdiction[] = ['UK', 'IE'];
const LAST_LISTED_START = dayOf('2028-10-01');

/** First days of new rules and last days of old ones, as far back as calendars are known. */
function changesOf(jurisdiction: Jurisdiction): string[] {
  const first = listedOnly.includes(jurisdiction) ? '2025-01-10' : '2016-01-10';
  return factsOf(jurisdiction)
    .rules.flatMap(({ effective_from: from, effective_to: to }) => (to === null ? [from] : [from, to]))
    .filter((day) => day >= first);
}

/** A day to begin at, mostly shortly before something that is not as on other days. */
export function drawStart(jurisdiction: Jurisdiction, random: Random): number {
  const wishes = [CLOCK_CHANGES[continents[jurisdiction] ?? 0], holidaysOf(jurisdiction), changesOf(jurisdiction)];
  const dates =
    random.next() < 0.2
      ? OTHERS
      : pick(
          random,
          wishes.filter(({ length }) => length > 0),
        );
  const start = dayOf(pick(random, dates)) - random.int(0, 2);
  return listedOnly.includes(jurisdiction) ? clamp(start, dayOf('2025-01-01'), LAST_LISTED_START) : start;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
