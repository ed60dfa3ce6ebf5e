import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Campaign, DialingMode, NewDonor } from '../../src/campaigns/index.ts';
import { DEFAULT_CLIENT_ID, ORG_ID } from '../../src/commands/installation.ts';
import {
  type EslMeter,
  type FloorEvent,
  type FloorRuntime,
  SYSTEM,
  switchServerSchema,
} from '../../src/dialer/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { type CampaignId, type GatewayId, idSource } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { scaledClock } from '../../src/kernel/system-clock.ts';
import { HOUR_MS } from '../../src/kernel/time.ts';
import { type Foyer, openFoyer } from '../../src/main.ts';
import { createLog } from '../../src/ops/index.ts';
import { type AgentLaw, type VirtualAgents, virtualAgents } from '../../src/simulator/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';

/** Wednesday 25 November 2026, 10:05 in Paris: a lawful hour, whatever the real one is. */
export const START = Date.UTC(2026, 10, 25, 9, 5);
const IMPORT_BATCH = 1_000;

/** In real time from now on, at a lawful hour. */
export function benchClock(): { readonly clock: Clock; readonly realOrigin: number } {
  const realOrigin = Date.now();
  return { clock: scaledClock(START, 1, realOrigin), realOrigin };
}

export interface BenchStore {
  readonly store: Store;
  readonly folder: string;
  close(): Promise<void>;
}

/** SQLite in a folder of its own, removed at the end unless the folder was given. */
export async function openBenchStore(clock: Clock, folder?: string): Promise<BenchStore> {
  const own = folder ?? mkdtempSync(join(tmpdir(), 'foyer-bench-'));
  const ids = idSource(clock, seededRandom(5));
  const store = await openSqliteStore({ path: join(own, 'foyer.sqlite'), clock, ids });
  return {
    store,
    folder: own,
    close: async () => {
      await store.close();
      if (folder === undefined) rmSync(own, { recursive: true });
    },
  };
}

export function benchCampaign(clock: Clock, mode: DialingMode): Campaign {
  return {
    id: idSource(clock, seededRandom(6)).next<'campaign'>(),
    orgId: ORG_ID,
    clientId: DEFAULT_CLIENT_ID,
    name: 'Bench',
    charityName: 'Les Amis du Lac',
    mode,
    status: 'running',
    callerId: '+33162000000' as E164,
    gatewayIds: ['carrier' as GatewayId],
    ringLimitMs: 25_000,
    wrapUpReminderMs: 60_000,
    skills: [],
    maxLines: null,
    messageFile: '/usr/share/foyer/message.wav',
    objectionFile: '/usr/share/foyer/objection.wav',
    objectionKey: '9',
  };
}

export async function importLeads(
  store: Store,
  campaignId: CampaignId,
  count: number,
  numberOf: (index: number) => string,
  at: number,
  segmentOf: (index: number) => string | undefined = () => undefined,
): Promise<void> {
  for (let from = 0; from < count; from += IMPORT_BATCH) {
    const size = Math.min(IMPORT_BATCH, count - from);
    const batch = Array.from({ length: size }, (_, i) => {
      const segment = segmentOf(from + i);
      return { ...lead(from + i, numberOf(from + i)), ...(segment === undefined ? {} : { segment }) };
    });
    await store.importDonors(ORG_ID, DEFAULT_CLIENT_ID, campaignId, batch, at);
  }
}

function lead(index: number, number: string): NewDonor {
  return {
    donorCode: `D${index}`,
    civility: 'Mme',
    firstName: 'Jeanne',
    lastName: `Donatrice ${index}`,
    company: null,
    address: '1 rue du Lac',
    postalCode: '74000',
    city: 'Annecy',
    country: 'FR',
    email: null,
    lastGiftCents: 5_000,
    lastGiftOn: '2025-12-01',
    totalGiftsCents: 15_000,
    giftCount: 3,
    comment: null,
    numbers: [{ number: number as E164, kind: 'fixed', zones: ['Europe/Paris'], holidayRegions: ['FR'] }],
    rank: index % 1_000,
    suppressedBecause: null,
  };
}

export interface BenchFloorOptions {
  readonly clock: Clock;
  readonly store: Store;
  readonly url: string;
  /** Calls a second that the gateway takes. */
  readonly cps: number;
  readonly meter?: EslMeter;
}

export async function openBenchFloor(options: BenchFloorOptions): Promise<FloorRuntime> {
  return (await openBenchFoyer(options)).runtime;
}

/** The runtime, and the floor as the API sees it. */
export async function openBenchFoyer({ clock, store, url, cps, meter }: BenchFloorOptions): Promise<Foyer> {
  const server = switchServerSchema.parse({
    id: 'fs1',
    url,
    gateways: [{ id: 'carrier', cps, maxLines: 2_000 }],
    maxCps: cps,
    maxChannels: 4_000,
  });
  return await openFoyer({
    orgId: ORG_ID,
    clock,
    seed: 3,
    store,
    servers: [server],
    log: createLog({ level: 'error' }),
    ...(meter === undefined ? {} : { meter }),
  });
}

export interface StaffOptions {
  readonly clock: Clock;
  readonly runtime: FloorRuntime;
  readonly campaignId: CampaignId;
  readonly count: number;
  readonly law: AgentLaw;
}

/** The agents in this same process. They hear nothing of the talk: the donor ends it, as `agent-behaviour.ts` has it. */
export function openStaff({ clock, runtime, campaignId, count, law }: StaffOptions): VirtualAgents {
  const ids = idSource(clock, seededRandom(8));
  const now = clock.now();
  const staff = virtualAgents({
    clock,
    random: seededRandom(9),
    law,
    agents: Array.from({ length: count }, (_, i) => ({
      agentId: ids.next<'agent'>(),
      line: { kind: 'sip', address: `agent${i}@foyer.invalid` },
      campaignIds: [campaignId],
      skills: [],
      shift: { from: now + i * 15, to: now + 10 * HOUR_MS },
    })),
    screenOf: (agentId) => runtime.state.agents.get(agentId),
    heardBy: () => undefined,
    act: ({ agentId, ...command }) => void runtime.act(agentId, command as Parameters<typeof runtime.act>[1], SYSTEM),
  });
  runtime.subscribe((events) => {
    for (const event of events) {
      if (event.type === 'agent.state-changed' || event.type === 'agent.logged-in') staff.changed(event.data.agentId);
    }
  });
  return staff;
}

/** Counts of the log as it is made. */
export class EventCounts {
  readonly #counts: Map<FloorEvent['type'], number>;

  private constructor(counts: Map<FloorEvent['type'], number>) {
    this.#counts = counts;
  }

  static of(runtime: FloorRuntime): EventCounts {
    const counts = new Map<FloorEvent['type'], number>();
    runtime.subscribe((events) => {
      for (const { type } of events) counts.set(type, (counts.get(type) ?? 0) + 1);
    });
    return new EventCounts(counts);
  }

  get(type: FloorEvent['type']): number {
    return this.#counts.get(type) ?? 0;
  }

  /** As they stand now. */
  copy(): EventCounts {
    return new EventCounts(new Map(this.#counts));
  }
}
