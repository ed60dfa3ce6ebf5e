import type { FloorEvent } from '../../../src/dialer/index.ts';
import type { CallFacts } from './checker/checker.ts';
import type { FloorRegisters } from './floor-registers.ts';
import type { Place } from './places.ts';

interface NumberFacts {
  readonly attempts: number[];
  lastAbandonedAt: number | null;
  lastRefusalAt: number | null;
  optOutAt: number | null;
}

/** Results by which a person refuses what is asked. */
const REFUSALS = ['REF'];

/** What happened to each number, as an onlooker writes it down: the originates that leave, and the floor's events. */
export class FloorFacts {
  readonly #places: ReadonlyMap<string, Place>;
  readonly #numbers = new Map<string, NumberFacts>();
  readonly #numberOf = new Map<string, string>();
  #registers: FloorRegisters | undefined;

  /** @param places by number */
  constructor(places: ReadonlyMap<string, Place>) {
    this.#places = places;
  }

  /** What the checker is told of a call to this number that is about to start. */
  callFacts(
    number: string,
    campaign: Pick<CallFacts, 'jurisdictions' | 'purpose' | 'callerType'>,
    agentGuaranteed: boolean,
  ): CallFacts {
    const place = this.#places.get(number);
    if (place === undefined) throw new Error(`${number} is nobody's number`);
    return {
      ...campaign,
      ...place,
      ...this.#of(number),
      numberType: 'fixed',
      // The engine is not told who the person is to the charity, so nothing may rest on that.
      audience: 'prospect',
      relations: [],
      relationEndedOn: null,
      consent: null,
      lastMachineAt: null,
      listings: this.#registers?.listingsOf(number) ?? [],
      listCopies: this.#registers?.copies ?? null,
      agentGuaranteed,
    };
  }

  screenedBy(registers: FloorRegisters): void {
    this.#registers = registers;
  }

  left(attemptId: string, number: string, at: number): void {
    this.#numberOf.set(attemptId, number);
    this.#of(number).attempts.push(at);
  }

  objects(number: string, at: number): void {
    this.#of(number).optOutAt ??= at;
  }

  event(event: FloorEvent): void {
    const { data } = event;
    const attemptId = 'attemptId' in data ? data.attemptId : undefined;
    const number = this.#numberOf.get(attemptId ?? '');
    if (number === undefined) return;
    const facts = this.#of(number);
    if (event.type === 'call.abandoned') facts.lastAbandonedAt = event.at;
    if (event.type === 'objection.recorded') facts.optOutAt ??= event.at;
    if (event.type === 'call.disposed' && REFUSALS.includes(event.data.disposition)) facts.lastRefusalAt = event.at;
  }

  #of(number: string): NumberFacts {
    let facts = this.#numbers.get(number);
    if (facts === undefined) {
      facts = { attempts: [], lastAbandonedAt: null, lastRefusalAt: null, optOutAt: null };
      this.#numbers.set(number, facts);
    }
    return facts;
  }
}
