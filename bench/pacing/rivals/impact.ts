import type { Random } from '../../../src/kernel/random.ts';
import { MINUTE_MS, SECOND_MS, type UtcMs } from '../../../src/kernel/time.ts';
import type { Pacer } from '../pacer.ts';
import { every } from './every.ts';
import { countingPacer, linesPerReady } from './fixed-ratio.ts';
import { FloorCount } from './floor-count.ts';
import { replayAttempts } from './impact-replay.ts';

/*
 * Impact Dialing's predictive campaign, from predictive.rb and simulated_values.rb: every 30 s the last attempts (at
 * most 100) are replayed for four minutes with six dial factors, and the factor with the best utilisation whose
 * abandonment stays under the limit is dialed: factor x callers on hold, less lines in flight, every 3 s. Three
 * quarters of it while the campaign's own rate is over the limit. Kinder here than there: its "last 30 minutes"
 * really move (in the source the start is a constant), and only persons count as answers.
 */
const REPLAY_MS = 30 * SECOND_MS;
const PLACE_MS = 3 * SECOND_MS;
const LOOK_BACK_MS = 30 * MINUTE_MS;
const LEAST_AGENTS = 5;
const LEAST_ATTEMPTS = 50;
const MOST_ATTEMPTS = 100;
const INCREMENTS = 6;
const OVER_LIMIT_SHARE = 0.75;

/** The factors that are tried: from 1 to the attempts per answer, in six steps. */
export function impactFactors(attempts: number, answers: number): number[] {
  return Array.from({ length: INCREMENTS }, (_, n) => Math.max(1, ((attempts / answers) * (n + 1)) / INCREMENTS));
}

/** Factor to dial with, by the rate of the whole campaign so far. */
export function impactDialFactor(best: number, rate: number, limit: number): number {
  return rate > limit ? Math.max(1, OVER_LIMIT_SHARE * best) : best;
}

/** The best of the factors on these attempts (talk in whole seconds, 0 for one nobody answered). */
export function impactBestFactor(talks: readonly number[], callers: number, limit: number, random: Random): number {
  const answers = talks.filter((talk) => talk > 0).length;
  if (callers < LEAST_AGENTS || talks.length < LEAST_ATTEMPTS || answers === 0) return 1;
  let best = 1;
  let bestUtilisation = 0;
  for (const factor of impactFactors(talks.length, answers)) {
    const { answered, abandoned, utilisation } = replayAttempts(talks, callers, factor, random);
    if (abandoned / answered < limit && utilisation > bestUtilisation) {
      best = factor;
      bestUtilisation = utilisation;
    }
  }
  return best;
}

export function impactPacer(limit: number, random: Random): Pacer {
  let attempts: { readonly at: UtcMs; readonly talk: number }[] = [];
  let answered = 0;
  let abandoned = 0;
  let best = 1;
  const floor = new FloorCount((call, as, at) => {
    const person = call.personAt !== undefined && as !== 'machine';
    const talkMs = person ? at - (call.bridgedAt ?? call.personAt ?? at) : 0;
    attempts.push({ at, talk: person ? Math.max(1, Math.round(talkMs / SECOND_MS)) : 0 });
    if (attempts.length > MOST_ATTEMPTS) attempts.shift();
    if (as === 'abandoned') abandoned++;
    else if (person) answered++;
  });
  const replayDue = every(REPLAY_MS);
  const placeDue = every(PLACE_MS);
  return countingPacer(floor, (at) => {
    if (replayDue(at)) {
      attempts = attempts.filter((attempt) => at - attempt.at <= LOOK_BACK_MS);
      best = impactBestFactor(
        attempts.map(({ talk }) => talk),
        floor.loggedIn,
        limit,
        random,
      );
    }
    if (!placeDue(at)) return 0;
    const rate = abandoned / Math.max(1, answered + abandoned);
    return linesPerReady(impactDialFactor(best, rate, limit), floor.agentsIn('ready'), floor.inFlight);
  });
}
