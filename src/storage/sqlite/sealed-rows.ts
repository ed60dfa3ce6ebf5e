import type { Connection } from './open-database.ts';

/** What the vault seals, and where it stands. */
const columns = {
  'bank-account': { table: 'promise_details', key: 'promise_id', column: 'sealed_iban' },
  'webhook-secret': { table: 'webhooks', key: 'webhook_id', column: 'sealed_secret' },
  'second-factor': { table: 'second_factors', key: 'user_id', column: 'sealed_secret' },
} as const;
export type SealedKind = keyof typeof columns;
export const sealedKinds = Object.keys(columns) as SealedKind[];

export interface SealedText {
  readonly kind: SealedKind;
  /** Of the row it stands in. */
  readonly id: string;
  readonly sealed: string;
}

/** Rows read at a time. */
const SEALED_PAGE = 500;

export function sealedQuestions(db: Connection) {
  const pages = Object.fromEntries(
    Object.entries(columns).map(([kind, { table, key, column }]) => [
      kind,
      db.prepare<[string, number], { readonly id: string; readonly sealed: string }>(
        `SELECT ${key} AS id, ${column} AS sealed FROM ${table} WHERE ${key} > ? AND ${column} IS NOT NULL ORDER BY ${key} LIMIT ?`,
      ),
    ]),
  );
  return {
    sealedTexts: (kind: SealedKind, after: string): SealedText[] =>
      (pages[kind]?.all(after, SEALED_PAGE) ?? []).map(({ id, sealed }) => ({ kind, id, sealed })),
  };
}

export function sealedWriter(db: Connection) {
  const updates = Object.fromEntries(
    Object.entries(columns).map(([kind, { table, key, column }]) => [
      kind,
      db.prepare(`UPDATE ${table} SET ${column} = ? WHERE ${key} = ? AND ${column} = ?`),
    ]),
  );
  const all = db.transaction((changes: readonly (SealedText & { readonly before: string })[]): void => {
    for (const { kind, id, sealed, before } of changes) updates[kind]?.run(sealed, id, before);
  });
  return {
    resealTexts: (changes: readonly (SealedText & { readonly before: string })[]): void => all.immediate(changes),
  };
}
