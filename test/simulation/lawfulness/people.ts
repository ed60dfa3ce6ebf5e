import type { Random } from '../../../src/kernel/random.ts';
import type { CallFacts } from './checker/checker.ts';
import { factsOf, type Jurisdiction } from './checker/facts.ts';
import { DAY, textOf } from './checker/local-time.ts';
import { border, numberStems, places } from './places.ts';

const HOUR = 3_600_000;
/** Share of the people who may be in a second country. */
const BORDER_SHARE = 0.08;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What is true of a person now; the world writes it as things happen. */
export interface Person
  extends Mutable<Omit<CallFacts, 'jurisdictions' | 'attempts' | 'agentGuaranteed' | 'purpose' | 'callerType'>> {
  readonly number: string;
  readonly jurisdictions: readonly Jurisdiction[];
  attempts: number[];
  /** Conversations held, for the house's own limits. */
  contacts: number[];
}

export function pick<T>(random: Random, from: readonly T[]): T {
  const chosen = from[random.int(0, from.length - 1)];
  if (chosen === undefined) throw new Error('nothing to pick from');
  return chosen;
}

const kinds = ['prospect', 'donor', 'lapsed_donor', 'member', 'volunteer', 'customer'] as const;

function some<T>(random: Random, share: number, draw: () => T): T | null {
  return random.next() < share ? draw() : null;
}

/** A person with a past (and a consent that may begin or end in the days to come) that lies about the edges of the rules: 60 days of silence, 28 of a list, 72 hours of rest. */
export function drawPerson(jurisdiction: Jurisdiction, index: number, start: number, random: Random): Person {
  const abroad = random.next() < BORDER_SHARE ? border[jurisdiction] : undefined;
  const { zones, holidayRegions, alsoIn } = abroad ?? pick(random, places[jurisdiction]);
  const jurisdictions = alsoIn === undefined ? [jurisdiction] : [jurisdiction, alsoIn];
  const today = Math.floor(start / DAY);
  const audience = pick(random, kinds);
  return {
    jurisdictions,
    number: `${numberStems[jurisdiction]}${String(index).padStart(4, '0')}`,
    numberType: random.next() < 0.5 ? 'fixed' : 'mobile',
    zones,
    holidayRegions,
    audience,
    relations: relationsOf(jurisdictions, random),
    relationEndedOn: audience === 'lapsed_donor' ? endOfRelation(today, random) : null,
    consent: some(random, 0.65, () => drawConsent(start, random)),
    optOutAt: some(random, 0.08, () => start - random.int(1, 20) * DAY + random.int(0, 86_399) * 1_000),
    lastRefusalAt: some(random, 0.15, () => start - random.int(56, 63) * DAY + random.int(0, 86_399) * 1_000),
    attempts: Array.from({ length: random.int(0, 4) }, () => start - random.int(0, 32 * 24) * HOUR).sort(
      (a, b) => a - b,
    ),
    contacts: [],
    lastAbandonedAt: some(random, 0.15, () => start - random.int(1, 110 * 3_600) * 1_000),
    lastMachineAt: some(random, 0.15, () => start - random.int(0, 30 * 3_600) * 1_000),
    listings: listingsOf(jurisdictions, today, random),
    listCopies: some(random, 0.3, () => copiesOf(jurisdictions, today, random)),
  };
}

function drawConsent(start: number, random: Random): NonNullable<Person['consent']> {
  const callAt = start - random.int(-2, 500) * DAY;
  const withdrawnAt = some(random, 0.15, () => Math.max(callAt, start) + random.int(-20, 48) * HOUR);
  return {
    callAt,
    withdrawnAt: withdrawnAt !== null && withdrawnAt > callAt ? withdrawnAt : null,
    outOfHours: random.next() < 0.12,
  };
}

function relationsOf(jurisdictions: readonly Jurisdiction[], random: Random): string[] {
  const named = jurisdictions
    .flatMap((each) => factsOf(each).rules)
    .flatMap(({ check }) =>
      check.type === 'consent_required' || check.type === 'registry_screen' ? check.exempt_relations : [],
    );
  return named.length === 0 || random.next() < 0.7 ? [] : [pick(random, named)];
}

/** About three years ago, to the day. */
function endOfRelation(today: number, random: Random): string {
  return textOf(today - 1_096 + random.int(-3, 8) + (random.next() < 0.3 ? 500 : 0));
}

function listsOf(jurisdictions: readonly Jurisdiction[]): string[] {
  return jurisdictions
    .flatMap((each) => factsOf(each).rules)
    .flatMap(({ check }) => {
      if (check.type !== 'registry_screen') return [];
      return check.also_blocks === undefined ? [check.list] : [check.list, check.also_blocks];
    });
}

/** Mostly fresh; some get too old in the days to come: 15, 28, 30 or 31 days are the limits there are. */
function copiesOf(jurisdictions: readonly Jurisdiction[], today: number, random: Random): Record<string, string> {
  const lists = listsOf(jurisdictions).map((list) => {
    const age = random.next() < 0.6 ? random.int(-3, 9) : random.int(10, 32);
    return [list, textOf(today - age)] as const;
  });
  return Object.fromEntries(lists);
}

function listingsOf(jurisdictions: readonly Jurisdiction[], today: number, random: Random): Person['listings'] {
  return listsOf(jurisdictions)
    .filter(() => random.next() < 0.25)
    .map((list) => ({ list, since: textOf(today - (random.next() < 0.5 ? random.int(20, 34) : random.int(0, 900))) }));
}
