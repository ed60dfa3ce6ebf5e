import { createHash } from 'node:crypto';
import type { Campaign } from '../../src/campaigns/index.ts';
import { houseGate, shippedRules } from '../../src/compliance/index.ts';
import { type FloorEvent, type FloorRuntime, floorDoor, startFloor } from '../../src/dialer/index.ts';
import type { AgentId, ClientId, SwitchId } from '../../src/kernel/id.ts';
import { idSource } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { type Random, seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { InlinePacing } from '../../src/pacing/index.ts';
import { scenarios } from '../../src/simulator/scenarios.ts';
import { isLive } from '../../src/simulator/switch/channel.ts';
import { leave } from '../../src/simulator/switch/far-end.ts';
import type { SwitchModel } from '../../src/simulator/switch/switch-model.ts';
import { roleOf } from '../../src/simulator/virtual/signal-map.ts';
import { type VirtualSwitch, virtualSwitch } from '../../src/simulator/virtual/virtual-switch.ts';
import { drawExponential } from '../../src/simulator/world/draw.ts';
import { StorageError } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import { Desks } from './desks.ts';
import { importDonors } from './donors.ts';
import { Invariants } from './invariants.ts';
import { Life } from './life.ts';
import { startMishaps } from './mishaps.ts';
import { VirtualTime } from './settle.ts';
import { SwitchWatch } from './switch-watch.ts';
import { type Faults, TUESDAY_MORNING, type WorldOptions, type WorldReport } from './world-options.ts';
import { CLIENT, campaign, goodDisk, limits, ORG, openNetwork, pacingFaults } from './world-parts.ts';

/** How long a floor may take to finish its last calls: some donors speak for an hour. */
const DRAIN_MS = 180 * MINUTE_MS;
/** The last calm minutes of a faulty world, in which everything has to heal. */
const CALM_MS = MINUTE_MS;

const WATCH_MS = 500;
/** Of a large floor, less often: it is the same code at every size. */
const WATCH_LARGE_MS = 1_000;

/** A floor and everything around it, in virtual time, from one seed. */
export async function simulate(options: WorldOptions): Promise<WorldReport> {
  return new World(options).run();
}

export class World {
  readonly options: WorldOptions;
  readonly clock: SimulatedClock;
  readonly invariants: Invariants;
  runtime: FloorRuntime | undefined;
  readonly #random: Random;
  readonly #time: VirtualTime;
  readonly #gate;
  readonly store: MemoryStore;
  readonly #models: ReadonlyMap<SwitchId, SwitchModel>;
  readonly #watch: SwitchWatch;
  readonly #desks: Desks;
  readonly #agentIds: readonly AgentId[];
  readonly #campaigns: readonly Campaign[];
  readonly #hash = createHash('sha256');
  readonly #calm = new Map<SwitchId, number>();
  readonly #faultsRandom: Random;
  #ports: VirtualSwitch[] = [];
  #life: Life;
  #lives = 0;
  #events = 0;
  #crashAfterSteps: number | undefined;
  #busySwitchUntil = 0;
  #restarting = false;
  #looks = { working: 0, loggedIn: 0 };

  constructor(options: WorldOptions) {
    this.options = options;
    const { seed, faults } = options;
    this.#random = seededRandom(seed);
    this.#faultsRandom = this.#random.fork('faults');
    this.clock = new SimulatedClock(options.startAt ?? TUESDAY_MORNING);
    this.#time = new VirtualTime(this.clock);
    const ids = idSource(this.clock, this.#random.fork('setup'));
    const isKept = ({ id }: { readonly id: string }) => options.withoutRules?.includes(id) !== true;
    this.#gate = houseGate(shippedRules().map((pack) => ({ ...pack, rules: pack.rules.filter(isKept) })));
    this.invariants = new Invariants(this.#gate.terms('FR'), options.agents > 50 ? 64 : 16);
    const diskRandom = this.#random.fork('disk');
    this.store = createMemoryStore({
      clock: this.#time.clock(),
      ids,
      ...(options.keepEvents === undefined ? {} : { keepEvents: options.keepEvents }),
      faults: (operation) => {
        const read = operation === 'dueContacts' || operation === 'readEvents';
        if (faults === undefined || !read || diskRandom.next() >= faults.readFailShare) return undefined;
        const error = new StorageError('locked', 'simulated: the list is locked. Try again.');
        return diskRandom.next() < 0.5
          ? { kind: 'failing', error }
          : { kind: 'slow', delayMs: diskRandom.int(1, 5_000) };
      },
    });
    this.#models = openNetwork(options, this.clock, this.#random);
    this.#watch = new SwitchWatch({ models: this.#models, say: (what) => this.invariants.say(what) });
    const scenario = scenarios[options.scenario ?? 'fundraising-FR'];
    this.#agentIds = Array.from({ length: options.agents }, () => ids.next<'agent'>());
    const count = options.campaigns ?? 1;
    this.#campaigns = Array.from({ length: count }, (_, i) =>
      campaign(ids.next<'campaign'>(), i === 0 ? (options.mode ?? 'predictive') : 'progressive'),
    );
    this.#desks = new Desks(
      {
        clock: this.clock,
        random: this.#random.fork('desks'),
        law: scenario.agents,
        agentIds: this.#agentIds,
        campaignIds: this.#campaigns.map(({ id }) => id),
        models: this.#models,
        floor: () => this.runtime,
      },
      ids.next<'agent'>(),
    );
    this.#life = new Life(this.#time, this.#random.fork('life:0'));
  }

  async run(): Promise<WorldReport> {
    const failed = (reason: unknown) =>
      this.invariants.say(`a promise was rejected: ${reason instanceof Error ? (reason.stack ?? '') : String(reason)}`);
    process.on('unhandledRejection', failed);
    try {
      await this.#live();
    } catch (error) {
      this.invariants.say(`stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    } finally {
      process.off('unhandledRejection', failed);
    }
    const { counts, broken } = this.invariants;
    return {
      seed: this.options.seed,
      counts,
      broken,
      logHash: this.#hash.digest('hex'),
      events: this.#events,
      lives: this.#lives,
      utilisation: this.#looks.working / Math.max(1, this.#looks.loggedIn),
      abandonment: counts.abandoned / Math.max(1, counts.answered),
    };
  }

  async #live(): Promise<void> {
    const { minutes, faults, every } = this.options;
    await this.#open();
    const endMs = minutes * MINUTE_MS;
    const calm = faults === undefined ? () => undefined : this.#startMishaps(faults);
    if (every !== undefined) {
      const report = () => {
        every.report(this);
        this.clock.schedule(every.minutes * MINUTE_MS, report);
      };
      this.clock.schedule(every.minutes * MINUTE_MS, report);
    }
    await this.#time.run(faults === undefined ? endMs : endMs - CALM_MS);
    calm();
    this.#crashAfterSteps = undefined;
    if (faults !== undefined) await this.#time.run(endMs);
    await this.#drain();
  }

  async #open(): Promise<void> {
    const { minutes, agents, shifts } = this.options;
    for (const [i, each] of this.#campaigns.entries()) {
      await this.store.putCampaign(each);
      const count = this.options.donors ?? Math.ceil(agents * minutes * 1.6) + 1_500;
      await importDonors(this.store, {
        orgId: ORG,
        clientId: CLIENT,
        campaignId: each.id,
        from: i * count,
        count,
        at: this.clock.now(),
      });
    }
    await this.#start();
    const startAt = this.clock.now();
    const days = shifts ?? [{ from: 0, to: minutes + DRAIN_MS / MINUTE_MS + 60 }];
    for (const [day, { from, to }] of days.entries()) {
      this.clock.schedule(from * MINUTE_MS, () =>
        this.#desks.open({ from: startAt + from * MINUTE_MS, to: startAt + to * MINUTE_MS }, day),
      );
    }
    if (this.options.faults !== undefined) this.#desks.openSupervisor();
    const look = () => {
      this.#look();
      this.clock.schedule(this.options.agents > 50 ? WATCH_LARGE_MS : WATCH_MS, look);
    };
    look();
  }

  /** Foyer starts, on the store and the switches as they are. */
  async #start(): Promise<void> {
    const name = `life:${this.#lives++}`;
    const random = this.#random.fork(name);
    const life = new Life(this.#time, random.fork('disk'));
    this.#life = life;
    const { faults } = this.options;
    this.#ports = [...this.#models].map(([switchId, model]) =>
      virtualSwitch({ switchId, model, random, ...(faults === undefined ? {} : { faults: faults.line }) }),
    );
    const runtime = await startFloor({
      orgId: ORG,
      gate: this.#gate,
      limits: limits([...this.#models.keys()]),
      random,
      clock: this.#time.clock(),
      store: life.store(this.store, faults?.disk ?? goodDisk, (events) => this.#stored(events)),
      switches: this.#ports.map((port) => life.port(port, (work) => this.clock.schedule(0, work))),
      pacing: life.pacing(new InlinePacing(pacingFaults(faults, random.fork('pacing')))),
      log: { warn: () => undefined, error: (fields, message) => this.#logged(fields, message) },
      observe: (state, input, events, effects) => {
        if (!life.alive) return;
        if (input.type === 'switch.up') this.#calm.set(input.switchId, this.clock.monotonic());
        if (input.type === 'switch.down') this.#calm.delete(input.switchId);
        this.invariants.observe(state, input, events, effects);
        for (const event of events) if (event.type === 'agent.state-changed') this.#desks.changed(event.data.agentId);
        if (this.#crashAfterSteps !== undefined && this.#crashAfterSteps-- <= 0) this.#crash();
      },
    });
    this.#restarting = false;
    this.runtime = runtime;
    this.#desks.refresh();
  }

  /** The process is gone in the middle of things; the switches live on. */
  #crash(): void {
    this.#crashAfterSteps = undefined;
    const { runtime } = this;
    if (runtime === undefined) return;
    this.runtime = undefined;
    this.#life.end();
    runtime.detach();
    this.#calm.clear();
    const lingerMs = this.#faultsRandom.next() < 0.5 ? 0 : 3;
    for (const port of this.#ports) this.clock.schedule(lingerMs, () => void port.close());
    const downMs =
      this.#faultsRandom.next() < 0.8 ? this.#faultsRandom.int(10, 4_000) : this.#faultsRandom.int(4_000, 90_000);
    this.#restarting = true;
    this.clock.schedule(downMs, () => {
      this.#time.touch();
      this.invariants.reborn();
      void this.#start();
    });
  }

  #stored(events: readonly FloorEvent[]): void {
    this.#events += events.length;
    this.invariants.durable(events);
    for (const event of events) this.#hash.update(JSON.stringify(event));
  }

  /** Injected failures are expected; any other error is a fault of Foyer's. */
  #logged(fields: Readonly<Record<string, unknown>>, message: string): void {
    const text = `${String(fields['error'] ?? '')} ${String(fields['reason'] ?? '')}`;
    if (!text.includes('simulated:')) this.invariants.say(`logged: ${message} ${JSON.stringify(fields)}`);
  }

  #look(): void {
    const state = this.runtime?.state;
    this.#watch.look(this.clock.monotonic(), state, (id) => this.#calm.get(id));
    if (state === undefined || state.draining) return;
    for (const agent of state.agents.values()) {
      if (agent.supervisor) continue;
      this.#looks.loggedIn++;
      if (agent.state === 'talking' || agent.state === 'wrap-up') this.#looks.working++;
    }
  }

  #startMishaps(faults: Faults): () => void {
    const random = this.#faultsRandom;
    const pickPort = () => this.#ports[random.int(0, this.#ports.length - 1)] as VirtualSwitch;
    const trouble = (port: VirtualSwitch) => this.#calm.delete(port.switchId);
    return startMishaps({
      clock: this.clock,
      random: this.#random.fork('mishaps'),
      rates: faults.mishaps,
      agentIds: this.#agentIds,
      supervisorId: this.#desks.supervisorId,
      campaignIds: this.#campaigns.map(({ id }) => id),
      clientId: CLIENT,
      floor: () => this.runtime,
      act: (agentId, command) => this.#desks.act(agentId, command),
      does: {
        loseLine: (agentId) => this.#loseLine(agentId),
        loseBrowser: (agentId, forMs) => this.#desks.loseBrowser(agentId, forMs),
        object: (number, clientId) => this.#object(number as E164, clientId),
        crash: () => {
          if (this.runtime !== undefined && this.clock.monotonic() > this.#busySwitchUntil)
            this.#crashAfterSteps = random.int(0, 60);
        },
        cut: () => {
          const port = pickPort();
          trouble(port);
          port.cut(drawExponential(random, 4_000), random.int(0, 3_000));
        },
        restartSwitch: () => {
          if (this.runtime === undefined || this.#crashAfterSteps !== undefined) return;
          const port = pickPort();
          trouble(port);
          const downMs = random.int(2_000, 20_000);
          this.#busySwitchUntil = this.clock.monotonic() + downMs + 2 * SECOND_MS;
          port.restart(downMs, random.next() < 0.5 ? 'sigterm' : 'crash');
        },
        overload: () => {
          const port = pickPort();
          trouble(port);
          port.overload(1_200);
          this.clock.schedule(drawExponential(random, 15_000), () => {
            port.overload(0);
            const up = this.runtime?.state.switches.get(port.switchId)?.up === true;
            if (up && this.#ports.includes(port)) this.#calm.set(port.switchId, this.clock.monotonic());
          });
        },
        jump: (byMs) => this.clock.jump(byMs),
      },
    });
  }

  #loseLine(agentId: AgentId): void {
    const agent = this.runtime?.state.agents.get(agentId);
    const model = agent?.switchId === undefined ? undefined : this.#models.get(agent.switchId);
    const channel = agent?.lineLegId === undefined ? undefined : model?.channels.get(agent.lineLegId);
    if (model !== undefined && isLive(channel)) leave(model, channel);
  }

  #object(number: E164, clientId: ClientId): void {
    if (this.runtime === undefined) return;
    this.#time.touch();
    void floorDoor(this.runtime, this.store).object(
      { type: 'number', number, clientId, source: 'letter' },
      { kind: 'system' },
    );
  }

  /** The last calls are finished; then nothing may be left, and the projections must be what the log says. */
  async #drain(): Promise<void> {
    const { clock } = this;
    await this.#time.run(clock.monotonic() + 5 * MINUTE_MS, () => !this.#restarting);
    const runtime = this.runtime;
    if (runtime === undefined) {
      this.invariants.say('Foyer did not come back');
      return;
    }
    runtime.submit({ type: 'floor.drain', reason: 'the end' });
    const { state } = runtime;
    await this.#time.run(clock.monotonic() + DRAIN_MS, () => state.calls.size === 0 && state.wrapUps.size === 0);
    await this.#time.run(clock.monotonic() + 15 * SECOND_MS);
    const ours = [...this.#models.values()].flatMap((model) =>
      [...model.channels.values()].filter((channel) => isLive(channel) && roleOf(channel) !== undefined),
    );
    this.invariants.finish(
      state,
      ours.map(({ uuid }) => uuid),
    );
    for (const attemptId of state.wrapUps.keys()) this.invariants.say(`${attemptId}: its wrap-up never ends`);
    for (const { id } of this.#campaigns) {
      const tally = await this.store.contactTally(id, clock.now());
      if (tally.dialing > 0) this.invariants.say(`campaign ${id}: ${tally.dialing} contacts are "dialing" for ever`);
    }
    if (this.options.keepEvents === undefined) await this.#compareRebuild();
  }

  async #compareRebuild(): Promise<void> {
    const tables = [
      'attempts',
      'legs',
      'objections',
      'agentSessions',
      'campaignCounts',
      'contacts',
      'numbers',
      'campaigns',
    ] as const;
    const before = tables.map((table) => JSON.stringify(this.store.rows(table)));
    await this.store.rebuild();
    for (const [i, table] of tables.entries())
      if (JSON.stringify(this.store.rows(table)) !== before[i])
        this.invariants.say(`table ${table}: a rebuild gives other rows`);
  }
}
