import type { FloorEvent } from '../../../src/dialer/index.ts';
import { type CareEvent, type CareNumbers, careBroken } from './checker/care.ts';
import { type CallFacts, rulesBroken } from './checker/checker.ts';
import type { Jurisdiction, LawfulnessProfile } from './checker/facts.ts';
import { type Audience, everyAudience, type KnownDonor } from './engine-people.ts';
import type { FloorRegisters } from './floor-registers.ts';

const HOUR = 3_600_000;
const REFUSALS = ['REF'];
const AGREEMENTS = ['DON', 'DONP', 'PA', 'PAS', 'UPG', 'IND'];
/** Results of the handbook's table that count as a useful contact, in which a request was heard… */
const HEARD = ['DEJ', 'REF', 'IND', 'DON', 'DONP', 'PA', 'PAS', 'UPG', 'BAI', 'INF'];
/** …and those by which it was the right person; a callback may be set with anybody. */
const RIGHT_PERSON = [...HEARD, 'BMO', 'RAC', 'LNG', 'OPP', 'OPT', 'VUL', 'PLA', 'MAJ'];
/** Defaults of the product in whose place stand its limits of care, which are judged by the number and the donor. */
const ADJUSTABLE = ['FR-FREQ-4-30-DONATION-DEFAULT', 'FR-REFUSAL-60-DONATION-DEFAULT', 'CH-FREQ-DEFAULT'];
/** Objections that come so are noted where they are made. */
export const LETTER = 'letter';
/** Results by which an agent says that no person was talked to. */
const NOBODY = ['REP', 'FAX'];

/** On what footing a campaign calls. */
export interface Footing {
  readonly campaign: string;
  readonly client: string;
  readonly jurisdiction: Jurisdiction;
  readonly profile: LawfulnessProfile;
  readonly purpose: CallFacts['purpose'];
  readonly callerType: CallFacts['callerType'];
  /** It thanks. */
  readonly welcomes: boolean;
}

/** A call that leaves, as the onlooker sees it. */
export interface Leaving {
  readonly attemptId: string;
  readonly number: string;
  readonly donor: KnownDonor;
  readonly footing: Footing;
  readonly agentReserved: boolean;
  readonly askedFor: boolean;
  readonly at: number;
}

interface Objected {
  readonly number: string;
  readonly at: number;
  readonly reach: { readonly client?: string; readonly campaign?: string };
}

/**
 * What happened, as an onlooker writes it down who reads the rules and not the code: the law of a donor is counted over
 * all numbers of the person and all campaigns of the charity, an abandoned call against its number.
 */
export class EngineFacts {
  readonly #past: (CareEvent & { readonly attemptId: string })[] = [];
  readonly #leaving = new Map<string, Leaving>();
  readonly #endedAt = new Map<string, number>();
  readonly #abandonedAt = new Map<string, number>();
  /** By number detected as a machine's by the network's own ears, not by an agent. */
  readonly #machineAt = new Map<string, number>();
  readonly #called = new Set<KnownDonor>();
  readonly #objections: Objected[] = [];
  readonly #limits: (client: string) => CareNumbers;
  registers: FloorRegisters | undefined;

  constructor(limits: (client: string) => CareNumbers) {
    this.#limits = limits;
  }

