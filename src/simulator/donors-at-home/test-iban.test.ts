import fc from 'fast-check';
import { isValidIBAN } from 'ibantools';
import { expect, test } from 'vitest';
import { readIban } from '../../campaigns/index.ts';
import { seededRandom } from '../../kernel/random.ts';
import { mistyped, printed, testIban } from './test-iban.ts';

test('invented accounts pass every check, and those that are mistyped do not', () => {
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const iban = testIban(seededRandom(seed));
      expect(isValidIBAN(iban)).toBe(true);
      expect(readIban(printed(iban))).toMatchObject({ ok: true, value: { iban, country: 'FR' } });
      expect(readIban(mistyped(iban)).ok).toBe(false);
    }),
    { numRuns: 200 },
  );
});
