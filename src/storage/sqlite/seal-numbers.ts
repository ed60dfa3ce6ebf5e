import type { NumberKeys } from '../../kernel/number-keys.ts';
import { ERASED_LIKE } from '../erasure/erased-number.ts';
import { StorageError } from '../storage-error.ts';
import type { Connection } from './open-database.ts';

export interface SealOptions {
  readonly path: string;
  /** Go on although the objections of erased people, made under another key, will not be known any more. */
  readonly acceptKeyLoss: boolean;
}

/**
 * Sees to it that every number under objection has its key, under the secret that is here.
 * @throws StorageError `wrong-key` when erased numbers were keyed with another secret
 */
export function sealNumbers(db: Connection, keys: NumberKeys, options: SealOptions): void {
  const known = db.prepare<[], string>('SELECT check_value FROM number_secret').pluck().get();
  // Each objection since then has sealed its number by itself.
  if (known === keys.check) return;
  db.transaction(() => {
    if (known !== undefined) {
      refuseLoss(db, options);
      db.prepare('UPDATE numbers SET number_key = NULL WHERE number_key IS NOT NULL AND e164 NOT LIKE ?').run(
        ERASED_LIKE,
      );
    }
    sealOpen(db, keys);
    db.prepare(
      'INSERT INTO number_secret VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET check_value = excluded.check_value',
    ).run(keys.check);
  }).immediate();
}

function sealOpen(db: Connection, keys: NumberKeys): void {
  const open = db
    .prepare<[string], { readonly numberId: string; readonly e164: string }>(
      `SELECT number_id AS numberId, e164 FROM numbers WHERE number_key IS NULL AND e164 NOT LIKE ?
        AND number_id IN (SELECT number_id FROM objections)`,
    )
    .all(ERASED_LIKE);
  const seal = db.prepare('UPDATE numbers SET number_key = ? WHERE number_id = ?');
  for (const { numberId, e164 } of open) seal.run(keys.of(e164), numberId);
}

function refuseLoss(db: Connection, { path, acceptKeyLoss }: SealOptions): void {
  const lost = db
    .prepare<[string], number>('SELECT count(*) FROM numbers WHERE number_key IS NOT NULL AND e164 LIKE ?')
    .pluck()
    .get(ERASED_LIKE);
  if (lost === undefined || lost === 0 || acceptKeyLoss) return;
  throw new StorageError(
    'wrong-key',
    `${path}: objections.key beside it is not the key that ${lost} objections of erased people were kept with. Put the right objections.key back from your copy. If it is lost for good, foyer objection new-key --accept-loss goes on without those ${lost}.`,
  );
}
