import type { PromiseAct } from '../promise/promise-act.ts';
import type { BankFact } from './bank-fact.ts';

/** Where a bank gives no reason (ISO 20022: not specified, reason agent generated). */
const NO_REASON = 'MS03';

/** What a bank's fact is to the promise it is of; undefined where it names no amount and needs one. */
export function actOfBankFact(
  { status, amountCents, reasonCode }: BankFact,
  { promised, paidCents }: { readonly promised: number | null; readonly paidCents: number },
): PromiseAct | undefined {
  const cents = amountCents ?? promised;
  switch (status) {
    case 'paid':
      return cents === null || cents <= 0 ? undefined : { type: 'settle', cents, source: 'debit' };
    case 'rejected':
      return { type: 'fail', code: reasonCode ?? NO_REASON, returnedCents: 0 };
    case 'returned':
      // What was never told as paid cannot go back.
      return { type: 'fail', code: reasonCode ?? NO_REASON, returnedCents: Math.min(cents ?? 0, paidCents) };
  }
}
