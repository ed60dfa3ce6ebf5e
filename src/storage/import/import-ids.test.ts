import { expect, test } from 'vitest';
import { isUuid } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { importIds } from './import-ids.ts';

test('ids of an import are different UUIDs in the order of their making, also when the clock goes back', () => {
  const clock = { at: 1_764_000_000_000, now: (): number => clock.at };
  const ids = importIds(clock, seededRandom(1));
  const made: string[] = [];
  for (const step of [0, 1, -5_000, 20]) {
    clock.at += step;
    for (let i = 0; i < 5_000; i++) made.push(ids.next());
  }
  expect(made.every(isUuid)).toBe(true);
  expect(made.every((id, i) => i === 0 || (made[i - 1] ?? '') < id)).toBe(true);
  expect(Number.parseInt((made[0] ?? '').slice(0, 13).replace('-', ''), 16)).toBe(1_764_000_000_000);
});

test('two runs at the same instant make different ids', () => {
  const clock = { now: () => 1_764_000_000_000 };
  const [a, b] = [1, 2].map((seed) => importIds(clock, seededRandom(seed)));
  expect(a?.next()).not.toBe(b?.next());
});
