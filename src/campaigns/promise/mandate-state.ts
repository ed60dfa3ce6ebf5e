import { err, ok, type Result } from '../../kernel/result.ts';
import type { IllegalMove } from './promise-state.ts';

/**
 * A SEPA mandate.
 *
 *   draft     -> sent | signed | suspended | revoked     its reference (RUM) is reserved
 *   sent      -> signed | suspended | revoked            the donor has the text
 *   signed    -> exported | active | suspended | revoked | lapsed   with the proof of the signature
 *   exported  -> active | suspended | revoked | lapsed   handed to the creditor or the bank
 *   active    -> suspended | revoked | lapsed            debited at least once
 *   suspended -> wherever it was | revoked | lapsed      a review, or a bank that refused
 *   revoked, lapsed -> nothing; lapsed: 36 months without a debit (SEPA Core Rulebook, 4.1)
 */
export const mandateStates = [
  'draft',
  'sent',
  'signed',
  'exported',
  'active',
  'suspended',
  'revoked',
  'lapsed',
] as const;
export type MandateState = (typeof mandateStates)[number];

const moves: Readonly<Record<MandateState, readonly MandateState[]>> = {
  draft: ['sent', 'signed', 'suspended', 'revoked'],
  sent: ['signed', 'suspended', 'revoked'],
  signed: ['exported', 'active', 'suspended', 'revoked', 'lapsed'],
  exported: ['active', 'suspended', 'revoked', 'lapsed'],
  active: ['suspended', 'revoked', 'lapsed'],
  suspended: ['draft', 'sent', 'signed', 'exported', 'active', 'revoked', 'lapsed'],
  revoked: [],
  lapsed: [],
};

/** The only way from one state to another; the state it is in already is no move. */
export function moveMandate(from: MandateState, to: MandateState): Result<MandateState, IllegalMove<MandateState>> {
  return from === to || moves[from].includes(to) ? ok(to) : err({ from, to });
}
