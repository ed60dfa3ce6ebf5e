import type { Random } from '../../../src/kernel/random.ts';
import type { NewDonor } from '../../../src/storage/index.ts';
import type { CallFacts } from './checker/checker.ts';
import { factsOf, type Jurisdiction } from './checker/facts.ts';
import { DAY, textOf } from './checker/local-time.ts';
import { pick } from './people.ts';
import { numberStems, type Place, places } from './places.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
export type Audience = CallFacts['audience'];

export const everyAudience = ['prospect', 'donor', 'lapsed_donor', 'member', 'volunteer', 'customer'] as const;

/** One donor of one charity, as the charity knows him or her; the consent is written as it changes. */
export interface KnownDonor {
  readonly code: string;
  readonly client: string;
  readonly place: Place;
  readonly numbers: readonly { readonly number: string; readonly kind: 'fixed' | 'mobile' }[];
  /** Undefined: the file does not say. */
  readonly audience: Audience | undefined;
  readonly relations: readonly string[];
  readonly relationEndedOn: string | null;
  consent: Mutable<NonNullable<CallFacts['consent']>> | null;
}

/** Laws that ask for consent leave few others to call. */
const CONSENTS = 0.6;

/**
 * Donors of a charity: each third has two numbers, each fifth shares its number with the one before, as households do.
 * @param offset numbers of charities that know the same households begin at the same one
 */
export function drawDonors(
  jurisdiction: Jurisdiction,
  client: string,
  count: number,
  start: number,
  random: Random,
): KnownDonor[] {
  const donors: KnownDonor[] = [];
  for (let i = 0; i < count; i++) {
    const before = donors.at(-1);
    const place = pick(random, places[jurisdiction]);
    const household = before !== undefined && i % 5 === 4 ? before : undefined;
    const own = numberOf(jurisdiction, 2 * i, random);
    const other = i % 3 === 0 ? [numberOf(jurisdiction, 2 * i + 1, random)] : [];
    const audience = random.next() < 0.25 ? undefined : pick(random, everyAudience);
    donors.push({
      code: `D${i}`,
      client,
      place: household?.place ?? place,
      numbers: household === undefined ? [own, ...other] : [household.numbers[0] ?? own, ...other],
      audience,
      relations: relationsIn(jurisdiction, random),
      relationEndedOn: audience === 'lapsed_donor' ? endOf(start, random) : null,
      consent: random.next() < CONSENTS ? drawConsent(start, random) : null,
    });
  }
  return donors;
}

/** The kind of a number is the same whoever knows it. */
function numberOf(jurisdiction: Jurisdiction, index: number, random: Random): KnownDonor['numbers'][number] {
  random.next();
  const number = `${numberStems[jurisdiction]}${String(index).padStart(4, '0')}`;
  return { number, kind: index % 4 === 2 ? 'mobile' : 'fixed' };
}

function relationsIn(jurisdiction: Jurisdiction, random: Random): string[] {
  const named = factsOf(jurisdiction).rules.flatMap(({ check }) =>
    check.type === 'consent_required' || check.type === 'registry_screen' ? check.exempt_relations : [],
  );
  const relations = named.filter((name) => !(everyAudience as readonly string[]).includes(name));
  return relations.length === 0 || random.next() < 0.8 ? [] : [pick(random, relations)];
}

/** About three years before: some fall past it while the floor runs. */
function endOf(start: number, random: Random): string {
  return textOf(Math.floor(start / DAY) - 1_096 + random.int(-20, 200));
}

function drawConsent(start: number, random: Random): NonNullable<KnownDonor['consent']> {
  const callAt = start - random.int(1, 600) * DAY - random.int(0, DAY);
  const withdrawn = random.next() < 0.15;
  return {
    callAt,
    withdrawnAt: withdrawn ? callAt + random.int(0, start - callAt) : null,
    outOfHours: random.next() < 0.15,
  };
}

/** The donor as a lead file brings him or her. */
export function leadRow(donor: KnownDonor, rank: number): NewDonor {
  const { consent, audience, relations, relationEndedOn, place } = donor;
  return {
    donorCode: donor.code,
    civility: null,
    firstName: null,
    lastName: donor.code,
    company: null,
    address: null,
    postalCode: null,
    city: null,
    country: null,
    email: null,
    lastGiftCents: null,
    lastGiftOn: null,
    totalGiftsCents: null,
    giftCount: null,
    comment: null,
    numbers: donor.numbers.map((each) => ({ ...each, zones: place.zones, holidayRegions: place.holidayRegions })),
    rank,
    suppressedBecause: null,
    ...(audience === undefined ? {} : { audience }),
    ...(relations.length === 0 ? {} : { relations }),
    ...(relationEndedOn === null ? {} : { relationEndedOn }),
    ...(consent === null
      ? {}
      : {
          consent: {
            givenAt: consent.callAt,
            means: 'paper' as const,
            evidence: null,
            outOfHours: consent.outOfHours,
            withdrawnAt: consent.withdrawnAt,
          },
        }),
  };
}
