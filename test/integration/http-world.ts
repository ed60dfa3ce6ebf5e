import type { Campaign } from '../../src/campaigns/index.ts';
import { houseGate } from '../../src/compliance/index.ts';
import {
  type FloorRuntime,
  floorDoor,
  type SwitchCommand,
  type SwitchPort,
  type SwitchSignal,
  startFloor,
} from '../../src/dialer/index.ts';
import { type AppOptions, createApp, type HttpApp, hashPassword } from '../../src/http/index.ts';
import {
  type AgentId,
  type ClientId,
  type GatewayId,
  idSource,
  type LegId,
  type OrgId,
  type SwitchId,
} from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { MINUTE_MS } from '../../src/kernel/time.ts';
import { createLog, createMetrics } from '../../src/ops/index.ts';
import { InlinePacing, Simulations } from '../../src/pacing/index.ts';
import type { Account, Role } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';

/** A Tuesday morning in Paris, when calls are lawful. */
const LAWFUL = Date.UTC(2026, 10, 24, 9, 30);
const NODE = 'fs1' as SwitchId;
const CARRIER = 'carrier' as GatewayId;
export const PASSWORD = 'a good password';

type SignalDraft = SwitchSignal extends infer S ? (S extends unknown ? Omit<S, 'at' | 'switchId'> : never) : never;

/** A switch whose lines open at once; donors ring, and answer or hang up when the test says so. */
class TestSwitch implements SwitchPort {
  readonly switchId = NODE;
  readonly donorLegs: LegId[] = [];
  readonly commands: SwitchCommand[] = [];
  readonly #clock: SimulatedClock;
  #listener: (signal: SwitchSignal) => void = () => undefined;

  constructor(clock: SimulatedClock) {
    this.#clock = clock;
  }

  open(listener: (signal: SwitchSignal) => void): void {
    this.#listener = listener;
    this.signal({ type: 'switch.up', coreUuid: 'core', restarted: false, channels: [] });
  }

  send(command: SwitchCommand): void {
    this.commands.push(command);
    // As over a socket: never within the turn that sent it.
    this.#clock.schedule(1, () => this.#execute(command));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  answer(legId: LegId): void {
    this.signal({ type: 'leg.answered', legId, role: 'donor' });
  }

  hangUp(legId: LegId): void {
    this.signal({
      type: 'leg.ended',
      legId,
      role: 'donor',
      cause: 'NORMAL_CLEARING',
      sipStatus: undefined,
      by: 'remote',
    });
  }

  signal(signal: SignalDraft): void {
    this.#listener({ ...signal, at: this.#clock.now(), switchId: this.switchId } as SwitchSignal);
  }

  #execute(command: SwitchCommand): void {
    const { commandId } = command;
    const legId = command.type === 'bridge' ? command.donorLegId : command.legId;
    this.signal({ type: 'command.ended', commandId, command: command.type, legId, result: { kind: 'accepted' } });
    if (command.type === 'open-line') this.signal({ type: 'leg.answered', legId, role: 'agent' });
    if (command.type === 'originate') {
      this.donorLegs.push(legId);
      this.signal({ type: 'leg.ringing', legId, role: 'donor' });
    }
    if (command.type === 'bridge') this.signal({ type: 'leg.bridged', legId, otherLegId: command.agentLegId });
    if (command.type === 'hang-up') {
      const role = this.donorLegs.includes(legId) ? 'donor' : 'agent';
      this.signal({ type: 'leg.ended', legId, role, cause: command.cause, sipStatus: undefined, by: 'command' });
    }
  }
}

export interface Person {
  readonly account: Account;
  readonly token: string;
}

/** Reads the events of a live answer as they come. */
export class EventReader {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';

  constructor(response: Response) {
    if (response.body === null) throw new Error('the answer has no body');
    this.#reader = response.body.getReader();
  }

