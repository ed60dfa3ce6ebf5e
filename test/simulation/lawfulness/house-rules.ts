import { wallClock } from './checker/local-time.ts';
import type { Person } from './people.ts';

const HOUR = 3_600_000;

/**
 * Foyer's own courtesies, which the research data does not know: per number two attempts and one conversation a day,
 * and after an abandoned call 72 hours of rest, then for 30 days only with an agent reserved. The gate has to
 * keep them as well.
 */
const courtesies: readonly {
  readonly id: string;
  readonly refuses: (person: Person, at: number, agentReserved: boolean) => boolean;
}[] = [
  { id: 'GL-COURTESY-2-A-DAY', refuses: (person, at) => onThisDay(person, person.attempts, at, 2) },
  { id: 'GL-COURTESY-CONTACT-A-DAY', refuses: (person, at) => onThisDay(person, person.contacts, at, 1) },
  {
    id: 'GL-ABANDONED-72H',
    refuses: ({ lastAbandonedAt }, at, agentReserved) =>
      lastAbandonedAt !== null && at - lastAbandonedAt < (agentReserved ? 72 : 720) * HOUR,
  },
];

function onThisDay({ zones }: Person, instants: readonly number[], at: number, atLeast: number): boolean {
  return zones.some((zone) => {
    const today = wallClock(zone, at).day;
    return instants.filter((instant) => wallClock(zone, instant).day === today).length >= atLeast;
  });
}

/** The ids of the courtesies that a call starting at this instant would break, in the order of the gate. */
export function courtesiesBroken(person: Person, at: number, agentReserved: boolean): string[] {
  return courtesies.filter(({ refuses }) => refuses(person, at, agentReserved)).map(({ id }) => id);
}

/** Whether no courtesy stands in the way now or, the facts being the same, later: then the next instants have to agree. */
export function isUntouchedByCourtesy(person: Person, at: number): boolean {
  return (
    person.lastAbandonedAt === null && [...person.attempts, ...person.contacts].every((then) => at - then > 26 * HOUR)
  );
}
