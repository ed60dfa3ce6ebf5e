import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AgreedTerms,
  applyImport,
  beginImport,
  createPromiseDesk,
  type DispositionCode,
  lookAtUpload,
  type PromiseAct,
  type PromiseDesk,
  scriptSkill,
} from '../../src/campaigns/index.ts';
import { consoleImports, freshId } from '../../src/commands/import-parts.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { openStore } from '../../src/commands/open-store.ts';
import { houseGate, shippedRules } from '../../src/compliance/index.ts';
import { type AgentCommand, type Floor, type FloorRuntime, floorDoor, startFloor } from '../../src/dialer/index.ts';
import { type AgentId, type AttemptId, type CampaignId, idSource, type SwitchId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { InlinePacing } from '../../src/pacing/index.ts';
import { createSwitch, gatewaySettings, virtualSwitch } from '../../src/simulator/index.ts';
import { leave } from '../../src/simulator/switch/far-end.ts';
import type { SqliteStore } from '../../src/storage/sqlite/index.ts';
import { CLIENT, campaign, limits } from '../simulation/world-parts.ts';
import { goldenFile } from './figures-world.ts';
import { goldenPlan, goldenWorld, type Meeting, RING_LIMIT_MS, SHORT_TALK_MS } from './golden-plan.ts';
import { StoreTime } from './store-time.ts';

/** Tuesday 24 November 2026, 10:00 in Paris. */
export const IMPORTED = Date.UTC(2026, 10, 24, 9);
export const CAMPAIGN = 'campaign-golden' as CampaignId;
const FIRST_DAY = Date.UTC(2026, 10, 24);
const AGENTS = 10;
const SWITCH = 'fs1' as SwitchId;
const SYSTEM = { kind: 'system' } as const;
const LONG_TALK_MS = 240 * SECOND_MS;
const WRAP_UP_MS = 30 * SECOND_MS;
const LUNCH_MS = 5 * MINUTE_MS;
const HEARTBEAT_MS = 8 * SECOND_MS;
/** From the agent's act until the floor knows that the leg is gone. */
const HANG_UP_MS = 0;
/** One-off gifts of which the money arrives. */
const PAID = 42;

/** Mornings and afternoons in turn, since a donor who was not there is tried in another part of the day; 6 h in all. */
const shifts = [
  { day: 0, hour: 9, minutes: 90 },
  { day: 1, hour: 13, minutes: 90 },
  { day: 3, hour: 9, minutes: 45 },
  { day: 6, hour: 13, minutes: 45 },
  { day: 8, hour: 9, minutes: 45 },
  { day: 9, hour: 13, minutes: 45 },
].map(({ day, hour, minutes }) => {
  const from = FIRST_DAY + day * DAY_MS + hour * HOUR_MS + 5 * MINUTE_MS;
  return { from, to: from + minutes * MINUTE_MS };
});

const script = {
  version: 1,
  steps: ['accueil', 'offre', 'demande', 'recapitulatif'],
  offers: ['offre', 'demande'],
  asks: [{ step: 'demande', ask: 1 }],
  mandatory: [{ step: 'recapitulatif', leastMs: 5 * SECOND_MS }],
  usefulTalkMs: 30 * SECOND_MS,
  protectedClosing: null,
};
const useful: ReadonlySet<DispositionCode> = new Set(['PA', 'DON', 'IND', 'REF']);
const refusals = ['budget', 'not-now', 'too-many-calls'] as const;
const kinds = { PA: 'monthly', DON: 'one-off', IND: 'undetermined' } as const;

const agentIds = Array.from({ length: AGENTS }, (_, i) => `agent-${i}` as AgentId);

/** What an agent does with a talk, by what the plan says it brings. */
interface Talk {
  readonly agentId: AgentId;
  readonly attemptId: AttemptId;
  readonly met: Extract<Meeting, { kind: 'talks' }>;
}

/** The golden campaign on a floor that runs: the real import, engine, gate, storage, and a switch in virtual time. */
export class GoldenFloor {
  readonly clock: SimulatedClock;
  readonly store: SqliteStore;
  /** Acts that were not possible: none, if all goes by the plan. */
  readonly refused: string[] = [];
  /** When the last call of each shift was over, ms before its end. */
  readonly spareMs: number[] = [];
  readonly #world = goldenWorld(goldenPlan());
  readonly #random = seededRandom(1);
  readonly #model;
  /** Who has had a call in this shift, and who of them has not paused yet. */
  readonly #lunched = new Set<AgentId>();
  readonly #hungry = new Set<AgentId>();
  readonly #talks = new Map<AttemptId, Talk['met']>();
  readonly #time = new StoreTime();
  #lastCallAt = 0;
  #runtime!: FloorRuntime;
  #floor!: Floor;
  #desk!: PromiseDesk;

  private constructor(clock: SimulatedClock, store: SqliteStore) {
    this.clock = clock;
    this.store = store;
    this.#model = createSwitch({
      name: SWITCH,
      clock,
      random: this.#random.fork('net'),
      world: this.#world,
      gateways: [gatewaySettings('g1'), gatewaySettings('g2')],
      habits: { noticesAtOnce: 0, reactsAtOnce: 0 },
    });
  }

  static async open(folder: string): Promise<GoldenFloor> {
    const clock = new SimulatedClock(IMPORTED);
    return new GoldenFloor(clock, await openStore(folder, clock));
  }

  /** The file is read in its own thread and stored, as by `foyer import`. */
  async importFile(folder: string): Promise<void> {
    const made = { ...campaign(CAMPAIGN, 'progressive'), orgId: ORG_ID, status: 'stopped' as const };
    await this.store.putCampaign({ ...made, ringLimitMs: RING_LIMIT_MS });
    const path = join(folder, 'donateurs.csv');
    await writeFile(path, goldenFile());
    const imports = consoleImports(this.store, this.clock);
    const file = { name: 'donateurs.csv', batchId: freshId(this.clock), clientId: CLIENT, campaignId: CAMPAIGN };
    const batch = await beginImport(imports, await lookAtUpload(imports, path, CLIENT), file, 'system');
    await applyImport(imports, batch, { path }, 'system');
  }

  /** All shifts, and the weeks in which mandates are signed and gifts arrive. */
  async run(): Promise<void> {
    await this.#start();
    for (const { from, to } of shifts) {
      await this.#until(from);
      this.#lunched.clear();
      this.#say(this.#floor.actOnCampaign({ type: 'campaign.start', campaignId: CAMPAIGN }, SYSTEM));
      for (const agentId of agentIds) this.#logIn(agentId);
      await this.#until(to);
      this.spareMs.push(to - this.#lastCallAt);
      for (const agentId of agentIds) this.#act(agentId, { type: 'agent.log-out' });
      this.#say(this.#floor.actOnCampaign({ type: 'campaign.stop', campaignId: CAMPAIGN }, SYSTEM));
    }
    await this.#until(FIRST_DAY + 20 * DAY_MS);
  }

  async #start(): Promise<void> {
    const { clock } = this;
    const store = this.#time.watch(this.store);
    this.#runtime = await startFloor({
      orgId: ORG_ID,
      gate: houseGate(shippedRules()),
      limits: limits([SWITCH]),
      random: this.#random.fork('floor'),
      clock,
      store,
      switches: [virtualSwitch({ switchId: SWITCH, model: this.#model, random: this.#random.fork('port') })],
      pacing: this.#time.watch(new InlinePacing(() => undefined)),
      log: { warn: () => undefined, error: (_fields, message) => void this.refused.push(message) },
      observe: (_state, _input, events) => {
        for (const event of events) {
          if (event.type === 'agent.state-changed') this.#later(0, () => this.#look(event.data.agentId));
          if (event.type === 'call.ringing') this.#ringing(event.data.attemptId);
          if (event.type === 'call.disposed') this.#lastCallAt = event.at;
        }
      },
    });
    this.#floor = floorDoor(this.#runtime, store);
    this.#desk = createPromiseDesk({
      store: store.promises,
      note: (facts, by) => this.#floor.note(facts, by),
      now: () => clock.now(),
      ids: idSource(clock, this.#random.fork('promises')),
    });
    await this.#until(clock.now() + SECOND_MS);
    // Six attempts on a donor within a month are more than the courtesy of the house: a manager allows it.
    for (const limit of ['number-dials-30-days-client', 'donor-dials-30-days'] as const)
      this.#say(
        this.#floor.setLimit(
          { type: 'limit.set', limit, value: 6, reach: { scope: 'agency' }, reason: 'Six attempts within one month' },
          SYSTEM,
        ),
      );
    this.#say(
      this.#floor.actOnCampaign({ type: 'campaign.set-script', campaignId: CAMPAIGN, script, reason: null }, SYSTEM),
    );
    await this.#until(clock.now() + SECOND_MS);
  }

  #until(at: number): Promise<void> {
    return this.#time.run(this.clock, this.clock.monotonic() + at - this.clock.now());
  }

  #later(delayMs: number, work: () => void): void {
    this.clock.schedule(delayMs, work);
  }

  /** What is refused is not passed over in silence. */
  #say(asked: Promise<{ readonly ok: boolean }>): void {
    this.#time.touch();
    void asked.then((result) => {
      if (!result.ok) this.refused.push(JSON.stringify(result));
    });
  }

  #act(agentId: AgentId, command: AgentCommand): void {
    this.#say(this.#floor.act(agentId, command, SYSTEM));
  }

  #logIn(agentId: AgentId): void {
    const line = { kind: 'sip', address: `${agentId}@home.test` } as const;
    const skills = [scriptSkill(CAMPAIGN, script.version)];
    this.#act(agentId, { type: 'agent.log-in', line, campaignIds: [CAMPAIGN], skills, supervisor: false });
    const beat = () => {
      if (!this.#runtime.state.agents.has(agentId)) return;
      this.#act(agentId, { type: 'agent.heartbeat' });
      this.#later(HEARTBEAT_MS, beat);
    };
    this.#later(HEARTBEAT_MS, beat);
  }

  /** What an agent's screen shows has changed. */
  #look(agentId: AgentId): void {
    const agent = this.#runtime.state.agents.get(agentId);
    if (agent === undefined) return;
    const { state, attemptId, since } = agent;
    const still = (work: () => void) => () => {
      const now = this.#runtime.state.agents.get(agentId);
      if (now?.state === state && now.since === since) work();
    };
    if (state === 'not-ready') this.#later(0, still(() => this.#goOn(agentId)));
    if (state === 'paused') this.#later(LUNCH_MS, still(() => this.#act(agentId, { type: 'agent.ready' })));
    if (state === 'line-lost') this.#later(SECOND_MS, still(() => this.#act(agentId, { type: 'agent.reopen-line' })));
    if (attemptId === undefined) return;
    if (state === 'talking') this.#talk(agentId, attemptId, since);
    if (state === 'wrap-up') this.#later(since + WRAP_UP_MS - this.clock.now(), still(() => this.#writeUp(agentId, attemptId)));
  }

  /** The first pause between two calls of a shift is for lunch. */
  #goOn(agentId: AgentId): void {
    const lunch = this.#hungry.delete(agentId);
    this.#act(agentId, lunch ? { type: 'agent.pause', reason: 'lunch' } : { type: 'agent.ready' });
  }

  #ringing(attemptId: AttemptId): void {
    const call = this.#runtime.state.calls.get(attemptId);
    if (call === undefined || this.#world.meeting(call.number.number).kind !== 'meets-silence') return;
    const held = call.reservedAgentId === undefined ? undefined : this.#runtime.state.agents.get(call.reservedAgentId);
    const line = held?.lineLegId === undefined ? undefined : this.#model.channels.get(held.lineLegId);
    if (line !== undefined) this.#later(SECOND_MS, () => leave(this.#model, line));
  }

  #talk(agentId: AgentId, attemptId: AttemptId, since: number): void {
    const call = this.#runtime.state.calls.get(attemptId);
    const met = call === undefined ? undefined : this.#world.meeting(call.number.number);
    if (met?.kind !== 'talks' || this.#talks.has(attemptId)) return;
    this.#talks.set(attemptId, met);
    const at = (afterMs: number, work: () => void) => this.#later(since + afterMs - this.clock.now(), work);
    const step = (afterMs: number, name: string, ticked = false) =>
      at(afterMs, () => this.#act(agentId, { type: 'agent.step', step: name, ticked }));
    const { code } = met;
    step(2 * SECOND_MS, 'accueil');
    if (code === 'VUL') at(20 * SECOND_MS, () => this.#act(agentId, { type: 'agent.flag-vulnerable' }));
    if (useful.has(code)) {
      step(30 * SECOND_MS, 'offre');
      step(90 * SECOND_MS, 'demande');
      step(180 * SECOND_MS, 'recapitulatif');
      step(200 * SECOND_MS, 'recapitulatif', true);
    }
    if (code in kinds) at(190 * SECOND_MS, () => this.#promise({ agentId, attemptId, met }));
    // The person hangs up by himself.
    if (code === 'RAC') return;
    const lengthMs = useful.has(code) ? LONG_TALK_MS : SHORT_TALK_MS;
    at(lengthMs - HANG_UP_MS, () => this.#act(agentId, { type: 'agent.hang-up' }));
  }

  #writeUp(agentId: AgentId, attemptId: AttemptId): void {
    const met = this.#talks.get(attemptId);
    if (met === undefined) throw new Error(`${agentId} has nothing to write up ${JSON.stringify([...this.#runtime.state.wrapUps.values()].map((c) => [c.number.number, c.state, c.bridgedAt, c.endedAt]))} ${this.clock.now()-IMPORTED}`);
    const { code, place } = met;
    const first = !this.#lunched.has(agentId);
    if (first) this.#hungry.add(agentId);
    this.#lunched.add(agentId);
    this.#act(agentId, {
      type: 'agent.wrap-up',
      disposition: code,
      callbackAt: undefined,
      ready: !first,
      ...(code === 'REF' ? { refusalReason: refusals[place % refusals.length] ?? 'budget' } : {}),
    });
  }

  #promise({ agentId, attemptId, met: { code, place } }: Talk): void {
    const call = this.#runtime.state.calls.get(attemptId);
    if (call === undefined || (code !== 'PA' && code !== 'DON' && code !== 'IND')) return;
    const monthly = code === 'PA';
    const terms: AgreedTerms = {
      clientId: CLIENT,
      campaignId: CAMPAIGN,
      contactId: call.candidate.contactId,
      attemptId,
      agentId,
      kind: kinds[code],
      amountCents: monthly ? monthlyCents(place) : code === 'DON' ? 5_000 : null,
      currency: 'EUR',
      frequency: monthly ? 'monthly' : 'once',
      debitDay: monthly ? 10 : null,
      askStep: 1,
      donorNamed: false,
      channel: monthly ? 'sms' : null,
    };
    this.#say(
      this.#desk.agree(terms, SYSTEM, `agree-${attemptId}`).then((agreed) => {
        if (agreed.ok && monthly && signs(place)) this.#later(HOUR_MS, () => this.#sign(agreed.value.promiseId, place));
        if (agreed.ok && code === 'DON' && place < PAID) this.#later(DAY_MS, () => this.#pay(agreed.value.promiseId));
        return agreed;
      }),
    );
  }

  #sign(promiseId: string, place: number): void {
    const draft = { mandateId: `mandate-${place}`, rum: `LAC-${place}`, creditorId: 'FR72ZZZ123456' };
    const tell = (act: PromiseAct) => this.#desk.act(promiseId, act, SYSTEM, `${act.type}-${promiseId}`);
    const signed = { type: 'sign', method: 'code-sms', proofHash: 'a'.repeat(64) } as const;
    this.#say(
      tell({ type: 'send-link', channel: 'sms', draft }).then((sent) => (sent.ok ? tell(signed) : sent)),
    );
  }

  #pay(promiseId: string): void {
    const act = { type: 'settle', cents: 5_200, source: 'transfer' } as const;
    this.#say(this.#desk.act(promiseId, act, SYSTEM, `pay-${promiseId}`));
  }
}

/** 30 x EUR 10, 12 x 15 and 6 x 20 a month. */
function monthlyCents(place: number): number {
  return place < 30 ? 1_000 : place < 42 ? 1_500 : 2_000;
}

/** 21 of EUR 10, 9 of 15, 4 of 20. */
function signs(place: number): boolean {
  return place < 21 || (place >= 30 && place < 39) || (place >= 42 && place < 46);
}
