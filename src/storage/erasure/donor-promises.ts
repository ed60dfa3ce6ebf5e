import type { Tables } from '../rows.ts';

/** What a person typed to sign, as it may be given out: of the account the last digits only. */
export interface DonorBankDetails {
  readonly promiseId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly postal: string | null;
  readonly iban: string | null;
  readonly bankName: string | null;
  /** The proof of the signature: what was shown, when, from where. */
  readonly proofText: string | null;
  readonly proofAt: number | null;
  readonly proofIp: string | null;
  readonly proofLast4: string | null;
}

/** Money that came in for a promise, or went back. */
export interface DonorPayment {
  readonly promiseId: string;
  readonly at: number;
  readonly what: 'paid' | 'failed';
  readonly cents: number;
  readonly currency: string;
  /** Where it is known from; of money that failed, the reason of the bank or the card scheme. */
  readonly told: string;
}

/** Beside the rows of `DonorRecord`, what a person promised, signed and gave. */
export interface DonorPromises {
  readonly promises: readonly Tables['promises'][];
  readonly mandates: readonly Tables['mandates'][];
  readonly bankDetails: readonly DonorBankDetails[];
  readonly payments: readonly DonorPayment[];
}

export function bankDetailsOf(row: Tables['promiseDetails']): DonorBankDetails {
  const { promiseId, name, email, phone, postal, ibanCountry, ibanLast4, bankName } = row;
  const { proofText, proofAt, proofIp, proofLast4 } = row;
  // As the domain masks it, which a thread does not load.
  const iban = ibanCountry === null || ibanLast4 === null ? null : `${ibanCountry}•• •••• •••• ${ibanLast4}`;
  return { promiseId, name, email, phone, postal, iban, bankName, proofText, proofAt, proofIp, proofLast4 };
}

/** Events of the log that are money, by their types. */
export const PAYMENT_EVENTS = ['promise.paid', 'promise.failed'] as const;

interface Money {
  readonly promiseId: string;
  readonly currency: string;
  readonly cents?: number;
  readonly source?: string;
  readonly code?: string;
  readonly returnedCents?: number;
}

/** @param data of an event of `PAYMENT_EVENTS`, as the log has it */
export function paymentOf(type: string, at: number, data: unknown): DonorPayment {
  const { promiseId, currency, cents = 0, source = '', code = '', returnedCents = 0 } = data as Money;
  return type === 'promise.paid'
    ? { promiseId, at, what: 'paid', cents, currency, told: source }
    : { promiseId, at, what: 'failed', cents: returnedCents, currency, told: code };
}
