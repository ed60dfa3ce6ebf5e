import type { PromiseAct } from '../campaigns/index.ts';
import type { PaymentFact } from './payment-service.ts';

/**
 * What a payment service's fact is to the promise it is of. `promised`: the gift, for a fact without an amount;
 * `paidCents`: what had come in before. Undefined where nothing can be made of it.
 */
export function actOfPayment(
  { status, amountCents, code }: PaymentFact,
  { promised, paidCents }: { readonly promised: number | null; readonly paidCents: number },
): PromiseAct | undefined {
  const cents = amountCents ?? promised;
  switch (status) {
    case 'paid':
      return cents === null || cents <= 0 ? undefined : { type: 'pay', cents, source: 'card' };
    case 'settled':
      return cents === null || cents <= 0 ? undefined : { type: 'settle', cents, source: 'card' };
    case 'failed':
      return { type: 'fail', code: code ?? 'failed', returnedCents: 0 };
    case 'returned':
      return { type: 'fail', code: code ?? 'returned', returnedCents: Math.min(cents ?? 0, paidCents) };
  }
}
