import type { Random } from '../../kernel/random.ts';
import type { Callee, Dialed, World } from './callee.ts';
import { type DonorLaw, drawDonor } from './donor-model.ts';
import { drawHomeLine, type HomeLineLaw } from './home-line.ts';

/** Numbers whose calls are counted; beyond it the counts start anew. */
const MAX_NUMBERS = 2_000_000;

/** Donors and agents' phones by their laws: the nth call to a number is drawn from a stream named after both. */
export function seededWorld(random: Random, donors: DonorLaw, lines: HomeLineLaw): World {
  const calls = new Map<string, number>();
  const donorStream = random.fork('donors');
  const lineStream = random.fork('lines');
  return {
    call(dialed: Dialed): Callee {
      const key = dialed.line ? `line:${dialed.user}` : dialed.user;
      const attempt = (calls.get(key) ?? 0) + 1;
      if (calls.size >= MAX_NUMBERS && attempt === 1) calls.clear();
      calls.set(key, attempt);
      const name = `${dialed.user}#${attempt}`;
      return dialed.line
        ? drawHomeLine(lineStream.fork(name), lines)
        : drawDonor(donorStream.fork(name), donors, dialed.at);
    },
  };
}
