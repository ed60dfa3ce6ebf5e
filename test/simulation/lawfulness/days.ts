import type { Random } from '../../../src/kernel/random.ts';
import { rulesBroken } from './checker/checker.ts';
import { factsOf, type Jurisdiction, jurisdictions } from './checker/facts.ts';
import { firstLawful } from './checker/forward-search.ts';
import { DAY, QUARTER } from './checker/local-time.ts';
import { type Appeal, askGate, callFacts } from './gate-door.ts';
import { courtesiesBroken, isUntouchedByCourtesy } from './house-rules.ts';
import { drawPerson, type Person, pick } from './people.ts';
import { drawStart } from './starts.ts';

const SECOND = 1_000;
const PEOPLE = 24;
/** Tries of a day, over all people. */
const TRIES = 150;
/** Refusals whose next instant is compared with the search, of all. */
const SEARCHED = 0.02;
/** Longer than any silence, rest and run of holidays. */
const SEARCH_DAYS = 75;
/** Words kept of what went wrong: enough to see why, not a flood. */
const MAX_COMPLAINTS = 20;

export interface Tally {
  days: number;
  decisions: number;
  originates: number;
  refused: number;
  /** Calls taken back, or refused when asked again, because of what arrived after the first permit. */
  tooLate: number;
  searched: number;
  /** Unlawful originates, needless refusals and wrong next instants, in words. */
  complaints: string[];
}

export function emptyTally(): Tally {
  return { days: 0, decisions: 0, originates: 0, refused: 0, tooLate: 0, searched: 0, complaints: [] };
}

function drawAppeal(jurisdiction: Jurisdiction, random: Random): Appeal {
  return {
    jurisdiction,
    profile: random.next() < 0.5 ? 'statutory' : 'recommended',
    purpose: pick(random, ['donation', 'donation', 'commercial', 'survey'] as const),
    callerType: random.next() < 0.7 ? 'paid_agency' : 'charity_own_staff',
  };
}

/** Some days on end of one campaign: people are tried at all hours, and what comes of it is remembered. */
export function liveDays(
  jurisdiction: Jurisdiction,
  days: number,
  random: Random,
  tally: Tally,
  appeal = drawAppeal(jurisdiction, random),
): void {
  const start = drawStart(jurisdiction, random) * DAY;
  const world = new CallingDays(appeal, start, random, tally);
  for (let day = 0; day < days; day++) {
    world.live(start + day * DAY);
    tally.days++;
  }
}

class CallingDays {
  readonly #appeal: Appeal;
  readonly #random: Random;
  readonly #tally: Tally;
  readonly #people: readonly Person[];
  readonly #ids: ReadonlySet<string>;
  /** What will have happened, by its instant: nobody knows of it before. */
  readonly #coming: { readonly at: number; readonly happens: () => void }[] = [];
  readonly #onThePhone = new Set<Person>();

  constructor(appeal: Appeal, start: number, random: Random, tally: Tally) {
    this.#appeal = appeal;
    this.#random = random;
    this.#tally = tally;
    this.#people = Array.from({ length: PEOPLE }, (_, i) => drawPerson(appeal.jurisdiction, i, start, random));
    this.#ids = new Set(jurisdictions.flatMap((each) => factsOf(each).rules.map(({ id }) => id)));
  }

