import type { ConsentGiven } from '../../campaigns/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { DonorRows } from '../erasure/donor-record.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { AttemptRow, ConsentRow, ContactRow, DonorRow } from '../rows.ts';
import type { ConsentChange, ConsentReport, ConsentSource, FreedContact } from './consent-change.ts';

export interface RecordedBy {
  readonly at: number;
  /** `system` or a user id. */
  readonly actor: string;
}

/** What a change of consent does to the rows of a donor; a consent stays for the proof of past calls when it is withdrawn. */
export function planConsent(
  rows: DonorRows,
  change: ConsentChange,
  by: RecordedBy,
): { readonly changes: readonly RowChange[]; readonly report: ConsentReport } {
  const changes = change.act === 'given' ? given(rows, change, by) : withdrawn(rows.consents, change.at);
  const changed = changes.length > 0;
  const report = {
    changed,
    contactIds: rows.contacts.map(({ contactId }) => contactId as ContactId),
    freed: changed && change.act === 'given' ? freedOf(rows) : [],
  };
  return { changes, report };
}

function given(rows: DonorRows, change: Extract<ConsentChange, { act: 'given' }>, by: RecordedBy): RowChange[] {
  return consentChange(rows.donor, rows.consents, { ...change, withdrawnAt: null }, { ...by, source: change.source });
}

function withdrawn(consents: readonly ConsentRow[], at: number): RowChange[] {
  return consents
    .filter((row) => row.withdrawnAt === null)
    .map((row) => patch('consents', row.consentId, { withdrawnAt: at }));
}

/** Nothing when it is known; a withdrawal is never taken back by the consent that was withdrawn. */
export function consentChange(
  { donorId, orgId, clientId }: Pick<DonorRow, 'donorId' | 'orgId' | 'clientId'>,
  known: readonly ConsentRow[],
  consent: ConsentGiven,
  { at, actor, source }: RecordedBy & { readonly source: ConsentSource },
): RowChange[] {
  const consentId = `${donorId}:${consent.givenAt}`;
  const old = known.find((row) => row.consentId === consentId);
  const row: ConsentRow = {
    consentId,
    orgId,
    clientId,
    donorId,
    givenAt: consent.givenAt,
    means: consent.means === 'unstated' ? (old?.means ?? consent.means) : consent.means,
    evidence: consent.evidence ?? old?.evidence ?? null,
    outOfHours: consent.outOfHours ? 1 : 0,
    withdrawnAt: old?.withdrawnAt ?? consent.withdrawnAt,
    source: old?.source ?? source,
    actor: old?.actor ?? actor,
    recordedAt: old?.recordedAt ?? at,
  };
  const same = old !== undefined && (Object.keys(row) as (keyof ConsentRow)[]).every((key) => old[key] === row[key]);
  return same ? [] : [put('consents', row)];
}

/** Held for want of a fact: not after a talk, nor after a call of which nobody knows what became. */
function freedOf({ contacts, attempts }: DonorRows): FreedContact[] {
  const held = contacts.filter(
    (row) =>
      row.livedState === 'held' &&
      !attempts.some((attempt) => attempt.contactId === row.contactId && leavesDoubt(attempt)),
  );
  return held.map(freed);
}

/** The person was talked to, or nobody knows what came of the call. */
export function leavesDoubt({ bridgedAt, outcome }: AttemptRow): boolean {
  return bridgedAt !== null || outcome === null || outcome === 'unknown';
}

function freed(row: ContactRow): FreedContact {
  const { attempts, technicalFailures, busyToday, softRefusals } = row;
  return {
    contactId: row.contactId as ContactId,
    campaignId: row.campaignId as CampaignId,
    attempts,
    technicalFailures,
    busyToday,
    softRefusals,
  };
}
