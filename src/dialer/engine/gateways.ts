import type { Campaign } from '../../campaigns/index.ts';
import type { GatewayId, SwitchId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { serves } from './matching.ts';
import type { CallRate, FloorState, GatewayFloor, SwitchFloor } from './state.ts';

/** Tokens refill continuously; a second's worth may be saved. */
function refill(rate: CallRate, at: UtcMs): void {
  const gained = (Math.max(0, at - rate.tokensAt) * rate.maxCps) / 1000;
  rate.tokens = Math.min(rate.maxCps, rate.tokens + gained);
  rate.tokensAt = at;
}

/** A switch that takes new calls: connected, not behind with its events, and with channels to spare. */
export function takesCalls(node: SwitchFloor): boolean {
  return node.up && !node.overloaded && node.channels < node.maxChannels;
}

/** The first gateway of the campaign on this switch with a free line and a token, if the switch has one too; `tried` ones left out. */
export function freeGateway(
  node: SwitchFloor,
  campaign: Campaign,
  at: UtcMs,
  tried: readonly GatewayId[] = [],
): GatewayFloor | undefined {
  refill(node.rate, at);
  if (node.rate.tokens < 1) return undefined;
  for (const id of campaign.gatewayIds) {
    const gateway = node.gateways.get(id);
    if (gateway === undefined || tried.includes(id)) continue;
    refill(gateway.rate, at);
    if (gateway.rate.tokens >= 1 && gateway.lines < gateway.maxLines) return gateway;
  }
  return undefined;
}

export function takeLine(node: SwitchFloor, gateway: GatewayFloor): void {
  node.rate.tokens -= 1;
  gateway.rate.tokens -= 1;
  gateway.lines += 1;
  node.channels += 1;
}

export function giveLineBack(state: FloorState, switchId: SwitchId, gatewayId: GatewayId): void {
  const node = state.switches.get(switchId);
  const gateway = node?.gateways.get(gatewayId);
  if (gateway !== undefined) gateway.lines = Math.max(0, gateway.lines - 1);
  if (node !== undefined) node.channels = Math.max(0, node.channels - 1);
}

/** For a bet: the switch whose agents of this campaign have the fewest lines ringing for them. */
export function switchForBet(state: FloorState, campaign: Campaign): SwitchFloor | undefined {
  if (state.switches.size === 1) {
    const [only] = state.switches.values();
    return only !== undefined && takesCalls(only) ? only : undefined;
  }
  const agents = new Map<SwitchId, number>();
  for (const agent of state.agents.values()) {
    if (!agent.lineOpen || agent.switchId === undefined || agent.lastCall || !serves(agent, campaign)) continue;
    agents.set(agent.switchId, (agents.get(agent.switchId) ?? 0) + 1);
  }
  const bets = new Map<SwitchId, number>();
  for (const call of state.calls.values()) {
    if (call.campaignId === campaign.id && call.state !== 'bridged')
      bets.set(call.switchId, (bets.get(call.switchId) ?? 0) + 1);
  }
  let best: SwitchFloor | undefined;
  let bestLoad = Number.POSITIVE_INFINITY;
  for (const [id, count] of agents) {
    const node = state.switches.get(id);
    if (node === undefined || !takesCalls(node)) continue;
    const load = ((bets.get(id) ?? 0) + 1) / count;
    if (load < bestLoad) [best, bestLoad] = [node, load];
  }
  return best;
}
