import type { CallerIdDayRow, CampaignCountRow, TableName, Tables } from './rows.ts';

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

export type RowChange =
  | Put
  | Patch
  /** Erasure only: the row with this key is gone. */
  | { readonly op: 'remove'; readonly table: 'consents'; readonly key: string }
  /** Adds one to a counter, which begins at 0. */
  | { readonly op: 'count'; readonly counter: Omit<CampaignCountRow, 'total'> }
  /** Adds the counts of the row to those of the row with its key, which begin at 0. */
  | { readonly op: 'add-calls'; readonly row: CallerIdDayRow }
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