  /** The next event; undefined when the stream has ended. */
  async next(): Promise<{ readonly event: string; readonly data: Record<string, unknown> } | undefined> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const [first = '', second = ''] = this.#text.slice(0, end).split('\n');
        this.#text = this.#text.slice(end + 2);
        if (!first.startsWith('event: ')) continue;
        return { event: first.slice(7), data: JSON.parse(second.slice(6)) as Record<string, unknown> };
      }
      const { done, value } = await this.#reader.read();
      if (done) return undefined;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  /** The next event of this name that fits. */
  async until(event: string, fits: (data: Record<string, unknown>) => boolean): Promise<Record<string, unknown>> {
    for (let next = await this.next(); next !== undefined; next = await this.next()) {
      if (next.event === event && fits(next.data)) return next.data;
    }
    throw new Error(`the stream ended before "${event}"`);
  }

  cancel(): Promise<void> {
    return this.#reader.cancel();
  }
}

/** The real HTTP app on the real engine, in virtual time; only the switch is scripted. */
export class HttpWorld {
  readonly clock = new SimulatedClock(LAWFUL);
  readonly orgId: OrgId;
  readonly client: ClientId;
  readonly otherClient: ClientId;
  readonly switch = new TestSwitch(this.clock);
  readonly #random = seededRandom(11);
  readonly #ids = idSource(this.clock, this.#random.fork('test'));
  readonly store: MemoryStore;
  readonly campaign: Campaign;
  readonly otherCampaign: Campaign;
  readonly logLines: string[] = [];
  readonly #hash = hashPassword(PASSWORD);
  runtime!: FloorRuntime;
  readonly simulations = new Simulations({ clock: systemClock });
  http!: HttpApp;

