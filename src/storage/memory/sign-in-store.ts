import { accountChangeRow } from '../account-rows.ts';
import { put } from '../row-change.ts';
import { apiKeyOf, apiKeyRow, openSessionOf, openSessionRow, type SignInStore } from '../sign-in-store.ts';
import type { AccountChange } from '../store.ts';
import type { FaultLine } from './faults.ts';
import type { MemoryRows } from './memory-rows.ts';
import { memoryPasskeys } from './passkey-store.ts';
import { memorySignInTrail } from './sign-in-trail.ts';

type FactorStore = Pick<
  SignInStore,
  'factor' | 'writeFactor' | 'spendStep' | 'spendRecoveryCode' | 'recoveryCodesLeft' | 'withFactor'
>;

export function memorySignIn(rows: MemoryRows, faults: FaultLine): SignInStore {
  const note = (change: AccountChange | null): void => {
    if (change !== null) rows.apply(put('accountChanges', accountChangeRow(change)), 0);
  };
  return {
    ...factorStore(rows, faults, note),
    ...sessionStore(rows, faults),
    ...keyStore(rows, faults, note),
    ...memoryPasskeys(rows, faults, note),
    ...memorySignInTrail(rows, faults),
  };
}

type Note = (change: AccountChange | null) => void;

function factorStore(rows: MemoryRows, faults: FaultLine, note: Note): FactorStore {
  const { secondFactors, recoveryCodes } = rows.tables;
  const codesOf = (userId: string) => [...recoveryCodes.values()].filter((row) => row.userId === userId);
  return {
    factor: (userId) => faults.read('signIn.factor', () => secondFactors.get(userId)),
    writeFactor: ({ userId, factor, recoveryHashes, change }) =>
      faults.write('signIn.writeFactor', () => {
        secondFactors.delete(userId);
        if (factor !== null) secondFactors.set(userId, { ...factor });
        if (recoveryHashes !== null) for (const { codeHash } of codesOf(userId)) recoveryCodes.delete(codeHash);
        for (const codeHash of recoveryHashes ?? []) recoveryCodes.set(codeHash, { codeHash, userId });
        note(change);
      }),
    spendStep: (userId, step) =>
      faults.write('signIn.spendStep', () => {
        const row = secondFactors.get(userId);
        if (row === undefined || row.lastStep >= step) return false;
        secondFactors.set(userId, { ...row, lastStep: step });
        return true;
      }),
    spendRecoveryCode: (userId, codeHash, change) =>
      faults.write('signIn.spendRecoveryCode', () => {
        if (recoveryCodes.get(codeHash)?.userId !== userId) return false;
        recoveryCodes.delete(codeHash);
        note(change);
        return true;
      }),
    recoveryCodesLeft: (userId) => faults.read('signIn.recoveryCodesLeft', () => codesOf(userId).length),
    withFactor: () =>
      faults.read('signIn.withFactor', () =>
        [...secondFactors.values()].filter(({ confirmedAt }) => confirmedAt !== null).map(({ userId }) => userId),
      ),
  };
}

function sessionStore(
  rows: MemoryRows,
  faults: FaultLine,
): Pick<SignInStore, 'sessions' | 'putSessions' | 'dropSessions'> {
  const { openSessions } = rows.tables;
  return {
    sessions: () => faults.read('signIn.sessions', () => [...openSessions.values()].map(openSessionOf)),
    putSessions: (sessions) =>
      faults.write('signIn.putSessions', () => {
        for (const session of sessions) openSessions.set(session.sessionKey, openSessionRow(session));
      }),
    dropSessions: (keys) =>
      faults.write('signIn.dropSessions', () => {
        for (const key of keys) openSessions.delete(key);
      }),
  };
}

function keyStore(
  rows: MemoryRows,
  faults: FaultLine,
  note: Note,
): Pick<SignInStore, 'apiKeyByHash' | 'apiKeys' | 'putApiKey' | 'noteApiKeyUse'> {
  const { apiKeys } = rows.tables;
  return {
    apiKeyByHash: (keyHash) =>
      faults.read('signIn.apiKeyByHash', () => {
        const row = [...apiKeys.values()].find((each) => each.keyHash === keyHash);
        return row === undefined ? undefined : apiKeyOf(row);
      }),
    apiKeys: (orgId) =>
      faults.read('signIn.apiKeys', () =>
        [...apiKeys.values()]
          .filter((row) => row.orgId === orgId)
          .sort((a, b) => (a.keyId < b.keyId ? -1 : 1))
          .map(apiKeyOf),
      ),
    putApiKey: (key, change) =>
      faults.write('signIn.putApiKey', () => {
        apiKeys.set(key.keyId, apiKeyRow(key));
        note(change);
      }),
    noteApiKeyUse: (keyId, at) =>
      faults.write('signIn.noteApiKeyUse', () => {
        const row = apiKeys.get(keyId);
        if (row !== undefined) apiKeys.set(keyId, { ...row, usedAt: at });
      }),
  };
}
