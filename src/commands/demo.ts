import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { houseGate } from '../compliance/index.ts';
import { type Floor, type SwitchServer, switchServerSchema } from '../dialer/index.ts';
import { demoAccounts } from '../http/index.ts';
import type { Clock } from '../kernel/clock.ts';
import { type GatewayId, idSource } from '../kernel/id.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { seededRandom } from '../kernel/random.ts';
import { scaledClock, systemClock } from '../kernel/system-clock.ts';
import { MINUTE_MS, SECOND_MS } from '../kernel/time.ts';
import { openFoyer } from '../main.ts';
import { type Configuration, createLog, type Log } from '../ops/index.ts';
import type { Store } from '../storage/index.ts';
import { configurationOrExit } from './configuration.ts';
import { startDemoActors } from './demo-actors.ts';
import { lawfulStart } from './demo-clock.ts';
import { demoFigures } from './demo-figures.ts';
import { demoHouse, HELD_OUT } from './demo-house.ts';
import { demoNetwork } from './demo-network.ts';
import { DemoPerson } from './demo-person.ts';
import { portFor } from './demo-port.ts';
import { demoTally } from './demo-tally.ts';
import { demoProgress, farewell, welcome } from './demo-words.ts';
import { EXIT } from './exit-code.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from './installation.ts';
import { openServer } from './open-server.ts';
import { openStore } from './open-store.ts';
import { openOutside } from './outside.ts';
import { untilInterrupted } from './until-interrupted.ts';

export interface DemoOptions {
  readonly speed: number;
  readonly agents: number;
  readonly seed: number;
  /** Donors at home open their links and sign; without them a visitor does. */
  readonly donors: boolean;
  /** Ends by itself after so many real seconds. */
  readonly seconds?: number;
}

/** Calls in progress may finish for this long on the demo's clock. */
const DRAIN_MS = 20 * MINUTE_MS;
const GATEWAY = 'carrier' as GatewayId;

/** A whole campaign on embedded parts: lead file, simulated telephone network behind the real protocol, home agents over HTTP. */
export async function demo(options: DemoOptions): Promise<number> {
  const configuration = configurationOrExit();
  const log = createLog({ level: configuration.log.level === 'info' ? 'warn' : configuration.log.level });
  const realOrigin = systemClock.now();
  const startAt = lawfulStart(houseGate(), realOrigin);
  const clock = scaledClock(startAt, options.speed, realOrigin);
  // Whatever fails on the way, what was opened is closed again, last first.
  await using opened = new AsyncDisposableStack();
  const network = opened.adopt(await demoNetwork({ ...options, startAt, realOrigin, gateway: GATEWAY }), (open) =>
    open.close(),
  );
  const dataFolder = join(configuration.dataFolder, 'demo');
  // Each demonstration begins anew: its clock starts at the same hour every time.
  await rm(dataFolder, { recursive: true, force: true });
  const store = opened.adopt(await openStore(dataFolder, clock), (open) => open.close());
  const prepared = await prepare(store, clock, options);
  const foyer = await openFoyer({
    orgId: ORG_ID,
    clock,
    seed: options.seed,
    store,
    servers: [simulatedServer(network.url)],
    log,
  });
  opened.defer(() => foyer.runtime.close());
  const address = await serveDemo(opened, {
    configuration,
    dataFolder,
    options,
    store,
    clock,
    log,
    floor: foyer.floor,
  });
  const { people, simulatedAgents } = prepared.accounts;
  const { campaignId } = prepared;
  const { tally, stop } = demoTally(foyer.runtime);
  opened.defer(stop);
  const house = await demoHouse(address, people, campaignId);
  const { file } = house;
  const { heldOut } = await store.placeContacts(campaignId, clock.now());
  await house.start();
  process.stdout.write(
    welcome({ address, people, file, heldOut, heldOutShare: HELD_OUT, startAt, speed: options.speed }),
  );
  const actors = { address, house, agents: simulatedAgents, clock, log };
  opened.defer(startDemoActors({ ...actors, seed: options.seed, donors: options.donors }));
  const stopTelling = demoProgress(tally, foyer.floor, clock);
  opened.defer(stopTelling);
  await untilEnd(options);
  await foyer.runtime.drain('interrupted', DRAIN_MS);
  stopTelling();
  const manager = await DemoPerson.logIn(address, people, 'responsable');
  const figures = await demoFigures(manager, campaignId, startAt, clock.now());
  process.stdout.write(farewell({ tally, figures, file, heldOut }));
  return EXIT.ok;
}

