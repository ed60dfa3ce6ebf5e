import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyImport, beginImport, createPromiseDesk, lookAtUpload } from '../../src/campaigns/index.ts';
import { consoleImports, freshId } from '../../src/commands/import-parts.ts';
import { ORG_ID } from '../../src/commands/installation.ts';
import { DATABASE_FILE } from '../../src/commands/open-store.ts';
import { houseGate, shippedRules } from '../../src/compliance/index.ts';
import { type Floor, floorDoor, startFloor } from '../../src/dialer/index.ts';
import { idSource, type SwitchId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { InlinePacing } from '../../src/pacing/index.ts';
import { createSwitch, gatewaySettings, virtualSwitch } from '../../src/simulator/index.ts';
import { openSqliteStore, type SqliteStore } from '../../src/storage/sqlite/index.ts';
import { CLIENT, campaign, limits } from '../simulation/world-parts.ts';
import { goldenFile } from './figures-world.ts';
import { CAMPAIGN, GoldenAgents, script } from './golden-agents.ts';
import { goldenPlan, goldenWorld, RING_LIMIT_MS } from './golden-plan.ts';
import { gatheringDisk, StoreTime } from './store-time.ts';

/** Tuesday 24 November 2026, 10:00 in Paris. */
export const IMPORTED = Date.UTC(2026, 10, 24, 9);
const FIRST_DAY = Date.UTC(2026, 10, 24);
const SWITCH = 'fs1' as SwitchId;
const SYSTEM = { kind: 'system' } as const;
/** Mornings and afternoons in turn, since a donor who was not there is tried in another part of the day; 6 h in all. */
const shifts = [
  { day: 0, hour: 9, minutes: 98 },
  { day: 1, hour: 13, minutes: 166 },
  { day: 3, hour: 9, minutes: 26 },
  { day: 6, hour: 13, minutes: 28 },
  { day: 8, hour: 9, minutes: 21 },
  { day: 9, hour: 13, minutes: 21 },
].map(({ day, hour, minutes }) => {
  const from = FIRST_DAY + day * DAY_MS + hour * HOUR_MS + 5 * MINUTE_MS;
  return { from, to: from + minutes * MINUTE_MS };
});

/** The golden campaign on a floor that runs: the real import, engine, gate, storage, and a switch in virtual time. */
export class GoldenFloor {
  readonly clock: SimulatedClock;
  readonly store: SqliteStore;
  /** Acts that were not possible: none, if all goes by the plan. */
  readonly refused: string[] = [];
  readonly #world = goldenWorld(goldenPlan());
  readonly #random = seededRandom(1);
  readonly #model;
  readonly #time = new StoreTime();
  #floor!: Floor;
  #agents!: GoldenAgents;

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
    const ids = idSource(clock, seededRandom(2));
    return new GoldenFloor(clock, await openSqliteStore({ path: join(folder, DATABASE_FILE), clock, ids, readers: 1 }));
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
      this.#say(this.#floor.actOnCampaign({ type: 'campaign.start', campaignId: CAMPAIGN }, SYSTEM));
      this.#agents.begin();
      await this.#until(to);
      this.#agents.end();
      this.#say(this.#floor.actOnCampaign({ type: 'campaign.stop', campaignId: CAMPAIGN }, SYSTEM));
    }
    await this.#until(FIRST_DAY + 20 * DAY_MS);
  }

  async #start(): Promise<void> {
    const { clock } = this;
    const disk = gatheringDisk(this.#time.watch(this.store), clock, this.#time);
    const { store } = disk;
    const runtime = await startFloor({
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
          if (event.type === 'agent.state-changed') clock.schedule(0, () => this.#agents.look(event.data.agentId));
          if (event.type === 'call.ringing') this.#agents.ringing(event.data.attemptId);
          if (event.type === 'call.planned') disk.planned();
        }
      },
    });
    const floor = floorDoor(runtime, store);
    const desk = createPromiseDesk({
      store: store.promises,
      note: (facts, by) => floor.note(facts, by),
      now: () => clock.now(),
      ids: idSource(clock, this.#random.fork('promises')),
    });
    const say = (asked: Promise<{ readonly ok: boolean }>) => this.#say(asked);
    this.#floor = floor;
    this.#agents = new GoldenAgents({ clock, runtime, floor, desk, model: this.#model, world: this.#world, say });
    await this.#until(clock.now() + SECOND_MS);
    await this.#setUp();
  }

  async #setUp(): Promise<void> {
    const { clock } = this;
    // Six attempts on a donor within a month are more than the courtesy of the house: a manager allows it.
    const six = { type: 'limit.set', limit: 'number-dials-30-days-client', value: 6 } as const;
    const reason = 'Six attempts within one month, as agreed with the charity';
    this.#say(this.#floor.setLimit({ ...six, reach: { scope: 'client', clientId: CLIENT }, reason }, SYSTEM));
    this.#say(
      this.#floor.actOnCampaign({ type: 'campaign.set-script', campaignId: CAMPAIGN, script, reason: null }, SYSTEM),
    );
    await this.#until(clock.now() + SECOND_MS);
  }

  #until(at: number): Promise<void> {
    return this.#time.run(this.clock, this.clock.monotonic() + at - this.clock.now());
  }

  /** What is refused is not passed over in silence. */
  #say(asked: Promise<{ readonly ok: boolean }>): void {
    this.#time.touch();
    void asked.then((result) => {
      if (!result.ok) this.refused.push(JSON.stringify(result));
    });
  }
}
