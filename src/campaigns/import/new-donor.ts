import type { Audience, NumberKind } from '../../compliance/index.ts';
import type { ConsentGiven } from '../consent.ts';

/** A donor as a lead file brings him or her: what storage takes in, by (client, donor code). */
export interface NewDonor {
  readonly donorCode: string;
  readonly civility: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly company: string | null;
  readonly address: string | null;
  readonly postalCode: string | null;
  readonly city: string | null;
  readonly country: string | null;
  readonly email: string | null;
  readonly lastGiftCents: number | null;
  /** YYYY-MM-DD. */
  readonly lastGiftOn: string | null;
  readonly totalGiftsCents: number | null;
  readonly giftCount: number | null;
  readonly comment: string | null;
  /** Never empty. */
  readonly numbers: readonly {
    readonly number: string;
    readonly kind: NumberKind;
    readonly zones: readonly string[];
    readonly holidayRegions: readonly string[];
  }[];
  /** The charity's own group of donors; missing: the file has none. */
  readonly segment?: string;
  /** The row of the file. */
  readonly rank: number;
  /** Why no call may be made to this donor at all (do-not-call, deceased…); such contacts are stored suppressed. */
  readonly suppressedBecause: string | null;
  /** The same for all who share a number, or a name and an address; missing: nobody asked. */
  readonly household?: string;
  /** What the person is to the charity; missing: the file does not say. */
  readonly audience?: Audience;
  readonly relations?: readonly string[];
  /** YYYY-MM-DD. */
  readonly relationEndedOn?: string;
  readonly consent?: ConsentGiven;
}
