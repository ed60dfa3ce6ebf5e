import type { AbandonmentWindow } from '../../src/pacing/index.ts';
import type { WorldPlan } from './floor.ts';
import { type Policy, type PolicyName, policies } from './rivals/index.ts';
import { CONNECT_LIMIT_MS, RING_LIMIT_MS, type ScenarioName, scenarios } from './scenario.ts';
import { type Summary, summarise } from './summary.ts';
import { runWorld } from './world.ts';

/** One run of one world, as plain data: it crosses to a process of its own. */
export interface Job
  extends Pick<
    WorldPlan,
    'agents' | 'campaigns' | 'calendar' | 'hours' | 'persons' | 'warmUpHours' | 'seed' | 'hints'
  > {
  readonly scenario: ScenarioName;
  readonly policy: PolicyName;
  /** Abandoned / answered by a person that Foyer is told. */
  readonly limit: number;
  readonly window?: AbandonmentWindow;
  /** What the operator of a rival turns. */
  readonly lever?: number;
  readonly cancelAfterMs?: number;
}

/** The rivals act on timers of 1 s and more. */
const RIVAL_TICK_MS = 500;

export function runJob(job: Job): Summary {
  const { scenario, policy, limit, window = 'none', lever = limit, cancelAfterMs = null, ...plan } = job;
  const { make }: Policy = policies[policy];
  const settings = {
    mode: 'predictive',
    abandonmentLimit: limit,
    window,
    ringLimitMs: RING_LIMIT_MS,
    connectLimitMs: CONNECT_LIMIT_MS,
    maxLines: null,
    cps: null,
    cancelAfterMs,
    occupancyCeiling: null,
    restMs: 0,
  } as const;
  const tick = policy === 'foyer' ? {} : { tickMs: RIVAL_TICK_MS };
  const world: WorldPlan = { ...plan, ...tick, scenario: scenarios[scenario], settings };
  return summarise(runWorld(world, make(lever, { agents: job.agents, seed: job.seed })));
}
