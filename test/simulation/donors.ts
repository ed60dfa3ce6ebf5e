import type { CampaignId, ClientId, OrgId } from '../../src/kernel/id.ts';
import { IMPORT_MAXIMUM, type NewDonor, type Store } from '../../src/storage/index.ts';

/** Every so many donors have the number of the one before: a couple with one telephone. */
const SHARED_EVERY = 25;

/** From the French range reserved for fiction; beyond it, synthetic E.164 numbers that nobody has, longer by three digits. */
function numberAt(index: number): string {
  return index < 10_000 ? `+3319900${String(index).padStart(4, '0')}` : `+33199${String(index).padStart(9, '0')}`;
}

function donorAt(index: number): NewDonor {
  const own = index % SHARED_EVERY === 1 ? index - 1 : index;
  const second = index % 7 === 0 ? [`+33639${String(98_000_000 + index)}`] : [];
  return {
    donorCode: `D${index}`,
    civility: 'Mme',
    firstName: null,
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
    numbers: [numberAt(own), ...second].map((number, place) => ({
      number,
      kind: place === 0 ? 'fixed' : 'mobile',
      zones: ['Europe/Paris'],
      holidayRegions: ['FR'],
    })),
    rank: index,
    suppressedBecause: null,
  };
}

export interface DonorsFor {
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  /** The first donor's place in the file. */
  readonly from: number;
  readonly count: number;
  readonly at: number;
}

export async function importDonors(
  store: Store,
  { orgId, clientId, campaignId, from, count, at }: DonorsFor,
): Promise<void> {
  for (let i = from; i < from + count; i += IMPORT_MAXIMUM) {
    const length = Math.min(IMPORT_MAXIMUM, from + count - i);
    await store.importDonors(
      orgId,
      clientId,
      campaignId,
      Array.from({ length }, (_, k) => donorAt(i + k)),
      at,
    );
  }
}
