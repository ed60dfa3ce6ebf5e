import type { Creditor } from './creditor.ts';
import type { PromiseDetails, PromiseRecord } from './promise-record.ts';

/** What the donor's page shows; nothing of the donor but what was typed on it, and that masked. */
export type SigningView =
  /** Not a link of this installation, or not whole. */
  | { readonly what: 'unknown' }
  /** Its time is over, a newer one was sent, or the promise waits for nothing any more. */
  | { readonly what: 'expired' | 'over'; readonly charity: string }
  | { readonly what: 'form' | 'code' | 'signed' | 'gift'; readonly open: OpenSigning };

export interface OpenSigning {
  readonly charity: string;
  readonly promise: PromiseRecord;
  readonly creditor: Creditor;
  /** Empty for a gift that needs no mandate. */
  readonly rum: string;
  readonly details: PromiseDetails;
  /** The text that the donor reads before the code is typed: what the signature is for. */
  readonly text: string | null;
  /** The mandate can be had as a document, for a short time after the signature. */
  readonly document: boolean;
  /** A card can be used. */
  readonly card: boolean;
}

export type SigningProblem =
  | { readonly field: 'name'; readonly problem: 'missing' | 'too-long' | 'characters' }
  | { readonly field: 'iban'; readonly problem: string }
  | {
      readonly field: 'code';
      readonly problem: 'wrong' | 'expired' | 'used-up' | 'none' | 'too-soon' | 'too-many' | 'not-sent';
      readonly triesLeft?: number;
    };

export type Signing =
  | { readonly ok: true; readonly view: SigningView }
  /** What was typed is kept by whoever asks. */
  | { readonly ok: false; readonly view: SigningView; readonly problems: readonly SigningProblem[] };
