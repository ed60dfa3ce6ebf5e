import type { FloorChange, FloorView } from '../contract/index.ts';

/** The rows a client has, as it got them: id to JSON. */
export interface Sent {
  agents: Map<string, string>;
  campaigns: Map<string, string>;
  switches: Map<string, string>;
  floor: string;
}

export function sentOf(view: FloorView): Sent {
  return {
    agents: jsonById(view.agents, ({ agentId }) => agentId),
    campaigns: jsonById(view.campaigns, ({ campaignId }) => campaignId),
    switches: jsonById(view.switches, ({ switchId }) => switchId),
    floor: JSON.stringify(view.floor),
  };
}

/** What differs between what a client has and the present view. */
export function floorChange(before: Sent, now: Sent, view: FloorView): FloorChange {
  return {
    at: view.at,
    agents: view.agents.filter(({ agentId }) => before.agents.get(agentId) !== now.agents.get(agentId)),
    agentsGone: gone(before.agents, now.agents),
    campaigns: view.campaigns.filter(
      ({ campaignId }) => before.campaigns.get(campaignId) !== now.campaigns.get(campaignId),
    ),
    campaignsGone: gone(before.campaigns, now.campaigns),
    switches: view.switches.filter(({ switchId }) => before.switches.get(switchId) !== now.switches.get(switchId)),
    floor: before.floor === now.floor ? null : view.floor,
  };
}

function jsonById<T>(rows: readonly T[], idOf: (row: T) => string): Map<string, string> {
  return new Map(rows.map((row) => [idOf(row), JSON.stringify(row)]));
}

function gone(before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): string[] {
  return [...before.keys()].filter((id) => !now.has(id));
}
