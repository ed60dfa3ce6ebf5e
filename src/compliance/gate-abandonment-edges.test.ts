import { expect, test } from 'vitest';
import { houseGate } from './house-gate.ts';

test('the gate tells the limits on abandoned calls of every place that is called, at an instant', () => {
  const idsAt = (places: readonly string[], at: string) =>
    houseGate()
      .abandonmentRules(places, Date.parse(at))
      .map(({ ruleId }) => ruleId);
  expect(idsAt(['UK', 'FR'], '2026-11-23T11:00:00Z')).toEqual(['UK-ABANDON-2017', 'FR-ABANDON-DEFAULT']);
  expect(idsAt(['UK'], '2017-02-01T11:00:00Z')).toEqual(['UK-ABANDON-3PC-OLD']);
  expect(idsAt([], '2026-11-23T11:00:00Z')).toEqual([]);
});
