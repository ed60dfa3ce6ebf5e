import { type CampaignRecord, RECORD_PAGE } from '../../campaigns/index.ts';
import type { ContactRow } from '../rows.ts';
import type { MemoryRows } from './memory-rows.ts';

/** The records of a campaign with what came of each, a page at a time. */
export function memoryRecords(rows: MemoryRows, campaignId: string, after: string): readonly CampaignRecord[] {
  const own = [...rows.tables.contacts.values()].filter(
    (contact) => contact.campaignId === campaignId && contact.contactId > after,
  );
  return own
    .sort((a, b) => (a.contactId < b.contactId ? -1 : 1))
    .slice(0, RECORD_PAGE)
    .flatMap((contact) => recordOf(rows, contact) ?? []);
}

function recordOf({ tables, ...rows }: MemoryRows, contact: ContactRow): CampaignRecord | undefined {
  const donor = tables.donors.get(contact.donorId);
  if (donor === undefined) return undefined;
  const numbers = rows.numbersOfDonor.get(contact.donorId) ?? [];
  const [attempt] = numbers
    .flatMap(({ numberId }) => rows.attemptsOfNumber.get(numberId) ?? [])
    .filter((each) => each.contactId === contact.contactId && each.disposition !== null)
    .sort((a, b) => (b.disposedAt ?? 0) - (a.disposedAt ?? 0) || (a.attemptId < b.attemptId ? 1 : -1));
  const [counted] = [...tables.countedPromises.values()]
    .filter((each) => each.contactId === contact.contactId)
    .sort((a, b) => b.agreedAt - a.agreedAt || (a.promiseId < b.promiseId ? 1 : -1));
  const promise = tables.promises.get(counted?.promiseId ?? '');
  const { donorCode, civility, firstName, lastName, company, postalCode, city, email, comment } = donor;
  const person = { donorCode, civility, firstName, lastName, company, postalCode, city, email, comment };
  return {
    contactId: contact.contactId,
    ...person,
    state: contact.suppressed === 1 ? 'suppressed' : contact.livedState,
    suppressedBecause: donor.suppressedBecause,
    attempts: contact.attempts,
    outcome: attempt?.disposition ?? null,
    outcomeAt: attempt?.disposedAt ?? null,
    agentId: attempt?.agentId ?? null,
    refusalReason: attempt?.refusalReason ?? null,
    promiseKind: counted?.kind ?? null,
    amountCents: counted?.amountCents ?? null,
    frequency: counted?.frequency ?? null,
    promiseState: counted?.state ?? null,
    signedAt: counted?.signedAt ?? null,
    paidCents: counted?.paidCents ?? null,
    objected: numbers.some(({ numberId }) => (rows.objectedNumbers.get(numberId) ?? []).length > 0) ? 1 : 0,
    channel: promise?.channel ?? null,
    askStep: promise?.askStep ?? null,
    rum: tables.mandates.get(promise?.mandateId ?? '')?.rum ?? null,
    offerTitle: promise?.offerTitle ?? null,
    offerMonths: promise?.offerMonths ?? null,
    renewsOn: promise?.renewsOn ?? null,
  };
}
