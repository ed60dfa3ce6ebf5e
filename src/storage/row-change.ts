import type { HourCount } from '../campaigns/figures/index.ts';
import type { CallerIdDayRow, CampaignCountRow, HourReasonRow, HourRow, TableName, Tables } from './rows.ts';

/** Inserts the row, or replaces the one with its key. */
type Put = { readonly [T in TableName]: { readonly op: 'put'; readonly table: T; readonly row: Tables[T] } }[TableName];

/** Sets some columns of the row with this key; nothing happens when there is none. */
type Patch = {
  readonly [T in TableName]: {
    readonly op: 'patch';
    readonly table: T;
    readonly key: string;
    readonly set: Partial<Tables[T]>;
    /** Campaigns only: an event from before the campaign was put says nothing of it. */
    readonly sincePut?: true;
  };
}[TableName];

export type RemovableTable = 'consents' | 'contacts' | 'numbers' | 'donors' | 'importChanges' | 'importMappings';

export type RowChange =
  | Put
  | Patch
  /** Erasures and undone imports only: the row with this key is gone. */
  | { readonly op: 'remove'; readonly table: RemovableTable; readonly key: string }
  /** Erasure only: what imports changed of this donor is not kept any longer. */
  | { readonly op: 'forget-imports'; readonly donorId: string }
  /** Erasure only: what is personal about this donor's promises. */
  | { readonly op: 'forget-promises'; readonly donorId: string }
  /** Adds one to a counter, which begins at 0. */
  | { readonly op: 'count'; readonly counter: Omit<CampaignCountRow, 'total'> }
  /** Adds the counts of the row to those of the row with its key, which begin at 0. */
  | { readonly op: 'add-calls'; readonly row: CallerIdDayRow }
  /** Adds these counts to those of the hour's row, which begin at 0. */
  | {
      readonly op: 'add-hours';
      readonly row: Omit<HourRow, HourCount>;
      readonly counts: Readonly<Partial<Record<HourCount, number>>>;
    }
  /** Adds `times` and `ms` to those of the row with its key, which begin at 0. */
  | { readonly op: 'add-reason'; readonly row: HourReasonRow }
  /** Gives the number the key by which it is known once it has been erased; nothing when it has one. */
  | { readonly op: 'seal-number'; readonly id: string }
  /** Computes `reachable` and `suppressed` of a donor's contacts anew, from the donor and the numbers. */
  | { readonly op: 'refresh-contacts'; readonly by: 'donor' | 'number'; readonly id: string };

export function put<T extends TableName>(table: T, row: Tables[T]): RowChange {
  return { op: 'put', table, row } as RowChange;
}

export function patch<T extends TableName>(table: T, key: string, set: Partial<Tables[T]>): RowChange {
  return { op: 'patch', table, key, set } as RowChange;
}
