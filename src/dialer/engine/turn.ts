import type { Candidate } from '../../campaigns/index.ts';
import type { FloorInput } from '../input.ts';
import { isFree, transition } from './agent.ts';
import { matchWaiting } from './answer.ts';
import { isBet, isDialing } from './call.ts';
import { record } from './emit.ts';
import { isStale } from './forget-contacts.ts';
import { switchForBet } from './gateways.ts';
import { EXHAUSTED_RETRY_MS, PLANS_PER_TURN, TURN_MS, WOKEN_MS } from './limits.ts';
import { serves } from './matching.ts';
import { askPacing } from './pacing-turn.ts';
import { plan } from './plan.ts';
import { agentFor, offerPreview } from './preview.ts';
import { askForHeld } from './release.ts';
import type { Agent, CampaignFloor, FloorState } from './state.ts';
import { learnPlaces } from './terms.ts';

/** After each input: fill hoppers, dial what may be dialed, let go who asked to leave, ask the pacing. */
export function takeTurn(state: FloorState): void {
  if (state.waiting.size > 0) matchWaiting(state);
  letGo(state);
  if (state.draining || state.storeFailing) return;
  for (const floor of state.campaigns.values()) {
    askForHeld(state, floor);
    if (floor.campaign.status !== 'running') lookWhere(state, floor);
    if (floor.campaign.status !== 'running' || state.now < floor.restUntil) continue;
    fill(state, floor);
    if (floor.hopper.size === 0) continue;
    dial(state, floor);
  }
  askPacing(state);
}

function fill(state: FloorState, floor: CampaignFloor): void {
  if (floor.fillAsked || state.now < floor.nextFillAt || !floor.hopper.needsFill(state.now)) return;
  floor.fillAsked = true;
  state.effects.push({ type: 'fill-hopper', campaignId: floor.campaign.id, want: floor.hopper.room() });
}

/** A stopped campaign dials nobody, but its first contacts tell where it would call. */
function lookWhere(state: FloorState, floor: CampaignFloor): void {
  if (floor.places.looked || floor.fillAsked) return;
  floor.places.looked = true;
  floor.fillAsked = true;
  state.effects.push({ type: 'fill-hopper', campaignId: floor.campaign.id, want: floor.hopper.room() });
}

export function onHopperFilled(state: FloorState, input: Extract<FloorInput, { type: 'hopper.filled' }>): void {
  const floor = state.campaigns.get(input.campaignId);
  if (floor === undefined) return;
  floor.fillAsked = false;
  const fresh = input.candidates.filter(
    (candidate) => !state.busyContacts.has(candidate.contactId) && !isStale(state, candidate),
  );
  learnPlaces(state, floor, fresh);
  if (floor.campaign.status !== 'running') return;
  if (input.order !== undefined) floor.hopper.setOrder(input.order);
  floor.hopper.fill(fresh);
  if (input.exhausted || fresh.length === 0) floor.nextFillAt = state.now + retryMs(state, floor);
  if (input.exhausted && !floor.exhausted && floor.hopper.size === 0) {
    record(state, `campaign:${input.campaignId}`, 'campaign.list-exhausted', {}, { campaignId: input.campaignId });
  }
  floor.exhausted = input.exhausted;
}

/** Those who have just been freed may not be on disk yet: the list is asked again soon. */
function retryMs(state: FloorState, { wokenAt }: CampaignFloor): number {
  return state.now - wokenAt < WOKEN_MS ? TURN_MS : EXHAUSTED_RETRY_MS;
}

function dial(state: FloorState, floor: CampaignFloor): void {
  const { mode } = floor.campaign;
  switch (mode) {
    case 'manual':
      return;
    case 'preview':
      preview(state, floor);
      return;
    case 'progressive':
      oneToOne(state, floor, spareAgents(state, floor));
      return;
    case 'predictive':
      if (floor.messageMissing || state.groupOf.get(floor.campaign.id)?.fallback !== false)
        oneToOne(state, floor, spareAgents(state, floor));
      else {
        if (floor.hopper.hasNeedingAgent(state.now)) oneForThoseThatNeedIt(state, floor);
        bets(state, floor);
      }
  }
}

