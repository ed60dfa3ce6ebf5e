import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../src/commands/open-store.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import type { AgentId, CampaignId, ClientId, GatewayId, OrgId } from '../../src/kernel/id.ts';
import type { E164 } from '../../src/kernel/phone-number.ts';
import { SimulatedClock } from '../../src/kernel/simulated-clock.ts';
import type { NewDonor, Store } from '../../src/storage/index.ts';

/** Wednesday 25 November 2026, 10:05 in Paris: a lawful hour. */
export const START = Date.UTC(2026, 10, 25, 9, 5);
export const ORG = '01900000-0000-7000-8000-000000000001' as OrgId;
export const CLIENT = '01900000-0000-7000-8000-0000000000c1' as ClientId;
export const CAMPAIGN = '01900000-0000-7000-8000-00000000ca01' as CampaignId;
export const GATEWAY = 'carrier' as GatewayId;

export function agentId(index: number): AgentId {
  return `01900000-0000-7000-8000-00000000a${String(index).padStart(3, '0')}` as AgentId;
}

export interface DataFolder {
  readonly path: string;
  remove(): void;
}

export function temporaryData(): DataFolder {
  const path = mkdtempSync(join(tmpdir(), 'foyer-floor-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** A data folder with one running predictive campaign of so many donors. */
export async function prepareFloor(dataFolder: string, donors: number): Promise<void> {
  await withStore(dataFolder, async (store) => {
    await store.putCampaign({
      id: CAMPAIGN,
      orgId: ORG,
      clientId: CLIENT,
      name: 'Campagne',
      charityName: 'Les Amis du Lac',
      mode: 'predictive',
      status: 'running',
      callerId: '+33162990000' as E164,
      gatewayIds: [GATEWAY],
      ringLimitMs: 25_000,
      wrapUpReminderMs: 60_000,
      skills: [],
      maxLines: null,
      messageFile: 'foyer/message.wav',
      objectionFile: 'foyer/objection.wav',
      objectionKey: '9',
    });
    await store.importDonors(ORG, CLIENT, CAMPAIGN, Array.from({ length: donors }, donor), START);
  });
}

/** One with a number from the range that is reserved for fiction. */
function donor(_: unknown, index: number): NewDonor {
  const number = `+3319900${String(index).padStart(4, '0')}`;
  return {
    donorCode: `D${index}`,
    civility: null,
    firstName: 'Jeanne',
    lastName: `Donatrice ${index}`,
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
    numbers: [{ number, kind: 'fixed', zones: ['Europe/Paris'], holidayRegions: ['FR'] }],
    rank: index,
    suppressedBecause: null,
  } as NewDonor;
}

export async function withStore<T>(dataFolder: string, use: (store: Store) => Promise<T>): Promise<T> {
  const store = await openStore(dataFolder, new SimulatedClock(START));
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

/** The whole log of a data folder that nobody uses. */
export function readLog(dataFolder: string): Promise<readonly FloorEvent[]> {
  return withStore(dataFolder, async (store) => {
    const events: FloorEvent[] = [];
    let after: number | undefined = 0;
    while (after !== undefined) {
      const page: Awaited<ReturnType<Store['readEvents']>> = await store.readEvents(after, 1_000);
      events.push(...page.events);
      after = page.next;
    }
    return events;
  });
}
