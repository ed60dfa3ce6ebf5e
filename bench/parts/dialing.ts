import { DEFAULT_CLIENT_ID } from '../../src/commands/installation.ts';
import { type FloorRuntime, SYSTEM } from '../../src/dialer/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import { scenarios } from '../../src/simulator/index.ts';
import type { Store } from '../../src/storage/index.ts';
import { benchCampaign, EventCounts, importLeads, openBenchFloor, openStaff } from './floor.ts';
import { until, waitMs } from './measure.ts';
import { openNetwork } from './network.ts';

const AGENTS = 60;
const CPS = 30;
const SCENARIO = 'short-calls';
const LEADS = 20_000;
const WARM_UP_MS = 12_000;
const DRAIN_MS = 45_000;

export interface Dialing {
  readonly counts: EventCounts;
  /** No new calls; resolves when the last has ended. */
  stop(): Promise<void>;
}

/** A predictive campaign of 60 agents on a store that something else is done to at the same time; warm when it resolves. */
export async function startDialing(store: Store, clock: Clock, realOrigin: number): Promise<Dialing> {
  const network = await openNetwork({ scenario: SCENARIO, start: clock.now(), realOrigin });
  const campaign = { ...benchCampaign(clock, 'predictive'), clientId: DEFAULT_CLIENT_ID };
  await store.putCampaign(campaign);
  await importLeads(store, campaign.id, LEADS, (i) => `+33199${String(i).padStart(9, '0')}`, clock.now());
  const runtime = await openBenchFloor({ clock, store, url: network.url, cps: CPS });
  const counts = EventCounts.of(runtime);
  const law = scenarios[SCENARIO].agents;
  const staff = openStaff({ clock, runtime, campaignId: campaign.id, count: AGENTS, law });
  await waitMs(WARM_UP_MS);
  return {
    counts,
    stop: async () => {
      await endCalls(runtime);
      staff.stop();
      await runtime.drain('end of the bench', 1_000);
    },
  };
}

async function endCalls(runtime: FloorRuntime): Promise<void> {
  runtime.submit({ type: 'floor.drain', reason: 'end of the bench' });
  await until(() => {
    for (const agent of runtime.state.agents.values()) {
      if (agent.state === 'talking') void runtime.act(agent.id, { type: 'agent.hang-up' }, SYSTEM);
    }
    return runtime.state.calls.size === 0;
  }, DRAIN_MS);
}
