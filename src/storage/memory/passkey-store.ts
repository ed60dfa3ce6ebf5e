import { passkeyOf, passkeyRow, type SignInStore } from '../sign-in-store.ts';
import type { AccountChange } from '../store.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';

type PasskeyStore = Pick<
  SignInStore,
  'passkey' | 'passkeysOf' | 'withPasskey' | 'addPasskey' | 'dropPasskey' | 'notePasskeyUse'
>;

export function memoryPasskeys(
  rows: MemoryRows,
  faults: FaultLine,
  note: (change: AccountChange | null) => void,
): PasskeyStore {
  const { passkeys, recoveryCodes } = rows.tables;
  return {
    passkey: (credentialId) =>
      faults.read('signIn.passkey', () => {
        const row = passkeys.get(credentialId);
        return row === undefined ? undefined : passkeyOf(row);
      }),
    passkeysOf: (userId) =>
      faults.read('signIn.passkeysOf', () =>
        [...passkeys.values()]
          .filter((row) => row.userId === userId)
          .sort((a, b) => a.madeAt - b.madeAt || (a.credentialId < b.credentialId ? -1 : 1))
          .map(passkeyOf),
      ),
    withPasskey: () =>
      faults.read('signIn.withPasskey', () => [...new Set([...passkeys.values()].map(({ userId }) => userId))].sort()),
    addPasskey: (passkey, recoveryHashes, change) =>
      faults.write('signIn.addPasskey', () => {
        const { userId } = passkey;
        passkeys.set(passkey.credentialId, passkeyRow(passkey));
        if (recoveryHashes !== null)
          for (const [hash, row] of recoveryCodes) if (row.userId === userId) recoveryCodes.delete(hash);
        for (const codeHash of recoveryHashes ?? []) recoveryCodes.set(codeHash, { codeHash, userId });
        note(change);
      }),
    dropPasskey: (userId, credentialId, change) =>
      faults.write('signIn.dropPasskey', () => {
        if (passkeys.get(credentialId)?.userId !== userId) return false;
        passkeys.delete(credentialId);
        note(change);
        return true;
      }),
    notePasskeyUse: (credentialId, counter, at) =>
      faults.write('signIn.notePasskeyUse', () => {
        const row = passkeys.get(credentialId);
        if (row === undefined || (row.counter !== 0 && row.counter >= counter)) return false;
        passkeys.set(credentialId, { ...row, counter, usedAt: at });
        return true;
      }),
  };
}