  /** A day of 24 hours UTC; with several zones and dates under it, local days come and go within. */
  live(from: number): void {
    const instants = Array.from({ length: TRIES }, () => this.#instant(from)).sort((a, b) => a - b);
    for (const at of instants) {
      this.#happen(at);
      const person = pick(this.#random, this.#people);
      if (!this.#onThePhone.has(person)) this.#try(person, at);
    }
  }

  /** Any second of the day, or one about a quarter of an hour, where grids and days begin and end. */
  #instant(from: number): number {
    const random = this.#random;
    if (random.next() < 0.6) return from + random.int(0, DAY - 1);
    return from + random.int(0, 95) * QUARTER + pick(random, [-SECOND, -1, 0, 0, SECOND]);
  }

  #try(person: Person, at: number): void {
    const reserved = this.#random.next() < 0.3;
    const decision = this.#ask(person, at, reserved);
    if (!decision.allowed) return;
    const { expiresAt } = decision.permit;
    const lastMoment = expiresAt - 1;
    const broken = rulesBroken(callFacts(this.#appeal, person, reserved), this.#appeal.profile, lastMoment);
    if (broken.length > 0) this.#complain(`a permit outlasts ${broken.join()}`, person, at, lastMoment, reserved);
    // The attempt is written down before it leaves; meanwhile things happen, and the gate is asked again.
    const leavesAt = at + this.#random.int(0, 20 * SECOND);
    this.#happen(leavesAt);
    this.#meanwhile(person, at, leavesAt);
    const again = this.#ask(person, leavesAt, reserved);
    if (again.allowed) this.#originate(person, leavesAt, reserved);
    else this.#tally.tooLate++;
  }

  /** Asks the gate and the checker, who have to agree. */
  #ask(person: Person, at: number, reserved: boolean): ReturnType<typeof askGate> {
    const decision = askGate(this.#appeal, person, at, reserved);
    const broken = rulesBroken(callFacts(this.#appeal, person, reserved), this.#appeal.profile, at);
    this.#tally.decisions++;
    const named = decision.allowed ? [] : decision.refusals.map(({ ruleId }) => ruleId);
    const ofLaw = named.filter((id) => this.#ids.has(id));
    if (ofLaw.join() !== broken.join())
      this.#complain(`gate: [${named.join()}], rules: [${broken.join()}]`, person, at, at, reserved);
    const ownRules = named.filter((id) => !this.#ids.has(id));
    const courtesies = this.#appeal.profile === 'recommended' ? courtesiesBroken(person, at, reserved) : [];
    if (ownRules.join() !== courtesies.join())
      this.#complain(`gate, own rules: [${ownRules.join()}], due: [${courtesies.join()}]`, person, at, at, reserved);
    if (!decision.allowed) {
      this.#tally.refused++;
      if (this.#random.next() < SEARCHED) {
        this.#search(person, at, reserved, decision.nextAllowedAt);
        this.#search(person, at, true, decision.nextAllowedWithAgentAt);
      }
    }
    return decision;
  }

  #search(person: Person, at: number, reserved: boolean, next: number | null): void {
    const { profile } = this.#appeal;
    const call = callFacts(this.#appeal, person, reserved);
    this.#tally.searched++;
    if (next !== null && rulesBroken(call, profile, next).length > 0)
      this.#complain('the next instant is not lawful', person, at, next, reserved);
    if (profile === 'recommended' && !isUntouchedByCourtesy(person, at)) return;
    const found = firstLawful(call, profile, at, SEARCH_DAYS);
    const within = next !== null && next - at <= SEARCH_DAYS * DAY ? next : null;
    if (found !== within)
      this.#complain(`next: gate ${show(next)}, search ${show(found)}`, person, at, found ?? at, reserved);
  }

  #originate(person: Person, at: number, reserved: boolean): void {
    const broken = rulesBroken(callFacts(this.#appeal, person, reserved), this.#appeal.profile, at);
    if (broken.length > 0) this.#complain(`UNLAWFUL originate: ${broken.join()}`, person, at, at, reserved);
    this.#tally.originates++;
    person.attempts.push(at);
    this.#onThePhone.add(person);
    const answeredAt = at + this.#random.int(4, 25) * SECOND;
    const draw = this.#random.next();
    let overAt = answeredAt;
    if (draw < 0.05) this.#later(answeredAt - SECOND, () => objects(person, answeredAt - SECOND));
    else if (draw < 0.3) this.#later(answeredAt, () => (person.lastMachineAt = answeredAt));
    else if (draw < 0.36) {
      overAt = answeredAt + 2 * SECOND;
      this.#later(overAt, () => (person.lastAbandonedAt = overAt));
    } else if (draw < 0.6) {
      overAt = answeredAt + 60 * SECOND;
      this.#later(answeredAt, () => person.contacts.push(answeredAt));
      if (draw < 0.45) this.#later(overAt, () => (person.lastRefusalAt = overAt));
      if (draw > 0.57) this.#later(overAt, () => objects(person, overAt));
    }
    this.#later(overAt, () => this.#onThePhone.delete(person));
  }

  #later(at: number, happens: () => void): void {
    this.#coming.push({ at, happens });
    this.#coming.sort((a, b) => a.at - b.at);
  }

  #happen(until: number): void {
    while (this.#coming[0] !== undefined && this.#coming[0].at <= until) this.#coming.shift()?.happens();
  }

  /** What a donor or another campaign may do while an attempt is being written down or another phone rings. */
  #meanwhile(person: Person, from: number, to: number): void {
    const random = this.#random;
    const when = random.int(from, to);
    const draw = random.next();
    if (draw < 0.03) objects(person, when);
    else if (draw < 0.05 && person.consent !== null && person.consent.withdrawnAt === null)
      person.consent = { ...person.consent, withdrawnAt: when };
    else if (draw < 0.07) person.attempts.push(when);
    else if (draw < 0.08) person.lastRefusalAt = when;
    else if (draw < 0.09) person.consent = { callAt: when, withdrawnAt: null, outOfHours: random.next() < 0.3 };
  }

  #complain(what: string, person: Person, at: number, then: number, reserved: boolean): void {
    if (this.#tally.complaints.length >= MAX_COMPLAINTS) return;
    const { profile, purpose, callerType } = this.#appeal;
    const facts = JSON.stringify(person, (key, value: unknown) =>
      typeof value === 'number' && key !== '' ? show(value) : value,
    );
    this.#tally.complaints.push(
      `${what} | ${profile} ${purpose} ${callerType}${reserved ? ' agent reserved' : ''} | asked ${show(at)}, judged ${show(then)} | ${facts}`,
    );
  }
}

function objects(person: Person, at: number): void {
  person.optOutAt ??= at;
}

function show(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString();
}
