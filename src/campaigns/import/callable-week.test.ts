import { expect, it } from 'vitest';
import { houseGate } from '../../compliance/index.ts';
import { sampleCall } from '../../compliance/sample-call.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import { countCallableWeek } from './callable-week.ts';

const gate = houseGate();
it('counts donors by hour, each once, as the gate says of each hour by itself', () => {
  const from = Date.parse('2026-11-07T09:00:00+01:00');
  const paris = sampleCall();
  const reunion = sampleCall({
    number: '+262262123456' as E164,
    zones: ['Indian/Reunion'],
    holidayRegions: ['FR', 'FR-RE'],
  });
  const objected = sampleCall({ history: { ...paris.history, objected: true } });
  const donors = [[paris], [paris, reunion], [reunion], [objected], []];
  const week = countCallableWeek(gate, from);
  for (const calls of donors) week.add(calls);
  const counted = week.result();
  expect(counted.from).toBe(from);
  expect(counted.donors).toHaveLength(168);
  counted.donors.forEach((count, hour) => {
    const at = from + hour * HOUR_MS;
    const callable = donors.filter((calls) => calls.some((call) => gate.decide(call, at).allowed)).length;
    expect([hour, count]).toEqual([hour, callable]);
  });
  // Wednesday 11 November is a holiday; on Monday at 10:00 in Paris it is lunch time on Reunion.
  const at = (text: string) => counted.donors[(Date.parse(text) - from) / HOUR_MS];
  expect(at('2026-11-11T11:00:00+01:00')).toBe(0);
  expect(at('2026-11-09T10:00:00+01:00')).toBe(2);
  expect(at('2026-11-09T11:00:00+01:00')).toBe(3);
});
