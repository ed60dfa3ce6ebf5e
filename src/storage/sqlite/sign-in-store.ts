import type { SignInStore } from '../sign-in-store.ts';
import type { DatabaseThread } from './database-thread.ts';
import type { ReaderHandlers } from './reader-worker.ts';
import type { WriterHandlers } from './writer-worker.ts';

export function sqliteSignIn(
  reader: () => DatabaseThread<ReaderHandlers>,
  writer: DatabaseThread<WriterHandlers>,
): SignInStore {
  return {
    factor: (userId) => reader().call('secondFactor', userId),
    writeFactor: (write) => writer.call('writeFactor', write),
    spendStep: (userId, step) => writer.call('spendFactorStep', userId, step),
    spendRecoveryCode: (userId, hash, change) => writer.call('spendRecoveryCode', userId, hash, change),
    recoveryCodesLeft: (userId) => reader().call('recoveryCodesLeft', userId),
    withFactor: () => reader().call('usersWithFactor'),
    sessions: () => reader().call('openSessions'),
    putSessions: (sessions) => writer.call('putSessions', sessions),
    dropSessions: (keys) => writer.call('dropSessions', keys),
    apiKeyByHash: (hash) => reader().call('apiKeyByHash', hash),
    apiKeys: (orgId) => reader().call('apiKeys', orgId),
    putApiKey: (key, change) => writer.call('putApiKey', key, change),
    passkey: (credentialId) => reader().call('passkey', credentialId),
    passkeysOf: (userId) => reader().call('passkeysOf', userId),
    withPasskey: () => reader().call('usersWithPasskey'),
    addPasskey: (passkey, recoveryHashes, change) => writer.call('addPasskey', passkey, recoveryHashes, change),
    dropPasskey: (userId, credentialId, change) => writer.call('dropPasskey', userId, credentialId, change),
    notePasskeyUse: (credentialId, counter, at) => writer.call('notePasskeyUse', credentialId, counter, at),
    noteSignIns: (events) => writer.call('noteSignIns', events),
    signIns: (orgId, before) => reader().call('signIns', orgId, before ?? null),
    noteApiKeyUse: (keyId, at) => writer.call('noteApiKeyUse', keyId, at),
  };
}
