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
      const user = dialed.line ? dialed.user : sameNumber(dialed.user);
      const key = dialed.line ? `line:${user}` : user;
      const attempt = (calls.get(key) ?? 0) + 1;
      if (calls.size >= MAX_NUMBERS && attempt === 1) calls.clear();
      calls.set(key, attempt);
      const name = `${user}#${attempt}`;
      return dialed.line
        ? drawHomeLine(lineStream.fork(name), lines)
        : drawDonor(donorStream.fork(name), donors, dialed.at);
    },
  };
}

/** `+33199001055`, `33199001055` and `0199001055` are one number, however a carrier wants it dialed. */
function sameNumber(text: string): string {
  const digits = text.replace(/^\+|^00/, '');
  return digits.startsWith('0') ? `33${digits.slice(1)}` : digits;
}
