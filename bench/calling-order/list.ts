import type { Giving } from '../../src/campaigns/hopper/worth.ts';
import { lognormal, type Random } from '../../src/kernel/random.ts';

/** A donor of the made-up list: what a lead file says, and what only the telephone finds out. */
export interface Donor {
  readonly row: number;
  readonly segment: string;
  readonly giving: Giving;
  /** Answers by the right person, by hour of the day 0 to 23. */
  readonly reach: readonly number[];
  /** Listens to the request once reached. */
  readonly listens: number;
  /** Agrees once the request is heard. */
  readonly agrees: number;
}

interface Kind {
  readonly segment: string;
  readonly part: number;
  /** Hours at which these people are in, with how likely they answer then. */
  readonly answers: Readonly<Record<number, number>>;
  readonly months: number;
  readonly gifts: number;
  readonly cents: number;
  readonly agrees: number;
}

const hours = (from: number, to: number, rate: number): Record<number, number> =>
  Object.fromEntries(Array.from({ length: to - from }, (_, n) => [from + n, rate]));

/** Retired people answer in late morning and mid-afternoon, the working age from 17:30 to 20:00 (trade knowledge). */
const kinds: readonly Kind[] = [
  {
    segment: 'retired-active',
    part: 0.25,
    answers: { ...hours(10, 13, 0.34), ...hours(14, 17, 0.3), ...hours(17, 20, 0.24) },
    months: 6,
    gifts: 8,
    cents: 4_000,
    agrees: 0.4,
  },
  {
    segment: 'working-active',
    part: 0.2,
    answers: { ...hours(10, 13, 0.1), ...hours(14, 17, 0.11), ...hours(17, 20, 0.31) },
    months: 7,
    gifts: 5,
    cents: 6_000,
    agrees: 0.33,
  },
  {
    segment: 'lapsed',
    part: 0.35,
    answers: { ...hours(10, 13, 0.19), ...hours(14, 17, 0.18), ...hours(17, 20, 0.22) },
    months: 30,
    gifts: 2,
    cents: 5_000,
    agrees: 0.14,
  },
  {
    segment: 'petition',
    part: 0.2,
    answers: { ...hours(10, 13, 0.08), ...hours(14, 17, 0.09), ...hours(17, 20, 0.19) },
    months: 60,
    gifts: 0,
    cents: 0,
    agrees: 0.08,
  },
];

const DAY_MS = 86_400_000;
const MONTH_DAYS = 30.44;

/** A shuffled list; every campaign draws its own rates about those above, so that no order is fitted to one world. */
export function makeList(random: Random, size: number, today: number): readonly Donor[] {
  const worlds = kinds.map((kind) => ({ kind, level: lognormal(random, 1, 0.2) }));
  return Array.from({ length: size }, (_, row) => {
    const { kind, level } = drawn(worlds, random.next());
    const own = level * lognormal(random, 1, 0.5);
    const giftCount = Math.round(kind.gifts * lognormal(random, 1, 0.6));
    const months = kind.months * lognormal(random, 1, 0.6);
    const gift =
      giftCount === 0 ? null : Math.max(500, Math.round((kind.cents * lognormal(random, 1, 0.6)) / 500) * 500);
    // What a donor does follows from what he or she did, loosely.
    const warmth = 2 ** (-(months - kind.months) / 18) * (1 + 0.2 * Math.log2((giftCount + 1) / (kind.gifts + 1)));
    return {
      row,
      segment: kind.segment,
      giving: {
        lastGiftCents: gift,
        lastGiftOn: gift === null ? null : new Date(today - months * MONTH_DAYS * DAY_MS).toISOString().slice(0, 10),
        totalGiftsCents: gift === null ? null : gift * giftCount,
        giftCount,
      },
      reach: Array.from({ length: 24 }, (_, hour) => Math.min(0.9, (kind.answers[hour] ?? 0) * own)),
      listens: Math.min(0.95, 0.8 * (0.9 + 0.2 * random.next())),
      agrees: Math.max(0.01, Math.min(0.9, kind.agrees * warmth)),
    };
  });
}

function drawn<T extends { readonly kind: Kind }>(worlds: readonly T[], at: number): T {
  let upTo = 0;
  const found = worlds.find(({ kind }) => {
    upTo += kind.part;
    return at < upTo;
  });
  return found ?? (worlds.at(-1) as T);
}
