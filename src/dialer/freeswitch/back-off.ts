import type { Random } from '../../kernel/random.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import type { EslEndKind } from './esl-connection.ts';

const FIRST_MS = 250;
const LONGEST_MS = 10 * SECOND_MS;
/** A wrong password or a missing entry in an access list does not mend itself; the switch may ban who tries too often. */
const REFUSED_MS = 30 * SECOND_MS;

/** How long to wait before the next connection; the jitter keeps several Foyer processes from coming back together. */
export function backOff(failures: number, kind: EslEndKind, random: Random): DurationMs {
  const full =
    kind === 'wrong-password' || kind === 'not-allowed'
      ? REFUSED_MS
      : Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures, 16));
  return Math.round(full * (0.5 + random.next() / 2));
}
