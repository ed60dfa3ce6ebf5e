import type { ImportBatch, ImportSettings, ImportState, LeadReport } from '../../campaigns/index.ts';
import type { CampaignId, ClientId, OrgId } from '../../kernel/id.ts';
import type { ImportBatchRow } from '../rows.ts';
import { StorageError } from '../storage-error.ts';

/**
 * What may follow. A batch that has stored nothing yet goes back whenever its reading is set anew, and is dropped by
 * `rolled-back`; one that is stored in part is finished or rolled back. A console imports without having looked.
 */
const moves: Readonly<Record<ImportState, readonly ImportState[]>> = {
  uploaded: ['sniffed', 'rolled-back'],
  sniffed: ['sniffed', 'mapped', 'rolled-back'],
  mapped: ['sniffed', 'mapped', 'validated', 'applying', 'rolled-back'],
  validated: ['sniffed', 'mapped', 'previewed', 'rolled-back'],
  previewed: ['sniffed', 'mapped', 'validated', 'applying', 'rolled-back'],
  applying: ['applied', 'rolling-back'],
  applied: ['rolling-back'],
  'rolling-back': ['rolled-back'],
  'rolled-back': [],
};

/** @throws StorageError `conflict` when the batch cannot go there from where it is */
export function checkMove(row: ImportBatchRow, to: ImportState): void {
  if (moves[row.state].includes(to)) return;
  const may = moves[row.state].join(' or ');
  throw new StorageError(
    'conflict',
    `Import "${row.fileName}" is ${row.state} and cannot become ${to}: ${may === '' ? 'it is over, import the file again' : `next is ${may}`}.`,
  );
}

export function importBatchOf(row: ImportBatchRow): ImportBatch {
  const { added, changed, unchanged, suppressed, restored, removed, kept } = row;
  const settled = row.state !== 'applying' && row.appliedAt !== null;
  return {
    batchId: row.batchId,
    orgId: row.orgId as OrgId,
    clientId: row.clientId as ClientId,
    campaignId: row.campaignId as CampaignId,
    state: row.state,
    fileName: row.fileName,
    fileHash: row.fileHash,
    fileBytes: row.fileBytes,
    settings: JSON.parse(row.settings) as ImportSettings,
    report: row.report === null ? null : (JSON.parse(row.report) as LeadReport),
    createdAt: row.createdAt,
    createdBy: row.createdBy,
    appliedAt: row.appliedAt,
    contactsBefore: row.contactsBefore,
    rowCursor: row.rowCursor,
    counts: {
      added,
      changed,
      unchanged,
      suppressed,
      vanished: settled ? Math.max(0, row.contactsBefore - changed - unchanged) : 0,
    },
    undone: { restored, removed, kept },
  };
}
