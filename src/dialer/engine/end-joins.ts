import { transition } from './agent.ts';
import { command } from './emit.ts';
import type { Agent, FloorState } from './state.ts';

/**
 * The call that was joined is over. A listening line stays with the agent's and would hear the next donor
 * (docs/freeswitch.md), so it is parked; a third voice on the donor's leg has been parked by the switch.
 */
export function endJoins(state: FloorState, agent: Agent): void {
  for (const supervisor of state.agents.values()) {
    if (supervisor.joined !== agent.id) continue;
    supervisor.joined = undefined;
    if (supervisor.lineLegId !== undefined && supervisor.switchId !== undefined) {
      command(state, supervisor.switchId, { type: 'park', legId: supervisor.lineLegId });
    }
    if (supervisor.state === 'coaching') transition(state, supervisor, 'not-ready');
  }
}
