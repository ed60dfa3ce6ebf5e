import type { OrgId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { accountChangeRow } from '../account-rows.ts';
import { put } from '../row-change.ts';
import type { ApiKeyRow, OpenSessionRow, SecondFactorRow } from '../rows.ts';
import {
  type ApiKey,
  apiKeyOf,
  apiKeyRow,
  type FactorWrite,
  openSessionOf,
  openSessionRow,
  type SecondFactor,
  type StoredSession,
} from '../sign-in-store.ts';
import type { AccountChange } from '../store.ts';
import type { ApplyChange } from './apply-change.ts';
import { columnsOf } from './columns.ts';
import type { Connection } from './open-database.ts';

export function signInQuestions(db: Connection) {
  const factor = db.prepare<[string], SecondFactorRow>(
    `SELECT ${columnsOf(db, 'secondFactors')} FROM second_factors WHERE user_id = ?`,
  );
  const withFactor = db
    .prepare<[], string>('SELECT user_id FROM second_factors WHERE confirmed_at IS NOT NULL')
    .pluck();
  const codes = db.prepare<[string], number>('SELECT count(*) FROM recovery_codes WHERE user_id = ?').pluck();
  const sessions = db.prepare<[], OpenSessionRow>(`SELECT ${columnsOf(db, 'openSessions')} FROM open_sessions`);
  const keys = `SELECT ${columnsOf(db, 'apiKeys')} FROM api_keys`;
  const keyByHash = db.prepare<[string], ApiKeyRow>(`${keys} WHERE key_hash = ?`);
  const keysOf = db.prepare<[string], ApiKeyRow>(`${keys} WHERE org_id = ? ORDER BY key_id`);
  return {
    secondFactor: (userId: string): SecondFactor | undefined => factor.get(userId),
    usersWithFactor: (): string[] => withFactor.all(),
    recoveryCodesLeft: (userId: string): number => codes.get(userId) ?? 0,
    openSessions: (): StoredSession[] => sessions.all().map(openSessionOf),
    apiKeyByHash: (keyHash: string): ApiKey | undefined => {
      const row = keyByHash.get(keyHash);
      return row === undefined ? undefined : apiKeyOf(row);
    },
    apiKeys: (orgId: OrgId): ApiKey[] => keysOf.all(orgId).map(apiKeyOf),
  };
}

export function signInWriter(db: Connection, apply: ApplyChange) {
  const dropFactor = db.prepare<[string]>('DELETE FROM second_factors WHERE user_id = ?');
  const dropCodes = db.prepare<[string]>('DELETE FROM recovery_codes WHERE user_id = ?');
  const spendStep = db.prepare<[number, string, number]>(
    'UPDATE second_factors SET last_step = ? WHERE user_id = ? AND last_step < ?',
  );
  const useCode = db.prepare<[string, string]>('DELETE FROM recovery_codes WHERE code_hash = ? AND user_id = ?');
  const dropSession = db.prepare<[string]>('DELETE FROM open_sessions WHERE session_key = ?');
  const noteUse = db.prepare<[number, string]>('UPDATE api_keys SET used_at = ? WHERE key_id = ?');
  const note = (change: AccountChange | null): void => {
    if (change !== null) apply(put('accountChanges', accountChangeRow(change)), 0);
  };
  return {
    writeFactor: db.transaction(({ userId, factor, recoveryHashes, change }: FactorWrite): void => {
      dropFactor.run(userId);
      if (factor !== null) apply(put('secondFactors', { ...factor }), 0);
      if (recoveryHashes !== null) dropCodes.run(userId);
      for (const codeHash of recoveryHashes ?? []) apply(put('recoveryCodes', { codeHash, userId }), 0);
      note(change);
    }).immediate,
    spendFactorStep: (userId: string, step: number): boolean => spendStep.run(step, userId, step).changes === 1,
    spendRecoveryCode: db.transaction((userId: string, codeHash: string, change: AccountChange): boolean => {
      if (useCode.run(codeHash, userId).changes === 0) return false;
      note(change);
      return true;
    }).immediate,
    putSessions: db.transaction((sessions: readonly StoredSession[]): void => {
      for (const session of sessions) apply(put('openSessions', openSessionRow(session)), 0);
    }).immediate,
    dropSessions: db.transaction((keys: readonly string[]): void => {
      for (const key of keys) dropSession.run(key);
    }).immediate,
    noteApiKeyUse: (keyId: string, at: UtcMs): void => void noteUse.run(at, keyId),
    putApiKey: db.transaction((key: ApiKey, change: AccountChange): void => {
      apply(put('apiKeys', apiKeyRow(key)), 0);
      note(change);
    }).immediate,
  };
}
