import type { FloorEffect, FloorEvent, FloorRuntime } from '../../../src/dialer/index.ts';
import { floorDoor, startFloor } from '../../../src/dialer/index.ts';
import type { AgentId, AttemptId, SwitchId } from '../../../src/kernel/id.ts';
import { idSource } from '../../../src/kernel/id.ts';
import type { E164 } from '../../../src/kernel/phone-number.ts';
import { type Random, seededRandom } from '../../../src/kernel/random.ts';
import { SimulatedClock } from '../../../src/kernel/simulated-clock.ts';
import { InlinePacing } from '../../../src/pacing/index.ts';
import { scenarios } from '../../../src/simulator/scenarios.ts';
import type { SwitchModel } from '../../../src/simulator/switch/switch-model.ts';
import { virtualSwitch } from '../../../src/simulator/virtual/virtual-switch.ts';
import { createMemoryStore } from '../../../src/storage/memory/index.ts';
import { Desks } from '../desks.ts';
import { Life } from '../life.ts';
import { VirtualTime } from '../settle.ts';
import { CLIENT, campaign, goodDisk, limits, ORG, openNetwork } from '../world-parts.ts';
import { rulesBroken } from './checker/checker.ts';
import { FloorFacts } from './floor-facts.ts';
import { dayAt, drawRegisters } from './floor-registers.ts';
import { type Appeal, gateFor } from './gate-door.ts';
import { numberStems, type Place, places } from './places.ts';

const SECOND = 1_000;
const HOUR = 3_600_000;
const AGENTS = 3;
/** Share of the calls whose person objects elsewhere while the phone rings: a letter is opened, a web link followed. */
const OBJECTS_WHILE_RINGING = 0.08;
/** Phones ring for longer than this, mostly. */
const AFTER_RINGING = 5 * SECOND;
/** Anybody else objects about so often. */
const OBJECTION_EVERY = 20 * 60 * SECOND;
/** A ringing call to a number that objects is taken back within this. */
const TAKEN_BACK_WITHIN = SECOND;

export interface FloorDayReport {
  readonly originates: number;
  readonly refused: number;
  readonly objections: number;
  /** Objections that arrived while that very phone rang. */
  readonly whileRinging: number;
  readonly complaints: readonly string[];
}

interface FloorDayOptions {
  readonly appeal: Appeal;
  readonly seed: number;
  /** The instant from which the floor runs, and for how long; agents work at all hours. */
  readonly from: number;
  readonly hours: number;
  readonly donors: number;
}

/** Runs the real engine, runtime, pacing, store and switch model in virtual time; every originate is judged as it leaves. */
export async function floorDay(options: FloorDayOptions): Promise<FloorDayReport> {
  return new FloorDay(options).run();
}

class FloorDay {
  readonly #options: FloorDayOptions;
  readonly #random: Random;
  readonly #clock: SimulatedClock;
  readonly #time: VirtualTime;
  readonly #models: ReadonlyMap<SwitchId, SwitchModel>;
  readonly #people = new Map<string, Place>();
  readonly #facts: FloorFacts;
  readonly #store;
  readonly #ids;
  readonly #counts = { originates: 0, refused: 0, objections: 0, whileRinging: 0 };
  readonly #complaints: string[] = [];
  #runtime: FloorRuntime | undefined;

  constructor(options: FloorDayOptions) {
    this.#options = options;
    this.#random = seededRandom(options.seed);
    this.#clock = new SimulatedClock(options.from);
    this.#time = new VirtualTime(this.#clock);
    this.#ids = idSource(this.#clock, this.#random.fork('ids'));
    this.#store = createMemoryStore({ clock: this.#time.clock(), ids: this.#ids });
    this.#models = openNetwork({ seed: options.seed, agents: AGENTS, minutes: 0 }, this.#clock, this.#random);
    this.#facts = new FloorFacts(this.#people);
  }

