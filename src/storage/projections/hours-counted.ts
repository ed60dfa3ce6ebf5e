import type { HourAddition } from '../../campaigns/figures/index.ts';
import type { RowChange } from '../row-change.ts';

/** What an event adds to the counts of the hours, and what is to be remembered for those to come. */
export interface Counted {
  readonly additions: readonly HourAddition[];
  readonly changes?: readonly RowChange[];
}
