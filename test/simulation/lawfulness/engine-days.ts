import { createGate, type Gate, shippedRules } from '../../../src/compliance/index.ts';
import type { FloorEffect, FloorEvent, FloorRuntime } from '../../../src/dialer/index.ts';
import { floorDoor, startFloor } from '../../../src/dialer/index.ts';
import type { AgentId, AttemptId, CampaignId, ClientId, SwitchId } from '../../../src/kernel/id.ts';
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
import { campaign, goodDisk, limits, ORG, openNetwork } from '../world-parts.ts';
import type { Jurisdiction } from './checker/facts.ts';
import { DAY } from './checker/local-time.ts';
import { EngineFacts, type Footing } from './engine-facts.ts';
import { EngineNews } from './engine-news.ts';
import { drawDonors, type KnownDonor, leadRow } from './engine-people.ts';
import { drawFootings, drawShifts, limitsOf, type TightLimit } from './engine-plan.ts';
import { drawRegisters } from './floor-registers.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const AGENTS = 3;
const DONORS = 30;
/** After the end of a shift the last talks go on for no longer than this. */
const LAST_TALKS = 40 * MINUTE;
const COPY_AGES = [2, 2, 9, 14, 24, 27];
const MAX_COMPLAINTS = 20;

/** Numbers that may be shown, in every mode. */
const callerIds: Readonly<Record<Jurisdiction, string>> = {
  FR: '+33162000000',
  UK: '+442079460999',
  US: '+12125550199',
  CA: '+14165550199',
  BE: '+3225559999',
  DE: '+493023125999',
  ES: '+34910009999',
  CH: '+41446689999',
  IE: '+35312389999',
  NL: '+31207949999',
  IT: '+390612399999',
  AU: '+61255599999',
};

export interface EngineDaysOptions {
  readonly jurisdiction: Jurisdiction;
  readonly seed: number;
  /** The first day, and which days after it are worked: days since 1970, UTC. */
  readonly start: number;
  readonly offsets: readonly number[];
  /** The gate goes by this profile, as one does that is set up wrongly. */
  readonly mistake?: { readonly profile: 'statutory' };
}

export interface EngineDaysReport {
  readonly days: number;
  readonly starts: number;
  readonly originates: number;
  readonly refused: number;
  readonly objections: number;
  readonly consents: number;
  /** Objections and withdrawals that arrived while that very phone rang. */
  readonly whileRinging: number;
  readonly complaints: readonly string[];
}

const gate = createGate({ packs: shippedRules(), profile: 'recommended' });

/**
 * Three campaigns of two charities that know the same households, over days that may lie months apart: the engine is
 * started anew for each shift, out of what storage kept, and every originate is judged as it leaves.
 */
export async function engineDays(options: EngineDaysOptions): Promise<EngineDaysReport> {
  return new EngineDays(options).run();
}

class EngineDays {
  readonly #options: EngineDaysOptions;
  readonly #random: Random;
  readonly #clock: SimulatedClock;
  readonly #time: VirtualTime;
  readonly #models: ReadonlyMap<SwitchId, SwitchModel>;
  readonly #store;
  readonly #ids;
  readonly #desks: Desks;
  readonly #facts: EngineFacts;
  readonly #news: EngineNews;
  readonly #footings: readonly Footing[];
  readonly #donors = new Map<string, KnownDonor>();
  readonly #tight: TightLimit;
  readonly #complaints: string[] = [];
  readonly #counts = { days: 0, starts: 0, originates: 0, refused: 0 };
  readonly #known: readonly KnownDonor[];
  #runtime: FloorRuntime | undefined;

