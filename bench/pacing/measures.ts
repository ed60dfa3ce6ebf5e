import type { LimitPercent } from './bars.ts';
import type { Job } from './job.ts';
import type { JobPool } from './job-pool.ts';
import type { ScenarioName } from './scenario.ts';
import { type Estimate, type Summary, utilisationAt } from './summary.ts';
import type { DayCount } from './tally.ts';

export interface Cell {
  readonly scenario: ScenarioName;
  readonly agents: number;
  readonly limit: LimitPercent;
}

const WARM_UP_HOURS = 1;
const MAX_HOURS = 50_000;
const RUNS = 3;
/** Around the limit once it is known what a setting really gives. */
const SPREAD = [0.88, 1.12] as const;

export interface LongRun extends Estimate {
  readonly runs: readonly Summary[];
  readonly persons: number;
}

/** Utilisation at exactly the limit over the long run, from runs with settings around it. */
export async function longRun(
  pool: JobPool,
  { scenario, agents, limit }: Cell,
  persons: number,
  extra: Partial<Job> = {},
): Promise<LongRun> {
  const run = (setting: number, seed: number) =>
    pool.run({
      scenario,
      agents,
      policy: 'foyer',
      limit: setting,
      calendar: 'continuous',
      hours: MAX_HOURS,
      persons: Math.ceil(persons / RUNS),
      warmUpHours: WARM_UP_HOURS,
      seed,
      ...extra,
    });
  const wanted = limit / 100;
  const first = await run(wanted, 101);
  const scale = Math.min(2, Math.max(0.5, limit / Math.max(0.01, first.abandonment)));
  const others = await Promise.all(SPREAD.map((spread, n) => run(wanted * scale * spread, 102 + n)));
  const runs = [first, ...others];
  return { ...utilisationAt(limit, runs), runs, persons: runs.reduce((sum, one) => sum + one.persons, 0) };
}

export interface Windowed extends Estimate {
  readonly runs: readonly Summary[];
  /** Abandoned / answered by a person, in %. */
  readonly abandonment: number;
  readonly windows: number;
  readonly over: number;
  /** Calls by which the worst window is over; 0 or less: none is. */
  readonly worstCalls: number;
  readonly worstPercent: number;
}

/** Runs of consecutive days from a cold start each, under a limit of every `windowDays` days. */
export async function windowed(
  pool: JobPool,
  { scenario, agents, limit }: Cell,
  window: 'day' | '30d',
  { runs: count, days }: { readonly runs: number; readonly days: number },
): Promise<Windowed> {
  const job = (seed: number): Job => ({
    scenario,
    agents,
    policy: 'foyer',
    limit: limit / 100,
    window,
    calendar: 'days',
    hours: 8 * days,
    seed,
  });
  const runs = await Promise.all(Array.from({ length: count }, (_, n) => pool.run(job(201 + n))));
  const windows = runs.flatMap((run) => windowsOf(run.days, window === 'day' ? 1 : 30));
  const persons = runs.reduce((sum, run) => sum + run.persons, 0);
  const abandonment = (100 * runs.reduce((sum, run) => sum + run.abandoned, 0)) / persons;
  const over = windows.map((one) => one.abandoned - (limit / 100) * one.persons);
  return {
    ...utilisationAt(abandonment, runs),
    runs,
    abandonment,
    windows: windows.length,
    over: over.filter((calls) => calls > ROUNDING).length,
    worstCalls: Math.max(...over),
    worstPercent: Math.max(...windows.map((one) => (100 * one.abandoned) / Math.max(1, one.persons))),
  };
}

const ROUNDING = 1e-9;

/** Every stretch of so many days, by campaign. */
function windowsOf(days: readonly DayCount[], length: number): { persons: number; abandoned: number }[] {
  const byCampaign = Map.groupBy(days, ({ campaign }) => campaign);
  return [...byCampaign.values()].flatMap((own) =>
    own.slice(length - 1).map((_, from) => {
      const stretch = own.slice(from, from + length);
      return {
        persons: stretch.reduce((sum, { persons }) => sum + persons, 0),
        abandoned: stretch.reduce((sum, { abandoned }) => sum + abandoned, 0),
      };
    }),
  );
}

export interface ColdStarts {
  readonly runs: number;
  readonly persons: number;
  readonly abandoned: number;
  /** Starts with more abandoned calls than the limit makes likely (95 %). */
  readonly above: number;
}

/** The first half hour of new campaigns. */
export async function coldStarts(pool: JobPool, { scenario, agents, limit }: Cell, count: number): Promise<ColdStarts> {
  const runs = await Promise.all(
    Array.from({ length: count }, (_, n) =>
      pool.run({
        scenario,
        agents,
        policy: 'foyer',
        limit: limit / 100,
        window: 'day',
        calendar: 'days',
        hours: 0.5,
        seed: 301 + n,
      }),
    ),
  );
  const starts = runs.map(({ firstHalfHour }) => firstHalfHour);
  return {
    runs: count,
    persons: starts.reduce((sum, { persons }) => sum + persons, 0),
    abandoned: starts.reduce((sum, { abandoned }) => sum + abandoned, 0),
    above: starts.filter(({ persons, abandoned }) => abandoned > likelyAtMost(persons, limit / 100)).length,
  };
}

/** The 95 % quantile of a binomial law. */
export function likelyAtMost(trials: number, chance: number): number {
  let probability = (1 - chance) ** trials;
  let sum = probability;
  let count = 0;
  while (sum < 0.95 && count < trials) {
    probability *= ((trials - count) / (count + 1)) * (chance / (1 - chance));
    sum += probability;
    count++;
  }
  return count;
}
