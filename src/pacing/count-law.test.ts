import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addChance, countLaw, shortage } from './count-law.ts';

/** P(idle + supply <= demand), over every combination. */
function bruteForce(idle: number, supply: readonly number[], demand: readonly number[]): number {
  let total = 0;
  const chances = [...supply, ...demand];
  for (let mask = 0; mask < 2 ** chances.length; mask++) {
    let p = 1;
    let balance = idle;
    chances.forEach((chance, i) => {
      const happens = ((mask >> i) & 1) === 1;
      p *= happens ? chance : 1 - chance;
      if (happens) balance += i < supply.length ? 1 : -1;
    });
    if (balance <= 0) total += p;
  }
  return total;
}

const chance = fc.double({ min: 0, max: 1, noNaN: true });

describe('shortage', () => {
  it('is exact for small numbers', () => {
    fc.assert(
      fc.property(
        fc.nat(4),
        fc.array(chance, { maxLength: 5 }),
        fc.array(chance, { maxLength: 5 }),
        (idle, supply, demand) => {
          const becomingFree = countLaw(supply.length + 1);
          const wanted = countLaw(idle + supply.length);
          for (const p of supply) addChance(becomingFree, 0, p);
          for (const p of demand) addChance(wanted, 0, p);
          expect(shortage(idle, becomingFree, wanted, 0)).toBeCloseTo(bruteForce(idle, supply, demand), 5);
        },
      ),
    );
  });

  it('by moments stays within a percentage point of exact where risks are small and many are at work', () => {
    const [exactSupply, exactDemand, supply, demand] = [
      countLaw(81),
      countLaw(90),
      countLaw(undefined),
      countLaw(undefined),
    ];
    for (const law of [exactSupply, supply]) for (let n = 0; n < 80; n++) addChance(law, 0, 0.02 + 0.002 * n);
    for (const law of [exactDemand, demand]) addChance(law, 0, 0.28, 30);
    for (const idle of [2, 5, 8, 10]) {
      const exact = shortage(idle, exactSupply, exactDemand, 0);
      expect(Math.abs(shortage(idle, supply, demand, 0) - exact)).toBeLessThan(0.01);
    }
  });

  it('is certain when nobody is there, and none when agents are idle and nothing rings', () => {
    const none = countLaw(1);
    expect(shortage(0, none, countLaw(0), 0)).toBe(1);
    expect(shortage(3, none, countLaw(3), 0)).toBe(0);
    expect(shortage(0, countLaw(undefined), countLaw(undefined), 0)).toBe(1);
    expect(shortage(1, countLaw(undefined), countLaw(undefined), 0)).toBe(0);
  });
});
