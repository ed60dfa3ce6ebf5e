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
      return { sessionKey, userId: 'u1', openedAt: 1, usedAt, address: '::1', program: 'test', vouched: usedAt === 2 };
    };
    await signIn.putSessions([session('a'), session('b')]);
    await signIn.putSessions([session('b', 2), session('c')]);
    await signIn.dropSessions(['c', 'never']);
    expect(await signIn.sessions()).toEqual([session('a'), session('b', 2)]);
  });

  it('keeps passkeys with their record and codes; a counter goes up alone', async () => {
    const of = (credentialId: string, counter: number) => {
      const same = { userId: 'u3', publicKey: 'AAEC', transports: ['internal'], name: 'Portable', usedAt: null };
      return { ...same, credentialId, counter, madeAt: counter };
    };
    const added = { ...changed('a1', 'passkey-added'), userId: 'u3' };
    await signIn.addPasskey(of('first', 3), ['r1', 'r2'], added);
    await signIn.addPasskey(of('cloud', 0), null, { ...added, changeId: 'a2' });
    expect(await signIn.passkeysOf('u3')).toEqual([of('cloud', 0), of('first', 3)]);
    expect([await signIn.withPasskey(), await signIn.recoveryCodesLeft('u3')]).toEqual([['u3'], 2]);
    expect([await signIn.notePasskeyUse('first', 3, 8), await signIn.notePasskeyUse('none', 9, 8)]).toEqual([
      false,
      false,
    ]);
    expect([await signIn.notePasskeyUse('first', 4, 9), await signIn.notePasskeyUse('cloud', 0, 9)]).toEqual([
      true,
      true,
    ]);
    expect(await signIn.passkey('first')).toEqual({ ...of('first', 3), counter: 4, usedAt: 9 });
    const removed = { ...changed('a3', 'passkey-removed'), userId: 'u3' };
    expect(await signIn.dropPasskey('u4', 'first', removed)).toBe(false);
    expect(await signIn.dropPasskey('u3', 'first', removed)).toBe(true);
    expect(await signIn.dropPasskey('u3', 'first', { ...removed, changeId: 'a4' })).toBe(false);
    expect((await store.accounts.changes(ORG)).map(({ changeId }) => changeId)).toEqual(expect.arrayContaining(['a3']));
    expect([await signIn.passkey('first'), await signIn.withPasskey()]).toEqual([undefined, ['u3']]);
  });

  it('keeps who came in, the newest first; the oldest of nobody go, those of accounts stay', async () => {
    const at = (index: number) => String(index).padStart(6, '0');
    const event = (index: number, userId: string | null) => {
      const same = { orgId: ORG, at: index, what: 'unknown-login', loginMark: null, address: '::1', program: '' };
      return { ...same, what: 'unknown-login' as const, eventId: `e${at(index)}`, userId };
    };
    await signIn.noteSignIns([event(1, 'u1'), event(2, null)]);
    await signIn.noteSignIns(Array.from({ length: 11_000 }, (_, index) => event(index + 3, null)));
    expect((await signIn.signIns(ORG)).map(({ eventId }) => eventId).slice(0, 2)).toEqual(['e011002', 'e011001']);
    expect(await signIn.signIns(ORG)).toHaveLength(200);
    expect(await signIn.signIns(ORG, `e${at(1_003)}`)).toEqual([event(1, 'u1')]);
    expect(await signIn.signIns(ORG, `e${at(1_004)}`)).toEqual([event(1_003, null), event(1, 'u1')]);
    expect(await signIn.signIns('other' as OrgId)).toEqual([]);
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
