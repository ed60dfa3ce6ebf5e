import { expect, test } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { backOff } from './back-off.ts';

const random = seededRandom(1);

test('waits grow to ten seconds, with jitter, and stay there', () => {
  for (let failures = 1; failures < 100; failures++) {
    const full = Math.min(10_000, 250 * 2 ** failures);
    const waits = Array.from({ length: 20 }, () => backOff(failures, 'lost', random));
    expect(Math.min(...waits)).toBeGreaterThanOrEqual(full / 2);
    expect(Math.max(...waits)).toBeLessThanOrEqual(full);
    expect(new Set(waits).size).toBeGreaterThan(1);
  }
});

test('a refusal that does not mend itself is tried again slowly from the first', () => {
  for (const kind of ['wrong-password', 'not-allowed'] as const)
    expect(backOff(1, kind, random)).toBeGreaterThanOrEqual(15_000);
});
