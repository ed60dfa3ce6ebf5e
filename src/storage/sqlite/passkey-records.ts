import type { UtcMs } from '../../kernel/time.ts';
import { accountChangeRow } from '../account-rows.ts';
import { put } from '../row-change.ts';
import type { PasskeyRow } from '../rows.ts';
import { type Passkey, passkeyOf, passkeyRow } from '../sign-in-store.ts';
import type { AccountChange } from '../store.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export function passkeyQuestions(db: Connection) {
  const passkeys = `SELECT ${columnsOf(db, 'passkeys')} FROM passkeys`;
  const one = db.prepare<[string], PasskeyRow>(`${passkeys} WHERE credential_id = ?`);
  const ofUser = db.prepare<[string], PasskeyRow>(`${passkeys} WHERE user_id = ? ORDER BY made_at, credential_id`);
  const users = db.prepare<[], string>('SELECT DISTINCT user_id FROM passkeys ORDER BY user_id').pluck();
  return {
    passkey: (credentialId: string): Passkey | undefined => {
      const row = one.get(credentialId);
      return row === undefined ? undefined : passkeyOf(row);
    },
    passkeysOf: (userId: string): Passkey[] => ofUser.all(userId).map(passkeyOf),
    usersWithPasskey: (): string[] => users.all(),
  };
}

export function passkeyWriter(db: Connection, apply: ApplyChange) {
  const dropCodes = db.prepare<[string]>('DELETE FROM recovery_codes WHERE user_id = ?');
  const drop = db.prepare<[string, string]>('DELETE FROM passkeys WHERE credential_id = ? AND user_id = ?');
  // Passkeys that are kept in a cloud do not count: theirs stays 0 (WebAuthn level 2, 6.1.1).
  const use = db.prepare<[number, number, string, number]>(
    'UPDATE passkeys SET counter = ?, used_at = ? WHERE credential_id = ? AND (counter = 0 OR counter < ?)',
  );
  return {
    addPasskey: db.transaction(
      (passkey: Passkey, recoveryHashes: readonly string[] | null, change: AccountChange): void => {
        apply(put('passkeys', passkeyRow(passkey)), 0);
        if (recoveryHashes !== null) dropCodes.run(passkey.userId);
        for (const codeHash of recoveryHashes ?? [])
          apply(put('recoveryCodes', { codeHash, userId: passkey.userId }), 0);
        apply(put('accountChanges', accountChangeRow(change)), 0);
      },
    ).immediate,
    dropPasskey: db.transaction((userId: string, credentialId: string, change: AccountChange): boolean => {
      if (drop.run(credentialId, userId).changes === 0) return false;
      apply(put('accountChanges', accountChangeRow(change)), 0);
      return true;
    }).immediate,
    notePasskeyUse: (credentialId: string, counter: number, at: UtcMs): boolean =>
      use.run(counter, at, credentialId, counter).changes === 1,
  };
}
