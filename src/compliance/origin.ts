import type { E164 } from '../kernel/phone-number.ts';
import type { NumberKind } from './planned-call.ts';

/** What a telephone number, as somebody wrote it, turned out to be. */
export interface NumberOrigin {
  readonly number: E164;
  readonly kind: NumberKind;
  /** Candidate IANA zones: every one of them must allow a call. */
  readonly zones: readonly [string, ...string[]];
  readonly holidayRegions: readonly string[];
  /** How the number was written, when it had to be understood rather than read. */
  readonly repaired: 'zero-lost' | 'prefix-without-plus' | 'trunk-zero' | undefined;
}

export const numberRejections = {
  empty: { fr: 'aucun chiffre', en: 'no digits' },
  'service-number': { fr: 'numéro 08 (gratuit, partagé ou surtaxé)', en: '08 number (free, shared-cost or premium)' },
  'short-number': { fr: 'numéro court (3xxx, 10xx, 118, urgence)', en: 'short number (3xxx, 10xx, 118, emergency)' },
  'too-short': { fr: 'il manque des chiffres', en: 'digits are missing' },
  'too-long': { fr: 'il y a trop de chiffres', en: 'there are too many digits' },
  impossible: { fr: "ce numéro n'existe pas dans ce pays", en: 'no such number exists in that country' },
  'unsupported-country': {
    fr: "règles d'appel inconnues pour ce pays ou territoire",
    en: 'no calling rules are known for that country or territory',
  },
} as const;
export type NumberRejection = keyof typeof numberRejections;
