import {
  type AgreedTerms,
  type Creditor,
  createPromiseDesk,
  type PromiseAct,
  type PromiseDesk,
  type PromiseFact,
} from '../../src/campaigns/index.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { type AgentId, type AttemptId, type CampaignId, type ContactId, idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import type { Store } from '../../src/storage/index.ts';
import { createMemoryStore, type MemoryStore } from '../../src/storage/memory/index.ts';
import { CLIENT, campaign, donor, fictional, ORG, storeParts } from '../contract/store-world.ts';

export const SYSTEM = { kind: 'system' } as const;
export const CAMPAIGN = 'campaign-a' as CampaignId;

export const creditor: Creditor = {
  clientId: CLIENT,
  orgId: ORG,
  name: 'Les Amis du Lac',
  address: ['1 rue du Lac', '74000 Annecy'],
  creditorId: 'FR72ZZZ123456',
  iban: 'FR1420041010050500013M02606',
  bic: 'PSSTFRPPXXX',
  rumPrefix: 'LAC',
  ceilingMonthlyCents: 10_000,
  ceilingOneOffCents: 100_000,
  zone: 'Europe/Paris',
};

/** Takes facts into the log of these stores, as the floor does. */
export function noteInto(stores: readonly Store[], now: () => number) {
  const ids = idSource({ now }, seededRandom(5));
  const seqs = new Map<string, number>();
  return async (facts: readonly PromiseFact[]) => {
    const events = facts.map(({ stream, type, data, clientId, campaignId }) => {
      const seq = (seqs.get(stream) ?? 0) + 1;
      seqs.set(stream, seq);
      const at = now();
      const place = { id: ids.next<'event'>(), stream, seq, at, recordedAt: at, orgId: ORG, clientId, campaignId };
      return { ...place, type, version: 1, actor: 'system', causeId: null, data } as unknown as FloorEvent;
    });
    for (const store of stores) await store.append(events);
    return { ok: true, value: undefined } as const;
  };
}

/** A donor with a mobile, and the desk over storage in memory. */
export class PromiseWorld {
  readonly clock = storeParts().clock;
  readonly store: MemoryStore;
  readonly others: readonly Store[];
  readonly desk: PromiseDesk;
  readonly note: ReturnType<typeof noteInto>;
  contactId!: ContactId;
  #keys = 0;

  constructor(others: readonly Store[] = []) {
    const { ids } = storeParts();
    this.store = createMemoryStore({ clock: this.clock, ids });
    this.others = others;
    const now = () => this.clock.now();
    this.note = noteInto([this.store, ...others], now);
    this.desk = createPromiseDesk({
      store: this.store.promises,
      note: this.note,
      now,
      ids: idSource(this.clock, seededRandom(3)),
    });
  }

  static async open(others: readonly Store[] = []): Promise<PromiseWorld> {
    const world = new PromiseWorld(others);
    const mobile = { number: '+33639980001', kind: 'mobile' as const, zones: ['Europe/Paris'], holidayRegions: ['FR'] };
    const jeanne = { ...donor('jeanne', [fictional(1)]), email: 'jeanne@example.org' };
    for (const store of [world.store, ...others]) {
      await store.putCampaign(campaign('a'));
      await store.importDonors(ORG, CLIENT, CAMPAIGN, [{ ...jeanne, numbers: [...jeanne.numbers, mobile] }], 0);
      await store.promises.putCreditor(creditor);
    }
    const { candidates } = await world.store.dueContacts(CAMPAIGN, world.clock.now(), 10, new Set(), 'Europe/Paris');
    const first = candidates[0];
    if (first === undefined) throw new Error('no contact');
    world.contactId = first.contactId;
    return world;
  }

  terms(more: Partial<AgreedTerms> = {}): AgreedTerms {
    return {
      clientId: CLIENT,
      campaignId: CAMPAIGN,
      contactId: this.contactId,
      attemptId: 'attempt-1' as AttemptId,
      agentId: 'agent-1' as AgentId,
      kind: 'monthly',
      amountCents: 1_000,
      currency: 'EUR',
      frequency: 'monthly',
      debitDay: 10,
      askStep: 2,
      donorNamed: false,
      channel: 'sms',
      ...more,
    };
  }

  async agree(more: Partial<AgreedTerms> = {}, key = `k${this.#keys++}`) {
    const made = await this.desk.agree(this.terms(more), SYSTEM, key);
    if (!made.ok) throw new Error(made.error.message);
    return made.value;
  }

  act(promiseId: string, act: PromiseAct, key = `k${this.#keys++}`) {
    return this.desk.act(promiseId, act, SYSTEM, key);
  }
}