  constructor(options: EngineDaysOptions) {
    const { jurisdiction, seed, start } = options;
    this.#options = options;
    this.#random = seededRandom(seed).fork(`engine:${jurisdiction}`);
    this.#clock = new SimulatedClock(start * DAY);
    this.#time = new VirtualTime(this.#clock);
    this.#ids = idSource(this.#clock, this.#random.fork('ids'));
    this.#store = createMemoryStore({ clock: this.#time.clock(), ids: this.#ids });
    const world = { seed, agents: AGENTS, minutes: 0, scenario: 'short-calls' } as const;
    this.#models = openNetwork(world, this.#clock, this.#random);
    const campaignIds = Array.from({ length: 3 }, () => this.#ids.next<'campaign'>());
    this.#footings = drawFootings(jurisdiction, campaignIds, this.#random.fork('footings'));
    this.#tight = limitsOf(this.#random.fork('limits'));
    this.#facts = new EngineFacts((client) => this.#tight.numbersFor(client));
    this.#known = ['client-1', 'client-2'].flatMap((client) =>
      drawDonors(jurisdiction, client, DONORS, start * DAY, this.#random.fork(client)),
    );
    this.#news = new EngineNews({
      random: this.#random.fork('news'),
      clock: this.#clock,
      time: this.#time,
      store: this.#store,
      facts: this.#facts,
      footings: this.#footings,
      runtime: () => this.#runtime,
      complain: (what) => this.#complain(what),
    });
    this.#desks = this.#openDesks(campaignIds);
  }

  async run(): Promise<EngineDaysReport> {
    const { offsets, start } = this.#options;
    await this.#putCampaigns();
    for (const [i, offset] of offsets.entries()) {
      await this.#bringLeads(i);
      for (const shift of drawShifts(this.#options.jurisdiction, start + offset, this.#random.fork(`day:${offset}`)))
        if (shift.from >= this.#clock.now()) await this.#work(shift);
      this.#counts.days++;
    }
    return { ...this.#counts, ...this.#news.counts, complaints: this.#complaints };
  }

  #openDesks(campaignIds: readonly CampaignId[]): Desks {
    const law = { ...scenarios['short-calls'].agents, breakShare: 0, pauseAfterCall: 0, lastCallBeforeMs: 20 * SECOND };
    return new Desks(
      {
        clock: this.#clock,
        random: this.#random.fork('desks'),
        law,
        agentIds: Array.from({ length: AGENTS }, () => this.#ids.next<'agent'>()),
        campaignIds,
        models: this.#models,
        floor: () => this.#runtime,
      },
      this.#ids.next<'agent'>(),
    );
  }

  async #putCampaigns(): Promise<void> {
    for (const [i, footing] of this.#footings.entries()) {
      const { campaign: id, client, purpose, callerType, profile, jurisdiction, welcomes } = footing;
      const mode = i === 1 ? 'progressive' : 'predictive';
      await this.#store.putCampaign({
        ...campaign(id as CampaignId, mode),
        clientId: client as ClientId,
        callerId: callerIds[jurisdiction] as E164,
        purpose,
        callerType,
        profile,
        ...(welcomes ? { kind: 'welcome' as const } : {}),
      });
    }
  }

  /** The file of each campaign comes on a day of its own, the second one of a charity about a month after the first. */
  async #bringLeads(day: number): Promise<void> {
    const due = [0, Math.min(5, this.#options.offsets.length - 1), 0];
    for (const [i, { campaign: id, client }] of this.#footings.entries()) {
      if (due[i] !== day) continue;
      const donors = this.#known.filter((donor) => donor.client === client);
      const rows = donors.map(leadRow);
      const clientId = client as ClientId;
      await this.#store.importDonors(ORG, clientId, id as CampaignId, rows, this.#clock.now());
      for (const donor of donors) {
        const [donorId] = await this.#store.donors.find(clientId, { code: donor.code });
        if (donorId !== undefined) this.#donors.set(donorId, donor);
      }
      this.#news.knows(this.#donors);
    }
  }

  /** One life of the process: it starts, agents work, and it ends when the last talk is over. */
  async #work(shift: { readonly from: number; readonly to: number }): Promise<void> {
    this.#clock.advance(shift.from - this.#clock.now());
    const life = new Life(this.#time, this.#random.fork(`life:${shift.from}`));
    const runtime = await this.#start(life);
    this.#counts.starts++;
    this.#loadRegisters(runtime);
    await this.#tight.set(floorDoor(runtime, this.#store), this.#time);
    this.#desks.refresh();
    this.#desks.open({ from: shift.from, to: shift.to }, shift.from);
    const stop = this.#news.comeAndGo();
    const { state } = runtime;
    await this.#time.run(this.#elapsed(shift.to));
    stop();
    runtime.submit({ type: 'floor.drain', reason: 'the end of the shift' });
    const over = () => state.calls.size === 0 && state.wrapUps.size === 0 && state.agents.size === 0;
    await this.#time.run(this.#elapsed(shift.to + LAST_TALKS), over);
    const closed = runtime.close().then(() => this.#time.touch());
    this.#time.touch();
    await this.#time.run(this.#clock.monotonic() + 15 * SECOND);
    await closed;
    this.#runtime = undefined;
  }

  #elapsed(at: number): number {
    return this.#clock.monotonic() + at - this.#clock.now();
  }

  async #start(life: Life): Promise<FloorRuntime> {
    const random = this.#random.fork(`start:${this.#clock.now()}`);
    const runtime = await startFloor({
      orgId: ORG,
      gate: this.#gate(),
      limits: limits([...this.#models.keys()]),
      random,
      clock: this.#time.clock(),
      store: life.store(this.#store, goodDisk, () => undefined),
      switches: [...this.#models].map(([switchId, model]) => virtualSwitch({ switchId, model, random })),
      pacing: life.pacing(new InlinePacing(() => undefined)),
      log: { warn: () => undefined, error: (_fields, message) => this.#complain(message) },
      observe: (state, _input, events, effects) => {
        for (const effect of effects) this.#effect(state, effect);
        for (const event of events) this.#event(event);
      },
    });
    this.#runtime = runtime;
    return runtime;
  }

  #gate(): Gate {
    const { mistake } = this.#options;
    if (mistake === undefined) return gate;
    return { ...gate, decide: (call, at) => gate.decide({ ...call, campaign: { ...call.campaign, ...mistake } }, at) };
  }

  /** Copies that are good, that get too old in the days to come, or that nobody brought. */
  #loadRegisters(runtime: FloorRuntime): void {
    const { jurisdiction, start } = this.#options;
    const month = Math.floor((this.#clock.now() / DAY - start) / 30);
    const random = this.#random.fork(`registers:${month}`);
    const age = COPY_AGES[random.int(0, COPY_AGES.length - 1)] ?? 0;
    const numbers = [...new Set(this.#known.flatMap((donor) => donor.numbers.map(({ number }) => number)))];
    const day = start + 30 * month;
    const drawn = drawRegisters(jurisdiction, numbers, day, this.#store.numberKeys, random, age);
    for (const register of drawn.registers) runtime.submit({ type: 'register.put', register });
    this.#facts.registers = drawn;
  }

  #effect({ calls, now: at }: FloorRuntime['state'], effect: FloorEffect): void {
    if (effect.type !== 'switch' || effect.command.type !== 'originate') return;
    const { attemptId, permit, campaignId } = effect.command;
    const call = calls.get(attemptId);
    const donor = this.#donors.get(call?.candidate.donorId ?? '');
    const footing = this.#footings.find(({ campaign: id }) => id === campaignId);
    if (call === undefined || donor === undefined || footing === undefined) {
      this.#complain(`nobody knows whom ${attemptId} calls`);
      return;
    }
    const agentReserved = call.reservedAgentId !== undefined;
    const askedFor = call.candidate.ownerId !== undefined;
    const leaving = { attemptId, number: permit.number, donor, footing, agentReserved, askedFor, at };
    const broken = this.#facts.broken(leaving);
    if (broken.length > 0)
      this.#complain(
        `UNLAWFUL originate: ${broken.join(', ')} | ${new Date(at).toISOString()} | ${permit.number} | ${JSON.stringify({ footing, donor })}`,
      );
    this.#counts.originates++;
    this.#facts.left(leaving);
  }

  #event(event: FloorEvent): void {
    this.#facts.event(event);
    if (event.type === 'agent.state-changed') this.#desks.changed(event.data.agentId as AgentId);
    if (event.type === 'compliance.refused') this.#counts.refused++;
    if (event.type === 'call.ringing') this.#news.rings(event.data.attemptId as AttemptId);
  }

  #complain(what: string): void {
    if (this.#complaints.length < MAX_COMPLAINTS) this.#complaints.push(what);
  }
}
