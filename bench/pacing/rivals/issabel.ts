import { MINUTE_MS, SECOND_MS, type UtcMs } from '../../../src/kernel/time.ts';
import type { Pacer } from '../pacer.ts';
import { every } from './every.ts';
import { countingPacer } from './fixed-ratio.ts';
import { FloorCount } from './floor-count.ts';

/*
 * Issabel's (formerly Elastix's) predictor, from Predictor.class.php and CampaignProcess.class.php: every 5 s, agents
 * free and agents whose talk will be over "with 97 % probability" when the next donor answers, less donors waiting,
 * less calls not answered yet; "overcommit" (off as delivered) divides what is left by the share of calls that succeeded
 * lately. It has no feedback of abandonment: the probability is the only lever.
 */
const PLACE_MS = 5 * SECOND_MS;
const HISTORY_MS = 30 * MINUTE_MS;
const MINIMUM_TALKS = 10;
const MINIMUM_CALLS = 10;
const LEAST_SUCCESS = 0.2;

/** Whether an agent so long in a talk counts as about to be free; times in ms. */
export function issabelFreeSoon(
  talkedMs: number,
  meanAnswerMs: number,
  meanTalkMs: number,
  probability: number,
): boolean {
  return 1 - Math.exp(-(talkedMs + meanAnswerMs) / meanTalkMs) >= probability;
}

/** Calls to place; `success` is the share of recent calls that succeeded, or undefined without overcommit. */
export function issabelLines(
  {
    free,
    freeSoon,
    waiting,
    unanswered,
  }: { readonly free: number; readonly freeSoon: number; readonly waiting: number; readonly unanswered: number },
  success: number | undefined,
): number {
  const wanted = Math.max(0, Math.max(0, free + freeSoon - waiting) - unanswered);
  return success === undefined ? wanted : Math.round(wanted / Math.max(LEAST_SUCCESS, success));
}

class Mean {
  #sum = 0;
  count = 0;

  add(value: number): void {
    this.#sum += value;
    this.count++;
  }

  get value(): number {
    return this.#sum / Math.max(1, this.count);
  }
}

export function issabelPacer(probability: number, overcommit: boolean): Pacer {
  const talk = new Mean();
  const answer = new Mean();
  let recent: { readonly at: UtcMs; readonly success: boolean }[] = [];
  const floor = new FloorCount((call, as, at) => {
    if (call.answeredAt !== undefined) answer.add(call.answeredAt - call.placedAt);
    if (as === 'person' && call.bridgedAt !== undefined) talk.add(at - call.bridgedAt);
    recent.push({ at, success: call.personAt !== undefined });
  });
  const placeDue = every(PLACE_MS);
  return countingPacer(floor, (at) => {
    if (!placeDue(at)) return 0;
    recent = recent.filter((call) => at - call.at <= HISTORY_MS);
    let freeSoon = 0;
    if (talk.count >= MINIMUM_TALKS) {
      for (const { state, since } of floor.agents.values()) {
        if (state === 'talking' && issabelFreeSoon(at - since, answer.value, talk.value, probability)) freeSoon++;
      }
    }
    const successes = recent.filter(({ success }) => success).length;
    return issabelLines(
      { free: floor.agentsIn('ready'), freeSoon, waiting: floor.waiting, unanswered: floor.inFlight - floor.waiting },
      overcommit && recent.length >= MINIMUM_CALLS && successes > 0 ? successes / recent.length : undefined,
    );
  });
}
