import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVault, MAX_SEALED_TEXT, vaultKeyId } from './vault.ts';

const key = (n: number) => new Uint8Array(32).fill(n);
const IBAN = 'FR1420041010050500013M02606';
const PLACE = 'mandate.iban:1';

describe('a vault', () => {
  it('opens what it sealed, and two seals of a text differ', () => {
    const vault = createVault([key(1)]);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string({ maxLength: 50 }), (text, place) => {
        const sealed = vault.seal(place, text);
        expect(sealed).toMatch(/^v1\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/);
        expect(vault.open(place, sealed)).toEqual({ ok: true, value: text });
        expect(vault.seal(place, text)).not.toBe(sealed);
      }),
    );
    expect(() => vault.seal(PLACE, 'x'.repeat(MAX_SEALED_TEXT + 1))).toThrow('at most');
  });

  it('finds whatever was changed, and a text that was moved to another row', () => {
    const vault = createVault([key(1), key(2)]);
    const sealed = vault.seal(PLACE, IBAN);
    const bytes = Buffer.from(sealed.slice(12), 'base64url');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;
        expect(vault.open(PLACE, sealed.slice(0, 12) + changed.toString('base64url'))).toEqual({
          ok: false,
          error: 'changed',
        });
      }),
    );
    expect(vault.open('mandate.iban:2', sealed)).toEqual({ ok: false, error: 'changed' });
    const otherKey = `v1.${vaultKeyId(key(2))}${sealed.slice(11)}`;
    expect(vault.open(PLACE, otherKey)).toEqual({ ok: false, error: 'changed' });
    for (const text of ['', IBAN, 'v1.', 'v2.00000000.AAAA', `v1.${vault.keyId}.AAAA`])
      expect(vault.open(PLACE, text)).toEqual({ ok: false, error: 'form' });
  });

  it('seals with the newest key and opens with the older ones, as long as they are there', () => {
    const before = createVault([key(1)]);
    const sealed = before.seal(PLACE, IBAN);
    const rotated = createVault([key(2), key(1)]);
    expect(rotated.isStale(sealed)).toBe(true);
    expect(rotated.open(PLACE, sealed)).toEqual({ ok: true, value: IBAN });
    const again = rotated.seal(PLACE, IBAN);
    expect(rotated.isStale(again)).toBe(false);
    expect(createVault([key(2)]).open(PLACE, again)).toEqual({ ok: true, value: IBAN });
    expect(createVault([key(2)]).open(PLACE, sealed)).toEqual({ ok: false, error: 'key-missing' });
  });

  it('shows its keys to nobody', () => {
    const vault = createVault([Buffer.from('0123456789abcdef0123456789abcdef')]);
    for (const shown of [inspect(vault, { depth: 9, showHidden: true }), JSON.stringify(vault)]) {
      expect(shown).not.toContain('0123456789abcdef');
      expect(shown).not.toContain('30 31 32');
      expect(shown).toContain(vault.keyId);
    }
  });

  it('refuses keys that are none', () => {
    expect(() => createVault([])).toThrow('1 to 16 keys');
    expect(() => createVault([new Uint8Array(16)])).toThrow('32 bytes, not 16');
    expect(() => createVault([key(1), key(1)])).toThrow('twice');
  });
});
