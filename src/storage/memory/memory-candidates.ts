import type { Candidate } from '../../campaigns/index.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { candidateOf } from '../candidate.ts';
import { numberHistory } from '../number-history.ts';
import { refusalCodes } from '../refusal-codes.ts';
import type { AttemptRow, ContactRow, NumberRow } from '../rows.ts';
import type { MemoryRows } from './memory-rows.ts';

/** A contact with its numbers and their history; `forAttempt`: as it stood before that attempt. */
export function loadCandidate(
  rows: MemoryRows,
  contact: ContactRow,
  at: UtcMs,
  forAttempt?: AttemptRow,
): Candidate | undefined {
  const numbers = rows.numbersOfDonor.get(contact.donorId) ?? [];
  return candidateOf({
    contact,
    numbers: [...numbers].sort((a, b) => a.place - b.place || (a.numberId < b.numberId ? -1 : 1)),
    historyOf: (number) =>
      numberHistory(attemptsOn(rows, number), {
        at,
        objected: isObjected(rows, number),
        exceptAttemptId: forAttempt?.attemptId,
        refusals: refusalCodes,
      }),
    loadedAt: at,
    ...(forAttempt === undefined ? {} : { keepNumberId: forAttempt.numberId }),
  });
}

function attemptsOn(rows: MemoryRows, number: NumberRow): readonly AttemptRow[] {
  const same = sameNumber(rows, number);
  const lists = same.flatMap((each) => rows.attemptsOfNumber.get(each.numberId) ?? []);
  if (same.length === 1) return lists;
  return lists.sort((a, b) => a.plannedAt - b.plannedAt || (a.attemptId < b.attemptId ? -1 : 1));
}

function isObjected(rows: MemoryRows, number: NumberRow): boolean {
  return sameNumber(rows, number).some((each) =>
    rows.objectedNumbers
      .get(each.numberId)
      ?.some(({ scope, clientId }) => scope === 'agency' || (clientId ?? each.clientId) === number.clientId),
  );
}

/** The same E.164 with any donor of the agency. */
function sameNumber(rows: MemoryRows, number: NumberRow): readonly NumberRow[] {
  return (rows.numbersByE164.get(number.e164) ?? []).filter(({ orgId }) => orgId === number.orgId);
}
