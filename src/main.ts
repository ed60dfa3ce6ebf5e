import { type Gate, houseGate, type RulePack } from './compliance/index.ts';
import {
  type EslMeter,
  type Floor,
  type FloorRuntime,
  FreeswitchSwitch,
  floorDoor,
  type SwitchLimits,
  type SwitchServer,
  startFloor,
} from './dialer/index.ts';
import type { Clock } from './kernel/clock.ts';
import type { OrgId } from './kernel/id.ts';
import { seededRandom } from './kernel/random.ts';
import { systemClock } from './kernel/system-clock.ts';
import type { Log } from './ops/index.ts';
import { PiscinaPacing } from './pacing/index.ts';
import type { Store } from './storage/index.ts';

export interface FoyerParts {
  readonly orgId: OrgId;
  /** The clock of the calls; in the demo it may run faster than the machine's. */
  readonly clock: Clock;
  readonly seed: number;
  readonly store: Store;
  readonly servers: readonly SwitchServer[];
  readonly log: Log;
  /** Calling rules; those that come with Foyer unless told otherwise. */
  readonly rules?: readonly RulePack[];
  /** Stamps of bytes in and out, for benchmarks. */
  readonly meter?: EslMeter;
}

export interface Foyer {
  readonly gate: Gate;
  readonly runtime: FloorRuntime;
  readonly floor: Floor;
}

/** The only composition root: from configured parts to a running floor. */
export async function openFoyer(parts: FoyerParts): Promise<Foyer> {
  const { clock, store, log } = parts;
  const random = seededRandom(parts.seed);
  const metered = parts.meter === undefined ? {} : { meter: parts.meter };
  const gate = houseGate(parts.rules);
  log.info({ seed: parts.seed, rules: gate.rulesVersion }, 'the floor opens');
  for (const { jurisdiction, asOf, reviewDue } of gate.stale(clock.now()))
    log.warn({ jurisdiction, asOf, reviewDue }, 'calling rules are past their review: have the law read again');
  // What a server and the workers need is the machine's time, whatever the pace of the demo.
  const machineTimed: Clock = { ...systemClock, now: () => clock.now() };
  const runtime = await startFloor({
    orgId: parts.orgId,
    gate,
    limits: parts.servers.map(limitsOf),
    random,
    clock,
    store,
    switches: parts.servers.map(
      (server) =>
        new FreeswitchSwitch({ server, clock: machineTimed, random: random.fork(server.id), log, ...metered }),
    ),
    pacing: new PiscinaPacing({
      clock: systemClock,
      onWorkerLost: (error) => log.error({ error: error.message }, 'a pacing worker was lost'),
    }),
    log,
  });
  return { gate, runtime, floor: floorDoor(runtime, store) };
}

function limitsOf(server: SwitchServer): SwitchLimits {
  return {
    id: server.id,
    maxChannels: server.maxChannels,
    peers: server.peers.map(({ id }) => id),
    maxCps: server.maxCps,
    gateways: server.gateways.map(({ id, cps, maxLines }) => ({ id, maxCps: cps, maxLines })),
  };
}