function preview(state: FloorState, floor: CampaignFloor): void {
  const exclude = new Set<string>();
  for (let agent = agentFor(state, floor, exclude); agent !== undefined; agent = agentFor(state, floor, exclude)) {
    exclude.add(agent.id);
    const candidate = floor.hopper.next(state.now, agent.id);
    if (candidate !== undefined) offerPreview(state, floor, agent, candidate);
  }
}

/** Free agents over and above the lines that are out counting on one of them: the others may not be held for a call of their own. */
function spareAgents(state: FloorState, floor: CampaignFloor): number {
  const group = state.groupOf.get(floor.campaign.id);
  const bets = (group?.campaignIds ?? []).reduce((sum, id) => sum + (state.campaigns.get(id)?.bets ?? 0), 0);
  return freeAgents(state, floor) - bets;
}

function freeAgents(state: FloorState, floor: CampaignFloor): number {
  let free = 0;
  for (const agent of state.agents.values()) {
    if (isFree(agent) && !agent.lastCall && serves(agent, floor.campaign)) free++;
  }
  return free;
}

/** One call per free agent, who is held for it: it can't be met by silence while the line lasts. */
function oneToOne(state: FloorState, floor: CampaignFloor, most: number): void {
  const exclude = new Set<string>();
  for (let planned = 0; planned < Math.min(most, PLANS_PER_TURN); planned++) {
    const agent = agentFor(state, floor, exclude);
    if (agent === undefined) return;
    const candidate = floor.hopper.next(state.now, agent.id);
    if (candidate === undefined) exclude.add(agent.id);
    else if (!dialFor(state, floor, candidate, agent)) return;
  }
}

/** Callbacks, and numbers that were abandoned before: one at a time beside the bets, and not with the last free agent they count on. */
function oneForThoseThatNeedIt(state: FloorState, floor: CampaignFloor): void {
  const least = floor.bets > 0 ? 2 : 1;
  if (freeAgents(state, floor) < least || someoneIsHeld(state, floor)) return;
  const exclude = new Set<string>();
  for (let agent = agentFor(state, floor, exclude); agent !== undefined; agent = agentFor(state, floor, exclude)) {
    exclude.add(agent.id);
    const candidate = floor.hopper.nextNeedingAgent(state.now, agent.id);
    if (candidate === undefined) continue;
    dialFor(state, floor, candidate, agent);
    return;
  }
}

function someoneIsHeld(state: FloorState, floor: CampaignFloor): boolean {
  for (const call of state.calls.values()) {
    if (call.campaignId === floor.campaign.id && call.reservedAgentId !== undefined && isDialing(call)) return true;
  }
  return false;
}

/** False when there is no sense in trying the next contact now: no line, or the campaign rests. */
function dialFor(state: FloorState, floor: CampaignFloor, candidate: Candidate, agent: Agent): boolean {
  const node = agent.switchId === undefined ? undefined : state.switches.get(agent.switchId);
  if (node === undefined) return false;
  const mode = candidate.agentRequired ? 'progressive' : floor.campaign.mode;
  const call = plan(state, { floor, candidate, mode, node, agent });
  const refused = call === undefined && !floor.hopper.has(candidate.contactId);
  return (call !== undefined || refused) && state.now >= floor.restUntil;
}

/** The lines the pacing has granted, over and above the free agents. */
function bets(state: FloorState, floor: CampaignFloor): void {
  for (let planned = 0; floor.grant > 0 && planned < PLANS_PER_TURN; planned++) {
    const node = switchForBet(state, floor.campaign);
    const candidate = node === undefined ? undefined : floor.hopper.next(state.now, undefined);
    if (node === undefined || candidate === undefined) return;
    const call = plan(state, { floor, candidate, mode: 'predictive', node, agent: undefined });
    if (call !== undefined) floor.grant--;
    else if (floor.hopper.has(candidate.contactId)) return;
    if (state.now < floor.restUntil) return;
  }
}

/** "Last call" while waiting: the agent stays for lines that were dialed counting on him or her, then is let go. */
function letGo(state: FloorState): void {
  for (const agent of state.agents.values()) {
    if (!agent.lastCall || !isFree(agent)) continue;
    if (!someBetFor(state, agent)) transition(state, agent, 'not-ready');
  }
}

function someBetFor(state: FloorState, agent: Agent): boolean {
  for (const call of state.calls.values()) {
    if (isBet(call) && call.plannedAt <= agent.lastCallAt && agent.campaignIds.includes(call.campaignId)) return true;
  }
  return false;
}
