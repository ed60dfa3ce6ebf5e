import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import type { UtcMs } from '../../kernel/time.ts';

/** The form of records written by this version; verification knows every form there ever was. */
export const LEDGER_VERSION = 1;

export const recordTypes = [
  /** The first of each chain: it names the client. */
  'genesis',
  /** A permit that led to an originate. */
  'permit',
  /** A call that was refused when it was to be dialed. */
  'refusal',
  /** A change of what is dialed or how. */
  'setting',
  'objection',
  /** A consent to be called was recorded, or taken back. */
  'consent',
  /** A person answered and no agent was there. */
  'abandoned',
  /** What that person heard of the information message. */
  'message',
  /** So many records of this chain lost their clear inputs and salts, by the erasure of a person or by age. */
  'erasure',
] as const;
export type RecordType = (typeof recordTypes)[number];

/**
 * One record of a chain. A chain belongs to a client, or to the agency where a fact concerns all of them (then it is
 * named after the organisation). Nothing here is personal: the person is behind `commitments`.
 */
export interface LedgerRecord {
  /** Place in the ledger of the whole database, from 1. */
  readonly position: number;
  readonly chain: string;
  /** Place in the chain: 0 is the genesis record. */
  readonly seq: number;
  readonly version: number;
  readonly at: UtcMs;
  readonly type: string;
  /** The event of the log it was made from; the client's id for a genesis record. */
  readonly eventId: string;
  /** The attempt, or the campaign, or empty. */
  readonly subject: string;
  /** Canonical JSON: the rules with their version, and the result. */
  readonly body: string;
  /** Canonical JSON: a SHA-256 for each personal input. */
  readonly commitments: string;
  readonly prevHash: string;
  /** A CRC-32 of each field: they protect nothing, but tell which field is damaged once the hash has told that one is. */
  readonly checks: string;
  readonly hash: string;
}

export type RecordDraft = Omit<LedgerRecord, 'prevHash' | 'checks' | 'hash'>;

/** `prevHash` of a genesis record. */
export const NO_HASH = '0'.repeat(64);

/** The order in which the fields are hashed, and in which `checks` has them. */
export const checkedFields = [
  'position',
  'chain',
  'seq',
  'version',
  'at',
  'type',
  'eventId',
  'subject',
  'body',
  'commitments',
  'prevHash',
] as const satisfies readonly (keyof LedgerRecord)[];

const numericFields: ReadonlySet<string> = new Set(['position', 'seq', 'version', 'at']);

/** Chains the record to the one before it. */
export function sealRecord(draft: RecordDraft, prevHash: string): LedgerRecord {
  const open = { ...draft, prevHash };
  const sealed = { ...open, checks: checksOf(open) };
  return { ...sealed, hash: hashOf(sealed) };
}

/** One CRC-32 of 8 hex digits per checked field, in their order; written out, since it runs for every record. */
export function checksOf(record: Omit<LedgerRecord, 'checks' | 'hash'>): string {
  const { position, chain, seq, version, at, type, eventId, subject, body, commitments, prevHash } = record;
  const numbers = check(`${position}`) + check(chain) + check(`${seq}`) + check(`${version}`) + check(`${at}`);
  return numbers + check(type) + check(eventId) + check(subject) + check(body) + check(commitments) + check(prevHash);
}

function check(text: string): string {
  return (crc32(text) + 0x1_0000_0000).toString(16).slice(1);
}

/** SHA-256 of the JSON list of all fields in their fixed order, under a name that no other hash of Foyer uses. */
export function hashOf(record: Omit<LedgerRecord, 'hash'>): string {
  const { position, chain, seq, version, at, type, eventId, subject, body, commitments, prevHash, checks } = record;
  const fields = [position, chain, seq, version, at, type, eventId, subject, body, commitments, prevHash, checks];
  return hash('sha256', JSON.stringify(['foyer-ledger-record', ...fields]), 'hex');
}

/** Checked fields whose CRC-32 is not the one that `checks` has for them. */
export function damagedFields(record: LedgerRecord): (typeof checkedFields)[number][] {
  const now = checksOf(record);
  return checkedFields.filter((_, i) => now.slice(8 * i, 8 * i + 8) !== record.checks.slice(8 * i, 8 * i + 8));
}

/** The first field that does not even have the right kind of value; undefined when all have. */
export function malformedField(row: Readonly<Record<string, unknown>>): string | undefined {
  for (const field of [...checkedFields, 'checks', 'hash']) {
    const value = row[field];
    const sound = numericFields.has(field) ? Number.isSafeInteger(value) : typeof value === 'string';
    if (!sound) return field;
  }
  return undefined;
}
