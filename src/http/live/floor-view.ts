import type { AgentView, CampaignFigures, FloorSnapshot } from '../../dialer/index.ts';
import type { AgentRow, CampaignView, FloorView } from '../contract/index.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import type { AgentNames } from './agent-names.ts';
import type { Rates } from './rates.ts';

export interface FloorWords {
  readonly names: AgentNames;
  readonly rates: Rates;
}

export function campaignView(figures: CampaignFigures, floor: FloorSnapshot, rates: Rates): CampaignView {
  const { campaignId, clientId, name, charityName, mode, status, calls, hopper, exhausted, pacing, fallback } = figures;
  return {
    campaignId,
    clientId,
    name,
    charityName,
    mode,
    status,
    calls: { ...calls },
    hopper,
    exhausted,
    basis: { ...figures.basis },
    settings: { ...figures.settings },
    pacing: { ...pacing },
    fallback,
    rates: rates.of(campaignId, floor.at, figures.terms.abandonmentLimit),
  };
}

/** The floor as one person may see it: the campaigns of his or her charities, and the agents who work for them. */
export function floorViewFor(principal: Principal, floor: FloorSnapshot, { names, rates }: FloorWords): FloorView {
  const campaigns = floor.campaigns.filter(({ clientId }) => maySeeClient(principal, clientId));
  const visible = new Set(campaigns.map(({ campaignId }) => campaignId));
  const foreign = new Set(floor.campaigns.map(({ campaignId }) => campaignId).filter((id) => !visible.has(id)));
  const agents = floor.agents.filter(
    ({ campaignIds }) => campaignIds.some((id) => visible.has(id)) || !campaignIds.some((id) => foreign.has(id)),
  );
  return {
    at: floor.at,
    agents: agents.map((agent) => agentRow(agent, visible, names)).sort((a, b) => compare(a.name, b.name)),
    campaigns: campaigns.map((each) => campaignView(each, floor, rates)).sort((a, b) => compare(a.name, b.name)),
    switches: floor.switches.map((each) => ({ ...each })),
    floor: { draining: floor.draining, storeFailing: floor.storeFailing, unwritten: floor.unwritten },
  };
}

function agentRow(agent: AgentView, visible: ReadonlySet<string>, names: AgentNames): AgentRow {
  const { call } = agent;
  return {
    agentId: agent.agentId,
    name: names.of(agent.agentId),
    state: agent.state,
    since: agent.since,
    pauseReason: agent.pauseReason,
    lastCall: agent.lastCall,
    supervisor: agent.supervisor,
    lineKind: agent.line.kind,
    lineOpen: agent.line.open,
    coolDown: agent.coolDown?.because ?? null,
    campaignName: call !== null && visible.has(call.campaignId) ? call.campaignName : null,
  };
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'fr');
}
