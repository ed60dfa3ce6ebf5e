import { type DispositionCode, dispositions } from '../disposition.ts';

/** What a trained person decides for somebody in a fragile situation; nothing else leaves the review. */
export const protectionOutcomes = ['no-more-contact', 'letter-only', 'may-be-called'] as const;
export type ProtectionOutcome = (typeof protectionOutcomes)[number];

/** Results a call with a fragile person can have: the contact is held, or not called any more at all. */
export function protects(disposition: DispositionCode): boolean {
  const { effect } = dispositions[disposition];
  return effect === 'hold' || effect === 'suppress';
}
