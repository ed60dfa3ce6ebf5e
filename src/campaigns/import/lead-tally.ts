import type { IssueCode, LeadIssue, Severity } from './issue.ts';
import type { LeadRow } from './lead-row.ts';
import type { NewDonor } from './new-donor.ts';

/** Places of an issue that are kept as examples. */
const MAX_EXAMPLES = 5;
/** Donors shown so that a person can see whether accents and columns are right. */
const MAX_PREVIEW = 3;

export interface IssueCount {
  readonly code: IssueCode;
  readonly severity: Severity;
  readonly count: number;
  /** The first ones, with their words. */
  readonly examples: readonly LeadIssue[];
}

export interface LeadCounts {
  readonly rows: number;
  readonly accepted: number;
  readonly suppressed: number;
  readonly rejected: number;
  readonly numbers: { readonly fixed: number; readonly mobile: number; readonly other: number };
  /** Rejected rows by the first thing that was wrong, each counted once. */
  readonly rejectedBecause: Readonly<Partial<Record<IssueCode, number>>>;
  /** Suppressed rows by reason. */
  readonly suppressedBecause: Readonly<Record<string, number>>;
  /** Errors first, then the most frequent. */
  readonly issues: readonly IssueCount[];
  readonly preview: readonly NewDonor[];
}

/** Counts rows as they pass; nothing of them is kept but a few examples. */
export interface LeadTally {
  add(row: LeadRow): void;
  counts(): LeadCounts;
}

export function createLeadTally(): LeadTally {
  const outcomes = { accepted: 0, suppressed: 0, rejected: 0 };
  const numbers = { fixed: 0, mobile: 0, other: 0 };
  const because = new Map<string, number>();
  const rejectedBecause = new Map<IssueCode, number>();
  const issues = new Map<IssueCode, { severity: Severity; count: number; examples: LeadIssue[] }>();
  const preview: NewDonor[] = [];

  return {
    add({ outcome, donor, issues: found }) {
      outcomes[outcome]++;
      for (const issue of found) {
        const seen = issues.get(issue.code) ?? { severity: issue.severity, count: 0, examples: [] };
        issues.set(issue.code, seen);
        seen.count++;
        if (seen.examples.length < MAX_EXAMPLES) seen.examples.push(issue);
      }
      if (outcome === 'rejected') {
        const cause = found.find(({ severity }) => severity === 'error')?.code ?? 'no-number';
        rejectedBecause.set(cause, (rejectedBecause.get(cause) ?? 0) + 1);
      }
      if (donor === null) return;
      for (const { kind } of donor.numbers) numbers[kind]++;
      if (preview.length < MAX_PREVIEW) preview.push(donor);
      const reason = donor.suppressedBecause?.split(':')[0];
      if (reason !== undefined) because.set(reason, (because.get(reason) ?? 0) + 1);
    },
    counts: () => ({
      rows: outcomes.accepted + outcomes.suppressed + outcomes.rejected,
      ...outcomes,
      numbers: { ...numbers },
      rejectedBecause: Object.fromEntries(rejectedBecause),
      suppressedBecause: Object.fromEntries(because),
      issues: [...issues].map(([code, seen]) => ({ code, ...seen })).sort(byWeight),
      preview: [...preview],
    }),
  };
}

const severities: readonly Severity[] = ['error', 'warning', 'info'];

function byWeight(a: IssueCount, b: IssueCount): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.count - a.count || (a.code < b.code ? -1 : 1)
  );
}

/** Donors of one batch for storage. */
export const DONOR_BATCH = 500;

/** The donors of a file in batches; each row, refused ones too, passes `onRow` first. */
export async function* donorBatches(
  rows: AsyncIterable<LeadRow>,
  onRow: (row: LeadRow) => void = () => undefined,
): AsyncGenerator<readonly NewDonor[]> {
  let batch: NewDonor[] = [];
  for await (const row of rows) {
    onRow(row);
    if (row.donor !== null) batch.push(row.donor);
    if (batch.length < DONOR_BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
