import { HOUR_MS } from '../../kernel/time.ts';
import type { Tally } from './tally.ts';

/**
 * What the agents' time cost, at so many cents an hour of production (logged in, less unpaid pauses). Not rounded, so
 * that the costs of parts add up to that of the whole.
 */
export function withCost(tally: Tally, centsAnHour: number): Tally {
  return { ...tally, costCents: ((tally.loggedInMs - tally.unpaidPauseMs) / HOUR_MS) * centsAnHour };
}
