import type { Candidate, ContactStanding } from '../../campaigns/index.ts';
import type { CampaignId, ContactId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { candidateOf } from '../candidate.ts';
import { careActs, type PastCareAttempt } from '../care-history.ts';
import { personKnown } from '../consent/person-known.ts';
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
    acts: careActs(
      numbers.flatMap((number) => careAttempts(rows, number)),
      { at, donorId: contact.donorId, exceptAttemptId, refusals: refusalCodes, agreements: agreementCodes },
    ),
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

/** On this number with any donor of the agency, and talks on the other numbers of those who share it. */
function careAttempts(rows: MemoryRows, number: NumberRow): PastCareAttempt[] {
  const same = sameNumber(rows, number);
  const kin = same.flatMap(({ donorId }) =>
    donorId === null || donorId === number.donorId ? [] : (rows.numbersOfDonor.get(donorId) ?? []),
  );
  const talks = kin.flatMap((each) => attemptsAt(rows, each).filter(({ bridgedAt }) => bridgedAt !== null));
  return [...same.flatMap((each) => attemptsAt(rows, each)), ...talks];
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