  constructor() {
    this.orgId = this.#ids.next<'org'>();
    this.client = this.#ids.next<'client'>();
    this.otherClient = this.#ids.next<'client'>();
    this.store = createMemoryStore({ clock: this.clock, ids: idSource(this.clock, this.#random.fork('store')) });
    this.campaign = this.#campaign('Hiver', this.client);
    this.otherCampaign = this.#campaign('Autre', this.otherClient);
  }

  static async open(more: Partial<AppOptions> | ((world: HttpWorld) => Partial<AppOptions>) = {}): Promise<HttpWorld> {
    const world = new HttpWorld();
    await world.#start(typeof more === 'function' ? more(world) : more);
    return world;
  }

  #campaign(name: string, clientId: ClientId): Campaign {
    return {
      id: this.#ids.next<'campaign'>(),
      orgId: this.orgId,
      clientId,
      name,
      charityName: `Secours ${name}`,
      mode: 'progressive',
      status: 'running',
      callerId: '+33162000000' as E164,
      gatewayIds: [CARRIER],
      ringLimitMs: 25_000,
      wrapUpReminderMs: 60_000,
      skills: [],
      maxLines: null,
      messageFile: 'message.wav',
      objectionFile: 'objection.wav',
      objectionKey: '9',
    };
  }

  async #start(more: Partial<AppOptions>): Promise<void> {
    const { clock, store } = this;
    for (const campaign of [this.campaign, this.otherCampaign]) await store.putCampaign(campaign);
    const donors = Array.from({ length: 20 }, (_, index) => donorAt(index));
    await store.importDonors(this.orgId, this.client, this.campaign.id, donors, clock.now());
    const log = createLog({ level: 'warn', destination: { write: (line) => this.logLines.push(line) } });
    this.runtime = await startFloor({
      orgId: this.orgId,
      gate: houseGate(),
      limits: [
        { id: NODE, maxCps: 100, maxChannels: 100, peers: [], gateways: [{ id: CARRIER, maxCps: 50, maxLines: 50 }] },
      ],
      random: this.#random.fork('floor'),
      clock,
      store,
      switches: [this.switch],
      pacing: new InlinePacing(),
      log,
    });
    const floor = floorDoor(this.runtime, store);
    this.http = createApp({
      orgId: this.orgId,
      organisation: 'Agence',
      floor,
      store,
      clock,
      wallClock: clock,
      log,
      metrics: createMetrics({ snapshot: () => floor.snapshot() }),
      // Few courses, and time for them however busy the machine is.
      simulations: {
        compare: (question) => this.simulations.compare({ ...question, replications: 9 }, MINUTE_MS),
      },
      agentLines: { browser: true, telephone: undefined },
      limits: { sessions: 100, liveStreams: 10 },
      // Most tests are about something else; second-factor.test.ts requires it.
      secondFactor: 'optional',
      ...more,
    });
    await this.pass(0);
  }

  /** Lets virtual time pass, with the promises that hang on it. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; ; left -= 100) {
      this.clock.advance(Math.min(100, Math.max(0, left)));
      await new Promise((resolve) => setImmediate(resolve));
      if (left <= 0) return;
    }
  }

  async person(role: Role, change: Partial<Account> = {}): Promise<Person> {
    const onFloor = role === 'agent' || role === 'supervisor' || role === 'coach';
    const userId = this.#ids.next<'user'>();
    const account: Account = {
      userId,
      login: `${role}-${userId.slice(-6)}`,
      passwordHash: await this.#hash,
      displayName: `Un ${role}`,
      role,
      orgId: this.orgId,
      clientIds: [this.client],
      agentId: onFloor ? this.#ids.next<'agent'>() : null,
      skills: [],
      campaignIds: onFloor ? [this.campaign.id] : [],
      ...change,
    };
    await this.store.accounts.put(account);
    const answer = await this.json('POST', '/api/session', undefined, {
      login: account.login,
      password: PASSWORD,
      token: true,
    });
    return { account, token: String(answer.body['token']) };
  }

  request(
    method: string,
    path: string,
    person?: Person,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return Promise.resolve(
      this.http.app.request(path, {
        method,
        headers: {
          ...(person === undefined ? {} : { Authorization: `Bearer ${person.token}` }),
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      }),
    );
  }

  async json(method: string, path: string, person?: Person, body?: unknown, headers?: Record<string, string>) {
    const response = await this.request(method, path, person, body, headers);
    const answer = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body: answer, type: response.headers.get('content-type') };
  }

  /** An act of an agent that must succeed; answers with his or her state. */
  async act(person: Person, path: string, body?: unknown, method = 'POST'): Promise<string | undefined> {
    const answer = await this.json(method, `/api/agent${path}`, person, body);
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    const agent = answer.body['agent'] as { state?: string } | null;
    return agent?.state;
  }

  /** An agent on the floor, waiting for a call. */
  async readyAgent(): Promise<Person & { readonly agentId: AgentId }> {
    const person = await this.person('agent');
    await this.act(person, '/session', { line: { kind: 'sip' } });
    await this.pass(100);
    await this.act(person, '/ready');
    const { agentId } = person.account;
    if (agentId === null) throw new Error('an agent account has an agent id');
    return { ...person, agentId };
  }

  /** Lets the floor dial for its ready agents and one donor answer; the leg of that donor. */
  async donorAnswers(): Promise<LegId> {
    const before = this.switch.donorLegs.length;
    for (let turn = 0; this.switch.donorLegs.length === before && turn < 50; turn++) await this.pass(200);
    const legId = this.switch.donorLegs.at(-1);
    if (legId === undefined || this.switch.donorLegs.length === before) throw new Error('no call was placed');
    this.switch.answer(legId);
    await this.pass(100);
    return legId;
  }

  async close(): Promise<void> {
    this.http.close();
    await this.simulations.close();
    await this.runtime.close();
  }
}

function donorAt(index: number) {
  return {
    donorCode: `D${index}`,
    civility: 'Mme',
    firstName: 'Jeanne',
    lastName: `Donatrice-${index}`,
    company: null,
    address: null,
    postalCode: '57000',
    city: 'Metz',
    country: null,
    email: null,
    lastGiftCents: 3_000,
    lastGiftOn: '2025-12-10',
    totalGiftsCents: 21_000,
    giftCount: 7,
    comment: null,
    numbers: [
      {
        number: `+331990010${String(index).padStart(2, '0')}`,
        kind: 'fixed' as const,
        zones: ['Europe/Paris'],
        holidayRegions: ['FR'],
      },
    ],
    rank: index,
    suppressedBecause: null,
  };
}
