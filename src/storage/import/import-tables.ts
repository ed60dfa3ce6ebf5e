import type { PlannedRow } from '../planned-campaign.ts';
import type { RowChange } from '../row-change.ts';
import type { ImportBatchRow, ImportChangeRow, ImportMappingRow } from '../rows.ts';
import type { ImportTo, KnownDonor } from './plan-import.ts';
import type { DonorNow } from './plan-undo.ts';

/** What the acts on imports read and write; each adapter has its own. */
export interface ImportTables {
  change(change: RowChange): void;
  /** Puts a row whose key is made for it, so that there is none to replace. */
  add(change: RowChange): void;
  batch(batchId: string): ImportBatchRow | undefined;
  /** Batches of a client that have stored something, or do so now. */
  stored(clientId: string): readonly ImportBatchRow[];
  hasCampaign(campaignId: string, clientId: string): boolean;
  contactsIn(campaignId: string): number;
  /** As its row has them, with the plan. */
  campaignSettings(campaignId: string): PlannedRow | undefined;
  known(to: ImportTo, donorCode: string): KnownDonor | undefined;
  /** A donor, the contact in the campaign, and whether calls were planned since. */
  now(donorId: string, campaignId: string, since: number): DonorNow | undefined;
  /** Donors that a batch changed and that were not looked at yet, by their ids. */
  changesOf(batchId: string, limit: number): readonly ImportChangeRow[];
  /** Contacts that came at this instant, after this id, in the order of ids. */
  addedContacts(
    campaignId: string,
    at: number,
    after: string,
    limit: number,
  ): readonly { contactId: string; donorId: string }[];
  mappingsOf(clientId: string): readonly ImportMappingRow[];
}
