import { useReducer } from 'react';
import type { FloorChange, FloorLiveEvents, FloorView } from '../../src/http/contract/index.ts';
import type { FloorClock } from '../floor-clock.ts';
import { useLive } from '../use-live.ts';

const NAMES = ['floor', 'change'] as const;

type Message = { readonly whole: FloorView } | { readonly change: FloorChange };

function nextFloor(floor: FloorView | undefined, message: Message): FloorView | undefined {
  if ('whole' in message) return message.whole;
  if (floor === undefined) return undefined;
  const { at, agents, agentsGone, campaigns, campaignsGone, switches, floor: state } = message.change;
  return {
    at,
    agents: byName(merged(floor.agents, agents, agentsGone, ({ agentId }) => agentId)),
    campaigns: byName(merged(floor.campaigns, campaigns, campaignsGone, ({ campaignId }) => campaignId)),
    switches: merged(floor.switches, switches, [], ({ switchId }) => switchId),
    floor: state ?? floor.floor,
  };
}

/** New rows take the place of the old ones. */
function merged<Row>(
  rows: readonly Row[],
  changed: readonly Row[],
  gone: readonly string[],
  idOf: (row: Row) => string,
): Row[] {
  const byId = new Map(rows.map((row) => [idOf(row), row]));
  for (const id of gone) byId.delete(id);
  for (const row of changed) byId.set(idOf(row), row);
  return [...byId.values()];
}

const inFrench = new Intl.Collator('fr');

/** A row keeps its place, so that the eye finds it again. */
function byName<Row extends { readonly name: string }>(rows: readonly Row[]): Row[] {
  return [...rows].sort((a, b) => inFrench.compare(a.name, b.name));
}

/** The floor as it is now, and whether the server is heard. */
export function useFloor(clock: FloorClock): { readonly floor: FloorView | undefined; readonly isLive: boolean } {
  const [floor, take] = useReducer(nextFloor, undefined);
  const isLive = useLive<FloorLiveEvents>('/api/live', NAMES, {
    floor: (whole) => {
      clock.set(whole.at);
      take({ whole });
    },
    change: (change) => {
      clock.set(change.at);
      take({ change });
    },
  });
  return { floor, isLive };
}
