import type { FloorRuntime } from '../../src/dialer/index.ts';
import type { BareClient } from './bare-client.ts';
import { waitMs } from './measure.ts';

/** What one end knows of and the other does not. */
export interface BothEnds {
  readonly channels: number;
  readonly unknownToFoyer: number;
  readonly unknownToSwitch: number;
}

/** A leg on its way in or out is known to one end only for a moment: such a difference must be gone at the next look. */
const LOOKS = 10;
const LOOK_AGAIN_MS = 300;

/** Compares the channels of the switch with the calls and agents' lines of the floor. */
export async function compareBothEnds(runtime: FloorRuntime, client: BareClient): Promise<BothEnds> {
  let found = await look(runtime, client);
  let onlySwitch = new Set(found.onlySwitch);
  let onlyFoyer = new Set(found.onlyFoyer);
  for (let n = 1; n < LOOKS && onlySwitch.size + onlyFoyer.size > 0; n++) {
    await waitMs(LOOK_AGAIN_MS);
    found = await look(runtime, client);
    onlySwitch = onlySwitch.intersection(new Set(found.onlySwitch));
    onlyFoyer = onlyFoyer.intersection(new Set(found.onlyFoyer));
  }
  return { channels: found.channels, unknownToFoyer: onlySwitch.size, unknownToSwitch: onlyFoyer.size };
}

async function look(runtime: FloorRuntime, client: BareClient) {
  const before = legsOf(runtime);
  const shown = JSON.parse(await client.ask('api show channels as json')) as { rows?: { uuid: string }[] };
  const after = legsOf(runtime);
  const there = new Set((shown.rows ?? []).map(({ uuid }) => uuid));
  return {
    channels: there.size,
    onlySwitch: [...there].filter((uuid) => !before.has(uuid) && !after.has(uuid)),
    onlyFoyer: [...before].filter((uuid) => after.has(uuid) && !there.has(uuid)),
  };
}

/** Calls whose originate has left, and lines of agents. */
function legsOf({ state }: FloorRuntime): Set<string> {
  const legs = new Set<string>();
  for (const call of state.calls.values()) if (call.state !== 'planned') legs.add(call.legId);
  for (const agent of state.agents.values())
    if (agent.lineLegId !== undefined && agent.lineOpen) legs.add(agent.lineLegId);
  for (const [legId] of state.agentByLine) legs.add(legId);
  return legs;
}
