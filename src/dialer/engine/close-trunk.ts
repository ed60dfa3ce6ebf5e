import { command } from './emit.ts';
import type { Call, FloorState } from './state.ts';

/** Forgets the trunk; its legs, not parked after a bridge, end with the donor's or the agent's. */
export function closeTrunk(state: FloorState, call: Call): void {
  const { trunk } = call;
  if (trunk === undefined) return;
  call.trunk = undefined;
  state.callByTrunk.delete(trunk.legId);
  if (trunk.arrivedLegId !== undefined) state.callByTrunk.delete(trunk.arrivedLegId);
  command(state, call.switchId, { type: 'hang-up', legId: trunk.legId, cause: 'NORMAL_CLEARING' });
}
