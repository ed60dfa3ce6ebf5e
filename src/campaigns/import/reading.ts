import type { LeadColumn } from './column.ts';
import type { Encoding } from './file-text.ts';
import type { IssueCode, LeadIssue, Severity } from './issue.ts';
import type { ColumnMapping } from './layout.ts';
import type { NewDonor } from './new-donor.ts';

/** A lead file of at most so many bytes is taken: five million long rows. */
export const MAX_LEAD_BYTES = 2 * 1024 ** 3;
/** A workbook likewise, as it stands on the disk. */
export const MAX_WORKBOOK_BYTES = 256 * 1024 ** 2;
/** Rows shown of a file before it is read. */
export const SHOWN_ROWS = 10;

/** Where a file is, and what is told of its build. */
export interface LeadPlace {
  readonly path: string;
  /** Of a workbook. */
  readonly sheet?: string | undefined;
  readonly headerRow?: number | undefined;
  readonly mapping?: ColumnMapping | undefined;
}

/** How a file is built; nothing in it says who is in the file. */
export interface LeadFileShape {
  /** False when nothing of the file can be used: `issues` says why. */
  readonly readable: boolean;
  /** SHA-256 of its bytes. */
  readonly hash: string;
  readonly bytes: number;
  readonly kind: 'text' | 'workbook';
  readonly sheet: string | null;
  readonly sheets: readonly string[];
  readonly encoding: Encoding;
  readonly delimiter: string | null;
  readonly headerRow: number | null;
  readonly headings: readonly string[];
  /** What stands under each heading, in the order of the headings; null: left aside. */
  readonly columns: readonly (LeadColumn | null)[];
  /** The same for all files with the same headings. */
  readonly fingerprint: string | null;
  readonly issues: readonly LeadIssue[];
}

/** A first look at a file. */
export interface LookedLeadFile extends LeadFileShape {
  /** The first rows as they stand in the file, with what would name files with these headings. */
  readonly start: readonly { readonly row: number; readonly cells: readonly string[]; readonly fingerprint: string }[];
  /** The first rows below the headings, as they are understood. */
  readonly shown: readonly {
    readonly row: number;
    readonly donor: NewDonor | null;
    readonly issues: readonly LeadIssue[];
  }[];
}

/** What was found in a whole file; it names no person. */
export interface LeadReport extends LeadFileShape {
  readonly received: number;
  readonly accepted: number;
  readonly suppressed: number;
  readonly rejected: number;
  /** Rows by what they were rejected for, each counted once. */
  readonly rejectedBecause: Readonly<Partial<Record<IssueCode, number>>>;
  readonly suppressedBecause: Readonly<Record<string, number>>;
  readonly blankRows: number;
  readonly problems: readonly {
    readonly code: IssueCode;
    readonly severity: Severity;
    readonly count: number;
    /** The first rows with it. */
    readonly rows: readonly number[];
  }[];
}

/** Some rows of a file that may be stored. */
export interface LeadChunk {
  /** As `unpackDonors` reads them: so they are handed on from thread to thread. */
  readonly donors: Uint8Array<ArrayBuffer>;
  readonly count: number;
  /** All rows up to this one have been looked at. */
  readonly upToRow: number;
  readonly received: number;
}
