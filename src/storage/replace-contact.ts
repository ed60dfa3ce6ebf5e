import { type Placing, placeContact, rowOf } from '../campaigns/hopper/index.ts';
import { patch, type RowChange } from './row-change.ts';
import type { ContactRow, DonorRow } from './rows.ts';

/** Contacts of a list that are placed anew in one transaction. */
export const PLACE_PAGE = 1_000;

/** What a plan made of the contacts that were in the list before it. */
export interface Placement {
  readonly contacts: number;
  readonly heldOut: number;
}

export type ContactToPlace = Pick<ContactRow, 'contactId' | 'donorId' | 'segment' | 'rank' | 'arm'> &
  Pick<DonorRow, 'donorCode' | 'lastGiftCents' | 'lastGiftOn' | 'totalGiftsCents' | 'giftCount'>;

/** One page, the changes of it, and where the next begins; undefined at the end. */
export interface PlacedPage extends Placement {
  readonly next: string | undefined;
}

/** @param drawn once somebody was called, an arm stays what it is */
export function replaceContacts(
  contacts: readonly ContactToPlace[],
  placing: Placing,
  drawn: boolean,
  apply: (change: RowChange) => void,
): PlacedPage {
  let heldOut = 0;
  for (const { contactId, donorId, segment, rank, arm, ...donor } of contacts) {
    const place = placeContact({ ...donor, segment, rank: rowOf(rank) }, placing);
    const armNow = drawn ? arm : place.arm;
    if (armNow === 'held-out') heldOut++;
    if (armNow === arm && place.rank === rank) continue;
    apply(patch('contacts', contactId, { rank: place.rank, arm: armNow }));
    if (armNow !== arm) apply({ op: 'refresh-contacts', by: 'donor', id: donorId });
  }
  const next = contacts.length < PLACE_PAGE ? undefined : contacts.at(-1)?.contactId;
  return { contacts: contacts.length, heldOut, next };
}