interface DemoServerParts {
  readonly configuration: Configuration;
  readonly dataFolder: string;
  readonly options: DemoOptions;
  readonly store: Awaited<ReturnType<typeof openStore>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly floor: Floor;
}

/** The API and the pages, and what stands in for the world outside; the address. */
async function serveDemo(
  opened: AsyncDisposableStack,
  { configuration, dataFolder, options, ...parts }: DemoServerParts,
): Promise<string> {
  const settings = await demoConfiguration(configuration, dataFolder);
  const outside = await openOutside({ configuration: settings, dataFolder, ...parts });
  opened.defer(() => outside.close());
  const server = await openServer(settings, {
    ...parts,
    clockSpeed: options.speed,
    browserLines: true,
    secondFactor: 'optional',
    ...outside.ports,
  });
  opened.defer(() => server.close());
  return server.address;
}

/** Until somebody interrupts it, or its time is over. */
async function untilEnd({ seconds }: DemoOptions): Promise<void> {
  await Promise.race([untilInterrupted(), ...(seconds === undefined ? [] : [realSeconds(seconds)])]);
  process.stdout.write(
    '\nArrêt en douceur : plus de nouvel appel, les appels en cours se terminent. (Draining; Ctrl-C again ends at once.)\n',
  );
}

function simulatedServer(url: string): SwitchServer {
  return switchServerSchema.parse({ id: 'simulated', url, gateways: [{ id: GATEWAY, cps: 10, maxLines: 200 }] });
}

function realSeconds(seconds: number): Promise<void> {
  return new Promise((resolve) => systemClock.schedule(seconds * SECOND_MS, resolve));
}

async function demoConfiguration(configuration: Configuration, dataFolder: string): Promise<Configuration> {
  const port = await portFor(configuration.port);
  // Nothing leaves this machine: whatever is set, messages go to the outbox and nobody is asked for money.
  return {
    ...configuration,
    port,
    dataFolder,
    organisation: { name: 'Agence de démonstration' },
    // Donors' links open on this machine.
    publicUrl: configuration.publicUrl ?? `http://127.0.0.1:${port}`,
    messages: { outbox: true },
    payments: {},
  };
}

async function prepare(store: Store, clock: Clock, options: DemoOptions) {
  const random = seededRandom(options.seed).fork('demo');
  const ids = idSource(clock, random.fork('ids'));
  const campaignId = ids.next<'campaign'>();
  await store.putCampaign({
    id: campaignId,
    orgId: ORG_ID,
    clientId: DEFAULT_CLIENT_ID,
    name: 'Prélèvement automne',
    charityName: 'Secours des Rivages',
    mode: 'predictive',
    // Somebody starts it once its file and its script are there.
    status: 'stopped',
    callerId: '+33162990000' as E164,
    gatewayIds: [GATEWAY],
    ringLimitMs: 25 * SECOND_MS,
    wrapUpReminderMs: MINUTE_MS,
    skills: [],
    maxLines: null,
    messageFile: 'foyer/message.wav',
    objectionFile: 'foyer/objection.wav',
    objectionKey: '9',
  });
  const accounts = await demoAccounts({
    orgId: ORG_ID,
    clientId: DEFAULT_CLIENT_ID,
    campaignIds: [campaignId],
    simulatedAgents: options.agents,
    accounts: store.accounts,
    ids,
    random: random.fork('passwords'),
  });
  return { campaignId, accounts };
}
