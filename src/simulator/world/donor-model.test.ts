import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts';
import { fundraisingTalk, scenarios } from '../scenarios.ts';
import { drawDonor } from './donor-model.ts';
import { drawMixture } from './draw.ts';
import { STEADY_LINE } from './home-line.ts';
import { seededWorld } from './seeded-world.ts';

const { donors } = scenarios['fundraising-FR'];
const noon = Date.UTC(2026, 10, 23, 11);

function world(seed: number) {
  return seededWorld(seededRandom(seed), donors, STEADY_LINE);
}

const call = (user: string) => ({ user, host: '', gateway: 'carrier', line: false, at: noon });

describe('donors', () => {
  test('behave the same in whatever order they are called', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 9_999 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer(), numbers, (seed, list) => {
        const names = list.map((n) => `+3319900${String(n).padStart(4, '0')}`);
        const one = world(seed);
        const other = world(seed);
        const first = new Map(names.map((name) => [name, one.call(call(name))]));
        for (const name of names.toReversed()) expect(other.call(call(name))).toEqual(first.get(name));
      }),
    );
  });

  test('draw anew at each call, and know a number however it is written', () => {
    const one = world(3);
    const other = world(3);
    const calls = [1, 2, 3, 4].map(() => one.call(call('+33199001055')));
    expect(new Set(calls.map((callee) => JSON.stringify(callee.conduct.talk))).size).toBe(4);
    expect(other.call(call('33199001055'))).toEqual(calls[0]);
    expect(other.call(call('0199001055'))).toEqual(calls[1]);
  });

  test('answer in the shares of their law', () => {
    const random = seededRandom(9);
    const count = { person: 0, machine: 0, refuses: 0, rings: 0 };
    for (let n = 0; n < 10_000; n++) {
      const { signalling, conduct } = drawDonor(random.fork(String(n)), donors, noon);
      if (signalling.kind === 'answers') count[conduct.party === 'machine' ? 'machine' : 'person']++;
      else if (signalling.kind === 'refuses') count.refuses++;
      else count.rings++;
    }
    expect(count.person / 10_000).toBeCloseTo(donors.outcome.person, 1.5);
    expect(count.machine / 10_000).toBeCloseTo(donors.outcome.machine, 1.5);
    expect(count.refuses / 10_000).toBeCloseTo(donors.outcome.failure, 1.5);
  });

  test('answer more at some hours where the law says so', () => {
    const { donors: demo } = scenarios.demo;
    const answered = (at: number): number => {
      let count = 0;
      for (let n = 0; n < 3_000; n++)
        if (
          drawDonor(seededRandom(4).fork(String(n)), demo, at).conduct.party === 'person' &&
          drawDonor(seededRandom(4).fork(String(n)), demo, at).signalling.kind === 'answers'
        )
          count++;
      return count;
    };
    expect(answered(noon - HOUR_MS)).toBeGreaterThan(answered(noon + 9 * HOUR_MS) * 1.5);
  });

  test('talk as long as 50,000 published calls: over half under 90 s, a tenth of ten minutes or more', () => {
    const random = seededRandom(2);
    const lengths = Array.from({ length: 20_000 }, () => drawMixture(random, fundraisingTalk));
    const share = (under: number) => lengths.filter((ms) => ms < under * SECOND_MS).length / lengths.length;
    expect(share(90)).toBeGreaterThan(0.53);
    expect(share(90)).toBeLessThan(0.63);
    expect(share(180)).toBeGreaterThan(0.7);
    expect(share(180)).toBeLessThan(0.78);
    expect(1 - share(600)).toBeGreaterThan(0.05);
    expect(1 - share(600)).toBeLessThan(0.12);
  });
});