  async run(): Promise<FloorDayReport> {
    const { from, hours } = this.#options;
    const running = { ...campaign(this.#ids.next<'campaign'>(), 'predictive'), status: 'running' as const };
    await this.#store.putCampaign(running);
    await this.#importDonors(running.id);
    const agentIds = Array.from({ length: AGENTS }, () => this.#ids.next<'agent'>());
    const desks = new Desks(
      {
        clock: this.#clock,
        random: this.#random.fork('desks'),
        law: { ...scenarios['fundraising-FR'].agents, breakShare: 0 },
        agentIds,
        campaignIds: [running.id],
        models: this.#models,
        floor: () => this.#runtime,
      },
      this.#ids.next<'agent'>(),
    );
    await this.#start((agentId) => desks.changed(agentId));
    this.#loadRegisters();
    desks.open({ from: this.#clock.now(), to: from + (hours + 1) * HOUR }, 0);
    this.#objectNowAndThen();
    await this.#time.run(hours * HOUR);
    this.#runtime?.submit({ type: 'floor.drain', reason: 'the end' });
    await this.#time.run((hours + 1) * HOUR);
    return { ...this.#counts, complaints: this.#complaints };
  }

  async #start(changed: (agentId: AgentId) => void): Promise<void> {
    const random = this.#random.fork('life');
    const life = new Life(this.#time, random.fork('disk'));
    this.#runtime = await startFloor({
      orgId: ORG,
      gate: gateFor(this.#options.appeal),
      limits: limits([...this.#models.keys()]),
      random,
      clock: this.#time.clock(),
      store: life.store(this.#store, goodDisk, () => undefined),
      switches: [...this.#models].map(([switchId, model]) => virtualSwitch({ switchId, model, random })),
      pacing: life.pacing(new InlinePacing(() => undefined)),
      log: { warn: () => undefined, error: (_fields, message) => void this.#complaints.push(message) },
      observe: (state, _input, events, effects) => {
        for (const effect of effects) this.#effect(effect, state.now);
        for (const event of events) this.#event(event, changed);
      },
    });
  }

  #loadRegisters(): void {
    const { appeal, from } = this.#options;
    const numbers = [...this.#people.keys()];
    const random = this.#random.fork('registers');
    const drawn = drawRegisters(appeal.jurisdiction, numbers, dayAt(from), this.#store.numberKeys, random);
    for (const register of drawn.registers) this.#runtime?.submit({ type: 'register.put', register });
    this.#facts.screenedBy(drawn);
  }

  #effect(effect: FloorEffect, at: number): void {
    if (effect.type !== 'switch' || effect.command.type !== 'originate') return;
    const { attemptId, permit } = effect.command;
    const { appeal } = this.#options;
    const reserved = this.#runtime?.state.calls.get(attemptId)?.reservedAgentId !== undefined;
    const call = this.#facts.callFacts(permit.number, { ...appeal, jurisdictions: [appeal.jurisdiction] }, reserved);
    const broken = rulesBroken(call, appeal.profile, at);
    if (broken.length > 0)
      this.#complaints.push(
        `UNLAWFUL originate: ${broken.join()} | ${new Date(at).toISOString()} | ${JSON.stringify(call)}`,
      );
    this.#counts.originates++;
    this.#facts.left(attemptId, permit.number, at);
  }

  #event(event: FloorEvent, changed: (agentId: AgentId) => void): void {
    this.#facts.event(event);
    if (event.type === 'agent.state-changed') changed(event.data.agentId);
    if (event.type === 'compliance.refused') this.#counts.refused++;
    if (event.type === 'call.ringing') this.#objectWhileRinging(event.data.attemptId);
  }

  #objectNowAndThen(): void {
    const random = this.#random.fork('anybody');
    const later = () =>
      this.#clock.schedule(random.int(0, 2 * OBJECTION_EVERY), () => {
        const number = [...this.#people.keys()][random.int(0, this.#people.size - 1)];
        if (number !== undefined) this.#object(number);
        later();
      });
    later();
  }

  #objectWhileRinging(attemptId: AttemptId): void {
    if (this.#random.next() >= OBJECTS_WHILE_RINGING) return;
    const ringing = () => this.#runtime?.state.calls.get(attemptId)?.state === 'ringing';
    this.#clock.schedule(this.#random.int(0, AFTER_RINGING), () => {
      const number = this.#runtime?.state.calls.get(attemptId)?.number.number;
      if (number === undefined || !ringing()) return;
      this.#counts.whileRinging++;
      this.#object(number);
      this.#clock.schedule(TAKEN_BACK_WITHIN, () => {
        if (ringing()) this.#complaints.push(`${attemptId} still rings after its person objected`);
      });
    });
  }

  #object(number: string): void {
    if (this.#runtime === undefined) return;
    this.#counts.objections++;
    this.#time.touch();
    this.#facts.objects(number, this.#clock.now());
    void floorDoor(this.#runtime, this.#store).object(
      { type: 'number', number: number as E164, clientId: CLIENT, source: 'letter' },
      { kind: 'system' },
    );
  }

  async #importDonors(campaignId: ReturnType<typeof campaign>['id']): Promise<void> {
    const { appeal, donors } = this.#options;
    const all = places[appeal.jurisdiction];
    const rows = Array.from({ length: donors }, (_, i) => {
      const number = `${numberStems[appeal.jurisdiction]}${String(i).padStart(4, '0')}`;
      const place = all[i % all.length];
      if (place === undefined) throw new Error(`no places in ${appeal.jurisdiction}`);
      this.#people.set(number, place);
      return donorRow(i, number, place);
    });
    await this.#store.importDonors(ORG, CLIENT, campaignId, rows, this.#clock.now());
  }
}

function donorRow(index: number, number: string, place: Place) {
  return {
    donorCode: `D${index}`,
    civility: null,
    firstName: null,
    lastName: `Donor ${index}`,
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
    numbers: [{ number, kind: 'fixed' as const, zones: place.zones, holidayRegions: place.holidayRegions }],
    rank: index,
    suppressedBecause: null,
  };
}