  /** Everything that this call would break. */
  broken(call: Leaving): string[] {
    const { footing, at } = call;
    const law = this.#kinds(call.donor).flatMap((audience) =>
      rulesBroken(this.#callFacts(call, audience), footing.profile, at),
    );
    const recommended = footing.profile === 'recommended';
    return [
      ...new Set([...law.filter((id) => !ADJUSTABLE.includes(id)), ...(recommended ? this.#uncaring(call) : [])]),
    ];
  }

  /** An attempt that the network refused and that leaves by another gateway is the same one. */
  left(call: Leaving): void {
    if (!this.#leaving.has(call.attemptId)) this.#note('dial', call, call.at);
    this.#leaving.set(call.attemptId, call);
    this.#called.add(call.donor);
  }

  objects(number: string, at: number, reach: Objected['reach']): void {
    this.#objections.push({ number, at, reach });
  }

  event(event: FloorEvent): void {
    const { data } = event;
    const call = 'attemptId' in data ? this.#leaving.get(data.attemptId ?? '') : undefined;
    if (call === undefined) return;
    if (event.type === 'call.ended' && event.data.outcome === 'machine') {
      this.#machineAt.set(call.number, event.at);
      this.#note('machine', call, event.at);
    }
    if (event.type === 'call.abandoned') this.#abandonedAt.set(call.number, event.at);
    if (event.type === 'call.ended' && event.data.talkMs !== null) this.#endedAt.set(call.attemptId, event.at);
    if (event.type === 'objection.recorded' && event.data.source !== LETTER)
      this.#personObjects(call, event.at, event.data.scope);
    if (event.type === 'call.disposed') this.#disposed(call, event.data.disposition, event.at);
  }

  /** Told on the line: all telephones of the person are meant. */
  #personObjects({ donor, footing: { client, campaign } }: Leaving, at: number, scope: string): void {
    const reach = scope === 'campaign' ? { client, campaign } : { client };
    for (const { number } of donor.numbers) this.objects(number, at, reach);
  }

  #disposed(call: Leaving, disposition: string, at: number): void {
    const endedAt = this.#endedAt.get(call.attemptId);
    if (endedAt !== undefined && !NOBODY.includes(disposition)) this.#note('talk', call, endedAt);
    if (disposition === 'REP') this.#note('machine', call, at);
    if (HEARD.includes(disposition)) this.#note('ask', call, at);
    if (call.footing.welcomes && RIGHT_PERSON.includes(disposition)) this.#note('thanks', call, at);
    if (REFUSALS.includes(disposition)) this.#note('refusal', call, at);
    if (AGREEMENTS.includes(disposition)) this.#note('agreement', call, at);
  }

  #note(what: CareEvent['what'], { attemptId, number, donor, footing }: Leaving, at: number): void {
    const { client, campaign } = footing;
    this.#past.push({ attemptId, what, at, number, person: donor.code, client, campaign });
  }

  /** Who is nothing that anybody wrote down may be anything. */
  #kinds({ audience }: KnownDonor): readonly Audience[] {
    return audience === undefined ? everyAudience : [audience];
  }

  #callFacts(call: Leaving, audience: Audience): CallFacts {
    const { number, donor, footing, agentReserved } = call;
    const { place } = donor;
    const mine = this.#before(call).filter(({ person, client }) => person === donor.code && client === footing.client);
    const instants = (what: CareEvent['what']) => mine.filter((each) => each.what === what).map(({ at }) => at);
    return {
      jurisdictions: [footing.jurisdiction],
      zones: place.zones,
      holidayRegions: place.holidayRegions,
      numberType: donor.numbers.find((each) => each.number === number)?.kind ?? 'fixed',
      purpose: footing.purpose,
      callerType: footing.callerType,
      audience,
      relations: donor.relations,
      relationEndedOn: donor.relationEndedOn,
      consent: donor.consent,
      optOutAt: least(this.#objectionsTo(number, footing)),
      lastRefusalAt: most(instants('refusal')),
      attempts: instants('dial'),
      lastAbandonedAt: this.#abandonedAt.get(number) ?? null,
      lastMachineAt: this.#machineAt.get(number) ?? null,
      listings: this.registers?.listingsOf(number) ?? [],
      listCopies: this.registers?.copies ?? {},
      agentGuaranteed: agentReserved,
    };
  }

  /** A call is no history of itself. */
  #before({ attemptId }: Leaving): readonly CareEvent[] {
    return this.#past.filter((each) => each.attemptId !== attemptId);
  }

  #objectionsTo(number: string, { client, campaign }: Footing): number[] {
    return this.#objections
      .filter(
        ({ number: of, reach }) =>
          of === number &&
          (reach.client === undefined || reach.client === client) &&
          (reach.campaign === undefined || reach.campaign === campaign),
      )
      .map(({ at }) => at);
  }

  #uncaring(call: Leaving): string[] {
    const { at, number, donor, footing, askedFor, agentReserved } = call;
    const { client, campaign } = footing;
    const abandonedAt = this.#abandonedAt.get(number);
    const rests = abandonedAt !== undefined && at - abandonedAt < (agentReserved ? 72 : 720) * HOUR;
    const whose = { number, person: donor.code, client, campaign };
    const ownNumbers = donor.numbers.map((each) => each.number);
    const kin = [...this.#called]
      .filter((each) => each.client === client && each.code !== donor.code)
      .filter((each) => each.numbers.some((other) => ownNumbers.includes(other.number)))
      .map(({ code }) => code);
    const limits = this.#limits(client);
    return [
      ...(rests ? ['rest after an abandoned call'] : []),
      ...careBroken(this.#before(call), { at, ...whose, zones: donor.place.zones, ownNumbers, kin, askedFor, limits }),
    ];
  }
}

function least(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.min(...instants);
}

function most(instants: readonly number[]): number | null {
  return instants.length === 0 ? null : Math.max(...instants);
}
