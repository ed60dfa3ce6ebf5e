import type { CampaignId, ClientId, OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import type { ColumnMapping } from './layout.ts';
import type { LeadReport } from './reading.ts';

export const importStates = [
  'uploaded',
  'sniffed',
  'mapped',
  'validated',
  'previewed',
  'applying',
  'applied',
  'rolling-back',
  'rolled-back',
] as const;
/** `applying` and `rolling-back`: some of it is stored, or taken back; a crash leaves it there, to be gone on with. */
export type ImportState = (typeof importStates)[number];

/** Why an undo leaves a donor as the import left him or her. */
export const keptReasons = ['called', 'objected', 'erased', 'other-campaign'] as const;
export type KeptBecause = (typeof keptReasons)[number];

/** How the file is read, where it is not left to be found out. */
export interface ImportSettings {
  /** Of a workbook. */
  readonly sheet?: string;
  /** As a spreadsheet counts, from 1. */
  readonly headerRow?: number;
  readonly mapping?: ColumnMapping;
}

/** One delivered file and what became of it. */
export interface ImportBatch {
  readonly batchId: string;
  readonly orgId: OrgId;
  readonly clientId: ClientId;
  readonly campaignId: CampaignId;
  readonly state: ImportState;
  readonly fileName: string;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly fileHash: string;
  readonly fileBytes: number;
  readonly settings: ImportSettings;
  /** What was found in the whole file; null until it has been read. */
  readonly report: LeadReport | null;
  readonly createdAt: UtcMs;
  readonly createdBy: string;
  /** The instant of all that it stored; null until it is being applied. */
  readonly appliedAt: UtcMs | null;
  /** Contacts that the campaign had before. */
  readonly contactsBefore: number;
  /** The last row of the file that is stored. */
  readonly rowCursor: number;
  readonly counts: ImportCounts;
  readonly undone: UndoCounts;
}

/** What a file makes of the donors of its campaign. */
export interface ImportCounts {
  /** Contacts that are new in the campaign. */
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Of all of these, whose donor may not be called. */
  readonly suppressed: number;
  /** Contacts that the campaign had before and the file does not name; nothing is done about them. */
  readonly vanished: number;
}

export interface UndoCounts {
  /** Known donors who are as before. */
  readonly restored: number;
  /** New donors who are gone. */
  readonly removed: number;
  readonly kept: number;
}
