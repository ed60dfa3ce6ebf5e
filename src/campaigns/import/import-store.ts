import type { CampaignId, ClientId, ContactId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { ImportBatch, ImportCounts, ImportSettings, ImportState, KeptBecause } from './import-batch.ts';
import type { ColumnMapping } from './layout.ts';
import type { LeadReport } from './reading.ts';

export interface NewImportBatch {
  readonly batchId: string;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly fileName: string;
  readonly fileHash: string;
  readonly fileBytes: number;
  readonly settings: ImportSettings;
  readonly createdAt: UtcMs;
  readonly createdBy: string;
}

/** What goes with a move from one state to the next. */
export interface ImportMove {
  readonly to: ImportState;
  readonly at: UtcMs;
  readonly settings?: ImportSettings;
  readonly report?: LeadReport;
}

export interface UndoStep {
  readonly batch: ImportBatch;
  /** Contacts that are gone: not to be dialed from memory either. */
  readonly removed: readonly ContactId[];
  /** Nothing is left to be taken back. */
  readonly done: boolean;
}

export interface KeptDonor {
  readonly donorId: string;
  readonly donorCode: string;
  readonly because: KeptBecause;
}

/** How the files of a client with these headings are read. */
export interface ImportMapping {
  readonly fingerprint: string;
  readonly headings: readonly string[];
  readonly mapping: ColumnMapping;
  readonly actor: string;
  readonly at: UtcMs;
}

/** `NewDonor`s as `donorPacker` packs them: as they go from the thread that reads a file to the one that stores them, past the floor's loop. */
export type PackedDonors = Uint8Array;

/**
 * Files taken in as batches. Every operation rejects with a `StorageError`: `not-found` for a batch or campaign that is
 * not there, `conflict` for a step that cannot follow.
 */
export interface ImportStore {
  create(batch: NewImportBatch): Promise<ImportBatch>;
  byId(batchId: string): Promise<ImportBatch | undefined>;
  /** The newest first, at most 100; of these clients, or of all. */
  list(orgId: OrgId, clientIds?: readonly ClientId[]): Promise<readonly ImportBatch[]>;
  /** Refused while another batch of the client is being applied or undone, when this one is to be. */
  move(batchId: string, move: ImportMove): Promise<ImportBatch>;
  contactsIn(campaignId: CampaignId): Promise<number>;
  /** What these donors would be counted as; changes nothing. */
  compare(batchId: string, donors: PackedDonors): Promise<ImportCounts>;
  /**
   * Stores donors of a batch that is `applying`, as `importDonors` does, with the row of the file they reach up to, all or
   * nothing: rows up to the cursor are stored already, and given again they change nothing.
   */
  apply(batchId: string, donors: PackedDonors, upToRow: number): Promise<ImportBatch>;
  /**
   * Takes back one step of a batch that is `rolling-back`. Attempts and objections
   * stay, and with them whoever was called, objected or was erased since: `kept` says who.
   */
  undo(batchId: string): Promise<UndoStep>;
  /** Donors whom the undo left as they were, at most 10,000 of them. */
  kept(batchId: string): Promise<readonly KeptDonor[]>;
  /** The newest first. */
  mappings(clientId: ClientId): Promise<readonly ImportMapping[]>;
  putMapping(orgId: OrgId, clientId: ClientId, mapping: ImportMapping): Promise<void>;
  removeMapping(clientId: ClientId, fingerprint: string): Promise<void>;
}
