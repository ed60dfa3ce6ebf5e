import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { placingOf } from '../import/plan-import.ts';
import { type Placement, replaceContacts } from '../replace-contact.ts';
import type { MemoryRows } from './memory-rows.ts';

/** Places the contacts of a list anew, by the plan as it is. */
export function placeContacts(rows: MemoryRows, campaignId: CampaignId, at: UtcMs): Placement {
  const { contacts, donors, campaigns, campaignCounts } = rows.tables;
  const toPlace = [...contacts.values()].flatMap((contact) => {
    const donor = donors.get(contact.donorId);
    return contact.campaignId !== campaignId || donor === undefined ? [] : [{ ...donor, ...contact }];
  });
  const drawn = [...campaignCounts.values()].some(
    (count) => count.campaignId === campaignId && count.name === 'placed' && count.total > 0,
  );
  const placing = placingOf(campaigns.get(campaignId), campaignId, at);
  const { contacts: all, heldOut } = replaceContacts(toPlace, placing, drawn, (change) => rows.apply(change, 0));
  return { contacts: all, heldOut };
}
