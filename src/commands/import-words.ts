import type { LoadedLeads } from './loaded-leads.ts';

/** What an import did, or would do, for people. */
export function importWords(path: string, { batchId, counts, stored, fileIssues, rejects }: LoadedLeads): string {
  const wholeFile = fileIssues.map(({ severity, en }) => `  ${severity}: ${en}\n`).join('');
  const verb = batchId === null ? 'would store' : 'stored';
  const vanished =
    stored.vanished === 0 ? '' : `, ${stored.vanished} of the campaign not in the file (left as they are)`;
  return (
    `${path}: ${counts.rows} rows, ${counts.rejected} rejected\n${wholeFile}` +
    `${verb}: ${stored.added} new, ${stored.changed} changed, ${stored.unchanged} unchanged, ${stored.suppressed} suppressed${vanished}\n` +
    (rejects === null ? '' : `rejected rows, with their reasons: ${rejects}\n`) +
    (batchId === null ? '' : `to take it back: foyer import --undo ${batchId}\n`)
  );
}
