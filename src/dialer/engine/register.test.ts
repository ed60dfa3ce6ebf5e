import { expect, test } from 'vitest';
import { houseGate, registerBuilder, registerSet } from '../../compliance/index.ts';
import { numberKeys } from '../../kernel/number-keys.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { candidate, ScriptedFloor } from './scripted-floor.ts';

/** Tuesday, 10:00 in London. */
const START = Date.UTC(2026, 10, 24, 10);
const NUMBER = '+442079460001' as E164;
const gate = houseGate();

/** The secret of the scripted floor. */
const keys = numberKeys(new Uint8Array(32));

function register(list: string, dated: string, ...numbers: readonly string[]) {
  const builder = registerBuilder(keys);
  for (const number of numbers) builder.add(number, 0);
  return registerSet({ list, dated, sourceHash: 'hash' }, builder.parts());
}

/** What the floor does with a British number when it has these registers: dialed, or the rules that refuse. */
function dialed(...registers: readonly ReturnType<typeof register>[]): boolean | readonly string[] {
  const floor = new ScriptedFloor(gate, START);
  for (const each of registers) floor.input({ type: 'register.put', register: each });
  expect(floor.log('register.loaded')).toHaveLength(registers.length);
  floor.campaign('progressive', { callerId: '+442079460999' as E164 });
  floor.readyAgent('a1');
  const [number] = candidate(1).numbers;
  floor.fill(
    candidate(1, { numbers: [{ ...number, number: NUMBER, zones: ['Europe/London'], holidayRegions: ['GB-EAW'] }] }),
  );
  floor.wait(1_000);
  floor.durable();
  if (floor.commands('originate').length > 0) return true;
  return floor.log('compliance.refused')[0]?.data.ruleIds ?? [];
}

const fresh = (...numbers: readonly string[]) =>
  ['TPS', 'CTPS', 'FPS'].map((list) => register(list, '2026-11-20', ...(list === 'TPS' ? numbers : [])));

test('a number is dialed when every list that the rules ask for is here, fresh, and without it', () => {
  expect(dialed(...fresh('+442079460002'))).toBe(true);
});

test('a list that is missing, too old, or has the number, refuses', () => {
  const [tps, ...others] = fresh();
  expect(dialed()).toEqual(expect.arrayContaining(['UK-TPS', 'UK-CTPS']));
  expect(dialed(...others)).toContain('UK-TPS');
  expect(dialed(...others, register('TPS', '2026-10-26'))).toContain('UK-TPS');
  expect(dialed(...others, register('TPS', '2026-10-27'))).toBe(true);
  expect(dialed(...fresh(NUMBER))).toContain('UK-TPS');
  expect(tps?.numbers).toBe(0);
});
