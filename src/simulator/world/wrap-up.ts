import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { drawLength, type LengthLaw } from './draw.ts';

/** How long an agent writes up a call. */
export function drawWrapUp(random: Random, law: LengthLaw): DurationMs {
  return Math.max(SECOND_MS, drawLength(random, law));
}
