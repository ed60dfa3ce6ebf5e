import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addVaultKey, dropOldVaultKeys, openVault, VAULT_FILE } from './vault-keys.ts';

let dataFolder: string;
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'foyer-vault-'));
});
afterEach(() => rmSync(dataFolder, { recursive: true }));

const path = () => join(dataFolder, VAULT_FILE);
const KEY = 'ab'.repeat(32);
function opened(env: Record<string, string> = {}) {
  const vault = openVault({ env, dataFolder });
  if (!vault.ok) throw new Error(vault.error);
  return vault.value;
}

describe('the keys of the vault', () => {
  it('are made once, for their owner alone', () => {
    const first = opened();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readFileSync(path(), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(opened().open('a', first.seal('a', 'text'))).toEqual({ ok: true, value: 'text' });
    chmodSync(path(), 0o644);
    opened();
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('come from the environment where they are set there', () => {
    const vault = opened({ FOYER_VAULT_KEYS: `${KEY}, ${'cd'.repeat(32)}` });
    expect(vault.keyIds).toHaveLength(2);
    expect(opened({ FOYER_VAULT_KEYS: KEY }).keyId).toBe(vault.keyId);
  });

  it('rotate: a new one seals, the old ones open until they are dropped', () => {
    const before = opened();
    const sealed = before.seal('a', 'text');
    const rotated = addVaultKey({ env: {}, dataFolder });
    if (!rotated.ok) throw new Error(rotated.error);
    expect(rotated.value.keyIds[1]).toBe(before.keyId);
    expect(opened().keyId).toBe(rotated.value.keyId);
    expect(opened().open('a', sealed)).toEqual({ ok: true, value: 'text' });
    expect(dropOldVaultKeys({ env: {}, dataFolder }).ok).toBe(true);
    expect(opened().open('a', sealed)).toEqual({ ok: false, error: 'key-missing' });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('that are none are refused by their place, and never quoted', () => {
    const broken = `${KEY}\n${KEY.slice(1)}`;
    writeFileSync(path(), broken);
    for (const result of [openVault({ env: {}, dataFolder }), addVaultKey({ env: {}, dataFolder })]) {
      expect(result).toMatchObject({ ok: false, error: expect.stringContaining('key 2 is not one of 64 hex digits') });
      expect(JSON.stringify(result)).not.toContain(KEY.slice(1, 20));
    }
    expect(readFileSync(path(), 'utf8')).toBe(broken);
    expect(openVault({ env: {}, dataFolder: join(dataFolder, 'missing') })).toMatchObject({
      ok: false,
      error: expect.stringContaining('ENOENT'),
    });
    expect(addVaultKey({ env: { FOYER_VAULT_KEYS: KEY }, dataFolder })).toMatchObject({ ok: false });
  });
});
