import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ClientId, idSource, type OrgId } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import type { AccountChange, SignInStore, Store } from '../../src/storage/index.ts';
import { createMemoryStore } from '../../src/storage/memory/index.ts';
import { openSqliteStore } from '../../src/storage/sqlite/index.ts';

const ORG = 'org' as OrgId;
const facts = {
  login: 'anne',
  displayName: 'Anne',
  role: 'supervisor',
  clientIds: [],
  agentId: null,
  skills: [],
  campaignIds: [],
  disabledAt: null,
} as const;
const changed = (changeId: string, act: AccountChange['act']): AccountChange => {
  const who = { orgId: ORG, userId: 'u1', at: 5, actor: 'u1', reason: 'why' };
  return { ...who, changeId, act, before: facts, after: facts };
};

async function opened(): Promise<readonly [string, Store, () => Promise<void>][]> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-sign-in-'));
  const parts = { clock: systemClock, ids: idSource(systemClock, seededRandom(1)) };
  const sqlite = await openSqliteStore({ path: join(folder, 'foyer.sqlite'), ...parts });
  const memory = createMemoryStore(parts);
  const close = async () => {
    await sqlite.close();
    rmSync(folder, { recursive: true });
  };
  return [
    ['memory', memory, () => memory.close()],
    ['sqlite', sqlite, close],
  ];
}

describe.each(await opened())('what signs people in, in %s', (_name, store, close) => {
  const signIn: SignInStore = store.signIn;

  it('keeps a second factor with its codes and its record; a step and a code are spent once', async () => {
    const factor = { userId: 'u1', sealedSecret: 'sealed', confirmedAt: null, lastStep: 0 };
    await signIn.writeFactor({ userId: 'u1', factor, recoveryHashes: [], change: null });
    expect(await signIn.withFactor()).toEqual([]);
    const inForce = { ...factor, confirmedAt: 9, lastStep: 7 };
    const change = changed('c1', 'second-factor-on');
    await signIn.writeFactor({ userId: 'u1', factor: inForce, recoveryHashes: ['h1', 'h2'], change });
    expect([await signIn.factor('u1'), await signIn.withFactor()]).toEqual([inForce, ['u1']]);
    expect([await signIn.spendStep('u1', 7), await signIn.spendStep('u1', 9)]).toEqual([false, true]);
    expect([await signIn.spendStep('u1', 8), await signIn.spendStep('u2', 10)]).toEqual([false, false]);
    const spent = changed('c2', 'recovery-code-used');
    expect(await signIn.spendRecoveryCode('u2', 'h1', spent)).toBe(false);
    expect(await signIn.spendRecoveryCode('u1', 'h1', spent)).toBe(true);
    expect(await signIn.spendRecoveryCode('u1', 'h1', changed('c3', 'recovery-code-used'))).toBe(false);
    expect(await signIn.recoveryCodesLeft('u1')).toBe(1);
    expect(await store.accounts.changes(ORG)).toEqual([spent, change]);
    await signIn.writeFactor({ userId: 'u1', factor: null, recoveryHashes: [], change: null });
    expect([await signIn.factor('u1'), await signIn.recoveryCodesLeft('u1')]).toEqual([undefined, 0]);
  });

  it('keeps sessions', async () => {
    const session = (sessionKey: string, usedAt = 1) => {
      return { sessionKey, userId: 'u1', openedAt: 1, usedAt, address: '::1', program: 'test' };
    };
    await signIn.putSessions([session('a'), session('b')]);
    await signIn.putSessions([session('b', 2), session('c')]);
    await signIn.dropSessions(['c', 'never']);
    expect(await signIn.sessions()).toEqual([session('a'), session('b', 2)]);
  });

  it('keeps keys with their record, and when they were used', async () => {
    const key = {
      keyId: 'k1',
      orgId: ORG,
      keyHash: 'hash',
      name: 'Board',
      role: 'client',
      clientIds: ['client' as ClientId],
      readOnly: true,
      madeBy: 'u1',
      madeAt: 3,
      expiresAt: null,
      revokedAt: null,
      usedAt: null,
    } as const;
    await signIn.putApiKey(key, changed('c8', 'key-made'));
    await signIn.putApiKey({ ...key, revokedAt: 8, readOnly: false }, changed('c9', 'key-revoked'));
    await signIn.noteApiKeyUse('k1', 6);
    const kept = { ...key, revokedAt: 8, usedAt: 6, readOnly: false };
    expect([await signIn.apiKeyByHash('hash'), await signIn.apiKeys(ORG)]).toEqual([kept, [kept]]);
    expect(await signIn.apiKeyByHash('other')).toBeUndefined();
    expect((await store.accounts.changes(ORG)).slice(0, 2).map(({ changeId }) => changeId)).toEqual(['c9', 'c8']);
    await close();
  });
});
