import type { Campaign, Candidate, ContactStanding } from '../../campaigns/index.ts';
import type { HeldPage } from '../../dialer/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { candidateOf } from '../candidate.ts';
import { careActs, type PastCareAttempt } from '../care-history.ts';
import { personKnown } from '../consent/person-known.ts';
import { leavesDoubt } from '../consent/plan-consent.ts';
import { awaitsCall, contactState } from '../contact-row.ts';
import { numberHistory } from '../number-history.ts';
import { reaches } from '../objection-reach.ts';
import { agreementCodes, refusalCodes } from '../refusal-codes.ts';
import type { AttemptRow, ContactRow, NumberRow } from '../rows.ts';
import { CONTACT_PAGE } from '../store.ts';
import type { MemoryRows } from './memory-rows.ts';

/** A contact with its numbers and their history; `forAttempt`: as it stood before that attempt. */
export function loadCandidate(
  rows: MemoryRows,
  contact: ContactRow,
  at: UtcMs,
  forAttempt?: AttemptRow,
): Candidate | undefined {
  const numbers = rows.numbersOfDonor.get(contact.donorId) ?? [];
  const exceptAttemptId = forAttempt?.attemptId;
  return candidateOf({
    contact,
    numbers: [...numbers].sort((a, b) => a.place - b.place || (a.numberId < b.numberId ? -1 : 1)),
    household: rows.tables.donors.get(contact.donorId)?.household ?? null,
    acts: careActs([...numbers.flatMap((number) => careAttempts(rows, number)), ...householdTalks(rows, contact)], {
      at,
      donorId: contact.donorId,
      exceptAttemptId,
      refusals: refusalCodes,
      agreements: agreementCodes,
      thanking: thankingCampaigns(rows),
    }),
    historyOf: (number) =>
      numberHistory(attemptsOn(rows, number), {
        at,
        objected: isObjected(rows, number, contact.campaignId),
        exceptAttemptId,
        refusals: refusalCodes,
      }),
    person: personKnown(rows.tables.donors.get(contact.donorId), rows.consentsOfDonor.get(contact.donorId) ?? []),
    loadedAt: at,
    ...(forAttempt === undefined ? {} : { keepNumberId: forAttempt.numberId }),
  });
}

/** The contacts of a campaign as they stand, in the order of their ids. */
export function contactPage(rows: MemoryRows, campaignId: CampaignId, after: string, at: UtcMs): ContactStanding[] {
  const later = [...rows.tables.contacts.values()].filter(
    (row) => row.campaignId === campaignId && row.contactId > after,
  );
  const page = later.sort((a, b) => (a.contactId < b.contactId ? -1 : 1)).slice(0, CONTACT_PAGE);
  return page.map((row) => {
    const state = contactState(row);
    const candidate = awaitsCall(state) ? loadCandidate(rows, row, at) : undefined;
    return { contactId: row.contactId as ContactId, state, dueAt: row.dueAt, candidate };
  });
}

/** Those who are held back for want of a fact, a page at a time. */
export function heldContacts(rows: MemoryRows, campaignId: CampaignId, at: UtcMs, after: string): HeldPage {
  const later = [...rows.tables.contacts.values()].filter(
    (row) => row.campaignId === campaignId && row.contactId > after && contactState(row) === 'held',
  );
  const page = later.sort((a, b) => (a.contactId < b.contactId ? -1 : 1)).slice(0, CONTACT_PAGE);
  const candidates = page
    .filter((row) => !attemptsOfContact(rows, row).some(leavesDoubt))
    .map((row) => loadCandidate(rows, row, at))
    .filter((candidate) => candidate !== undefined);
  return { candidates, next: page.length < CONTACT_PAGE ? undefined : (page.at(-1)?.contactId as ContactId) };
}

function attemptsOfContact(rows: MemoryRows, { contactId, donorId }: ContactRow): AttemptRow[] {
  const numbers = rows.numbersOfDonor.get(donorId) ?? [];
  const attempts = numbers.flatMap(({ numberId }) => rows.attemptsOfNumber.get(numberId) ?? []);
  return attempts.filter((attempt) => attempt.contactId === contactId);
}

/** On this number with any donor of the agency, and talks on the other numbers of those who share it. */
function careAttempts(rows: MemoryRows, number: NumberRow): PastCareAttempt[] {
  const same = sameNumber(rows, number);
  const kin = same.flatMap(({ donorId }) =>
    donorId === null || donorId === number.donorId ? [] : (rows.numbersOfDonor.get(donorId) ?? []),
  );
  const talks = kin.flatMap((each) => attemptsAt(rows, each).filter(({ bridgedAt }) => bridgedAt !== null));
  return [...same.flatMap((each) => attemptsAt(rows, each)), ...talks];
}

/** Talks with those whom the charity counts to the same household. */
function householdTalks(rows: MemoryRows, { donorId }: ContactRow): PastCareAttempt[] {
  const donor = rows.tables.donors.get(donorId);
  if (donor?.household == null) return [];
  const kin = [...rows.tables.donors.values()].filter(
    ({ clientId, household }) => clientId === donor.clientId && household === donor.household,
  );
  return kin
    .flatMap((each) => rows.numbersOfDonor.get(each.donorId) ?? [])
    .flatMap((number) => attemptsAt(rows, number).filter(({ bridgedAt }) => bridgedAt !== null));
}

function thankingCampaigns(rows: MemoryRows): ReadonlySet<string> {
  const thanks = [...rows.tables.campaigns.values()].filter(
    ({ settings }) => (JSON.parse(settings) as Campaign).kind === 'welcome',
  );
  return new Set(thanks.map(({ campaignId }) => campaignId));
}

function attemptsAt(rows: MemoryRows, { numberId, e164, donorId }: NumberRow): PastCareAttempt[] {
  const attempts = rows.attemptsOfNumber.get(numberId) ?? [];
  return attempts.map((attempt) => ({ ...attempt, number: e164, donorId }));
}

function attemptsOn(rows: MemoryRows, number: NumberRow): readonly AttemptRow[] {
  const same = sameNumber(rows, number);
  const lists = same.flatMap((each) => rows.attemptsOfNumber.get(each.numberId) ?? []);
  if (same.length === 1) return lists;
  return lists.sort((a, b) => a.plannedAt - b.plannedAt || (a.attemptId < b.attemptId ? -1 : 1));
}

/** By its key, so that an objection is found whose own number has been erased. */
function isObjected(rows: MemoryRows, number: NumberRow, campaignId: string): boolean {
  if (rows.objectedNumbers.size === 0) return false;
  const same = rows.numbersByKey.get(number.numberKey ?? rows.keys.of(number.e164)) ?? [];
  const asked = { orgId: number.orgId, clientId: number.clientId, campaignId };
  return same.some((each) =>
    rows.objectedNumbers
      .get(each.numberId)
      ?.some((objection) => reaches({ ...objection, clientId: objection.clientId ?? each.clientId }, asked)),
  );
}

/** The same E.164 with any donor of the agency. */
function sameNumber(rows: MemoryRows, number: NumberRow): readonly NumberRow[] {
  return (rows.numbersByE164.get(number.e164) ?? []).filter(({ orgId }) => orgId === number.orgId);
}
