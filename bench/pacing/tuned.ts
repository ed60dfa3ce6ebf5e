import type { Job } from './job.ts';
import type { JobPool } from './job-pool.ts';
import { longRun } from './measures.ts';
import { type Policy, type PolicyName, policies } from './rivals/index.ts';
import type { ScenarioName } from './scenario.ts';
import { figureAt, type Summary, utilisationAt } from './summary.ts';

/** A pacing at the common abandonment, or at its own where none of its settings gives that. */
export interface Compared {
  readonly scenario: ScenarioName;
  readonly agents: number;
  readonly policy: PolicyName;
  readonly utilisation: number;
  /** Half the width of the 95 % interval. */
  readonly half: number;
  readonly waitSeconds: number;
  readonly talkMinutes: number;
  /** In %; null: the common one. */
  readonly ownAbandonment: number | null;
  readonly lever: number | null;
}

export interface Comparison {
  readonly scenario: ScenarioName;
  readonly agents: number;
  /** The common abandonment, %. */
  readonly limit: 3;
  /** Answers of each of the final runs. */
  readonly persons: number;
}

const STEPS = 7;
const MAX_HOURS = 50_000;
/** About two days of 8 hours: the rivals count by the day. */
const MIN_PERSONS_PER_AGENT = 200;
/** A lever that spans so much is halved by its logarithm. */
const WIDE = 20;
/** Tries count in the figure when their abandonment is so near the limit, as a share of it. */
const NEAR = 0.35;

/** The oracle: the setting that gives exactly this abandonment, found with hindsight, which no product has. */
export async function tuned(pool: JobPool, comparison: Comparison, policy: PolicyName): Promise<Compared> {
  const { limit, agents } = comparison;
  const persons = Math.max(comparison.persons, agents * MIN_PERSONS_PER_AGENT);
  if (policy === 'foyer') {
    // The same days of 8 hours as the rivals.
    const { runs } = await longRun(pool, comparison, 2 * comparison.persons, { calendar: 'days' });
    return compared(comparison, policy, runs, limit, null);
  }
  const { levers }: Policy = policies[policy];
  const run = (lever: number, answers: number, seed: number) =>
    pool.run(jobOf(comparison, policy, lever, answers, seed));
  if (levers === undefined) return compared(comparison, policy, [await run(0, persons, 501)], null, null);
  const tries = await bisect((lever) => run(lever, persons / 4, 502), levers, limit);
  const lever = tries.at(-1)?.lever ?? levers[0];
  const runs = await Promise.all([503, 504].map((seed) => run(lever, persons, seed)));
  if (tries.length === 1) return compared(comparison, policy, runs, null, lever);
  // What was tried nearby gives the slope; a single setting would leave it to chance.
  const near = tries.filter(({ summary }) => Math.abs(summary.abandonment / limit - 1) < NEAR);
  return compared(comparison, policy, [...runs, ...near.map(({ summary }) => summary)], limit, lever);
}

interface Try {
  readonly lever: number;
  readonly summary: Summary;
}

/** What was tried, the best last; a single one where no lever reaches the limit. */
async function bisect(
  run: (lever: number) => Promise<Summary>,
  levers: readonly [number, number],
  limit: number,
): Promise<Try[]> {
  let [low, high] = levers;
  const [least, most] = await Promise.all([run(low), run(high)]);
  if (least.abandonment >= limit) return [{ lever: low, summary: least }];
  if (most.abandonment <= limit) return [{ lever: high, summary: most }];
  const tries: Try[] = [];
  const byLogarithm = low > 0 && high / low > WIDE;
  for (let step = 0; step < STEPS; step++) {
    const lever = byLogarithm ? Math.sqrt(low * high) : (low + high) / 2;
    const summary = await run(lever);
    tries.push({ lever, summary });
    if (summary.abandonment > limit) high = lever;
    else low = lever;
  }
  return tries;
}

function jobOf(
  { scenario, agents }: Comparison,
  policy: PolicyName,
  lever: number,
  answers: number,
  seed: number,
): Job {
  return {
    scenario,
    agents,
    policy,
    limit: 0,
    lever,
    calendar: 'days',
    hours: MAX_HOURS,
    persons: answers,
    warmUpHours: 1,
    seed,
  };
}

function compared(
  { scenario, agents }: Comparison,
  policy: PolicyName,
  runs: readonly Summary[],
  at: number | null,
  lever: number | null,
): Compared {
  const persons = runs.reduce((sum, run) => sum + run.persons, 0);
  const own = (100 * runs.reduce((sum, run) => sum + run.abandoned, 0)) / persons;
  const abandonment = at ?? own;
  const { value, half } = utilisationAt(abandonment, runs);
  const rounded = (number: number) => Number(number.toFixed(2));
  return {
    scenario,
    agents,
    policy,
    utilisation: rounded(value),
    half: rounded(half),
    waitSeconds: rounded(figureAt(abandonment, runs, 'waitSeconds')),
    talkMinutes: rounded(figureAt(abandonment, runs, 'talkMinutes')),
    ownAbandonment: at === null ? rounded(own) : null,
    lever: lever === null ? null : Number(lever.toPrecision(4)),
  };
}
