import type { IdSource } from '../../kernel/id.ts';
import type { NewDonor } from '../store.ts';

/** Ids for what an import may add; those of rows that exist already are left unused. */
export interface FreshIds {
  readonly donorId: string;
  readonly contactId: string;
  /** One per number of the donor, by its place. */
  readonly numberIds: readonly string[];
}

/** Made where the clock and the seeded randomness are, so that every adapter gives the same ids. */
export function freshIds(ids: IdSource, donor: NewDonor): FreshIds {
  return {
    donorId: ids.next<'donor'>(),
    contactId: ids.next<'contact'>(),
    numberIds: donor.numbers.map(() => ids.next<'number'>()),
  };
}

/** Ids made when they are asked for: most rows of a file that is delivered again need none. Each asking makes another. */
export function lazyIds(ids: IdSource, donor: NewDonor): FreshIds {
  return {
    get donorId() {
      return ids.next<'donor'>();
    },
    get contactId() {
      return ids.next<'contact'>();
    },
    get numberIds() {
      return donor.numbers.map(() => ids.next<'number'>());
    },
  };
}
