import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OrderedList } from './ordered-list.ts';

test('holds what a sorted array would, through any additions and deletions', () => {
  const steps = fc.array(fc.record({ add: fc.boolean(), value: fc.nat({ max: 3_000 }) }), {
    maxLength: 4_000,
    size: 'max',
  });
  const same = fc.property(steps, (all) => {
    const list = new OrderedList<number>((a, b) => a - b);
    const model = new Set<number>();
    for (const { add, value } of all) {
      if (!add) expect(list.delete(value)).toBe(model.delete(value));
      else if (!model.has(value)) {
        model.add(value);
        list.add(value);
      }
    }
    expect([...list]).toEqual([...model].sort((a, b) => a - b));
    expect(list.size).toBe(model.size);
  });
  fc.assert(same, { numRuns: 40, seed: 3 });
});
