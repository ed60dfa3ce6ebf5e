import { type Agent, type FloorRuntime, SYSTEM } from '../../src/dialer/index.ts';
import type { Clock } from '../../src/kernel/clock.ts';
import type { AgentId, CampaignId } from '../../src/kernel/id.ts';
import { systemClock } from '../../src/kernel/system-clock.ts';
import { agentId, CAMPAIGN } from './floor-world.ts';

const ACT_EVERY_MS = 100;
const WRAP_UP_MS = 4_000;

/** Agents at their desks; returns what sends them home. */
export function takeCalls(runtime: FloorRuntime, clock: Clock, agents: number): () => Promise<void> {
  const ids = Array.from({ length: agents }, (_, index) => agentId(index));
  let home = false;
  const look = (): void => {
    if (home) return;
    for (const id of ids) void act(runtime, clock, id);
    systemClock.schedule(ACT_EVERY_MS, look);
  };
  look();
  return async () => {
    home = true;
    await Promise.all(ids.map((id) => runtime.act(id, { type: 'agent.log-out' }, SYSTEM)));
  };
}

async function act(runtime: FloorRuntime, clock: Clock, id: AgentId): Promise<void> {
  const agent = runtime.state.agents.get(id);
  if (agent === undefined) {
    const line = { kind: 'sip', address: `agent-${id.slice(-4)}@foyer.invalid` } as const;
    const campaignIds: CampaignId[] = [CAMPAIGN];
    await runtime.act(id, { type: 'agent.log-in', line, campaignIds, skills: [], supervisor: false }, SYSTEM);
    return;
  }
  await runtime.act(id, { type: 'agent.heartbeat' }, SYSTEM);
  const command = nextAct(agent, clock);
  if (command !== undefined) await runtime.act(id, command, SYSTEM);
}

function nextAct(agent: Agent, clock: Clock) {
  switch (agent.state) {
    case 'line-lost':
      return { type: 'agent.reopen-line' } as const;
    case 'not-ready':
      return { type: 'agent.ready' } as const;
    case 'wrap-up':
      if (clock.now() - agent.since < WRAP_UP_MS) return undefined;
      return { type: 'agent.wrap-up', disposition: 'REF', callbackAt: undefined, ready: true } as const;
    default:
      return undefined;
  }
}
