import { lognormal, type Random } from '../../src/kernel/random.ts';
import { SECOND_MS } from '../../src/kernel/time.ts';

/** Script steps that come so long before the end of the talk or of the wrap-up, on average. */
const steps = {
  talking: [
    { step: 'closing', beforeMs: 40 * SECOND_MS },
    { step: 'last-words', beforeMs: 20 * SECOND_MS },
    { step: 'goodbye', beforeMs: 8 * SECOND_MS },
  ],
  'wrap-up': [
    { step: 'notes', beforeMs: 20 * SECOND_MS },
    { step: 'form', beforeMs: 10 * SECOND_MS },
    { step: 'saving', beforeMs: 4 * SECOND_MS },
  ],
} as const;
const VARIATION = 0.3;

/** When the agent reaches which step; a short call skips the steps that would have come before it began. */
export function hintsOf(
  random: Random,
  state: 'talking' | 'wrap-up',
  lengthMs: number,
): { readonly step: string; readonly afterMs: number }[] {
  return steps[state]
    .map(({ step, beforeMs }) => ({ step, afterMs: lengthMs - lognormal(random, beforeMs, VARIATION) }))
    .filter(({ afterMs }) => afterMs > 0);
}
