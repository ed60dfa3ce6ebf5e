import type { Candidate, ContactNumber, NumberId } from '../../campaigns/index.ts';
import type { ContactId } from '../../kernel/id.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { isFree, release, transition } from './agent.ts';
import { takesCalls } from './gateways.ts';
import { serves } from './matching.ts';
import { plan } from './plan.ts';
import type { Agent, CampaignFloor, FloorState } from './state.ts';

/** A skipped contact comes back after this. */
const SKIPPED_MS = 4 * 3_600_000;

/** Preview: shows the next contact to a free agent, who decides when to dial. */
export function offerPreview(state: FloorState, floor: CampaignFloor, agent: Agent, candidate: Candidate): void {
  floor.hopper.take(candidate.contactId, agent.id);
  state.busyContacts.add(candidate.contactId);
  agent.preview = candidate;
  transition(state, agent, 'reserved');
}

export function dialPreview(state: FloorState, agent: Agent): ActResult {
  const candidate = agent.preview;
  const floor = candidate === undefined ? undefined : state.campaigns.get(candidate.campaignId);
  if (candidate === undefined || floor === undefined)
    return refusal('no-call', 'There is no contact on your screen to dial.');
  return dialReserved(state, floor, agent, candidate, undefined);
}

/** Manual: the agent dials a contact of the campaign; the gate and the one-live-call rule hold as for any call. */
export function dialManually(
  state: FloorState,
  agent: Agent,
  contactId: ContactId,
  numberId: NumberId | undefined,
): ActResult {
  const free = agent.state === 'ready' || agent.state === 'not-ready' || agent.state === 'paused';
  if (agent.attemptId !== undefined || !agent.lineOpen || !free)
    return refusal('wrong-state', 'You cannot dial now: you have a call, or your line is not open.');
  for (const floor of state.campaigns.values()) {
    const candidate = floor.hopper.find(contactId);
    if (candidate === undefined || !serves(agent, floor.campaign)) continue;
    const number = candidate.numbers.find((each) => each.numberId === numberId);
    return dialReserved(state, floor, agent, candidate, number);
  }
  return refusal('not-found', 'This contact is not among those that may be dialed now.');
}

function dialReserved(
  state: FloorState,
  floor: CampaignFloor,
  agent: Agent,
  candidate: Candidate,
  number: ContactNumber | undefined,
): ActResult {
  const node = agent.switchId === undefined ? undefined : state.switches.get(agent.switchId);
  const stopped = floor.campaign.status !== 'running' || state.draining || state.storeFailing;
  if (node === undefined || !takesCalls(node) || stopped)
    return refusal(
      'not-free',
      'No call can be placed at the moment: the campaign is stopped or the switch is not taking calls.',
    );
  const before = state.events.length;
  const call = plan(state, {
    floor,
    candidate,
    mode: floor.campaign.mode,
    node,
    agent,
    ...(number === undefined ? {} : { number }),
  });
  if (call !== undefined) return DONE;
  const refused = state.events.length > before;
  if (!refused) return refusal('no-line-free', 'All lines are in use: try again in a moment.');
  state.busyContacts.delete(candidate.contactId);
  if (agent.preview !== undefined) release(state, agent, true);
  return refusal(
    'not-lawful',
    'This contact may not be called now: the reason is in the log, and the contact comes back when it may.',
  );
}

export function skipPreview(state: FloorState, agent: Agent): ActResult {
  if (agent.preview === undefined) return refusal('no-call', 'There is no contact on your screen.');
  clearPreview(state, agent);
  release(state, agent, true);
  return DONE;
}

/** Out of sight for some hours; nothing of it needs to survive a restart. */
export function clearPreview(state: FloorState, agent: Agent): void {
  const candidate = agent.preview;
  agent.preview = undefined;
  if (candidate === undefined) return;
  state.busyContacts.delete(candidate.contactId);
  state.campaigns.get(candidate.campaignId)?.hopper.defer(candidate.contactId, state.now + SKIPPED_MS);
}

/** The free agent a contact that needs one would be dialed for: its owner while the promise is his or hers. */
export function agentFor(state: FloorState, floor: CampaignFloor, exclude: ReadonlySet<string>): Agent | undefined {
  let best: Agent | undefined;
  for (const agent of state.agents.values()) {
    if (!isFree(agent) || agent.lastCall || exclude.has(agent.id) || !serves(agent, floor.campaign)) continue;
    const node = agent.switchId === undefined ? undefined : state.switches.get(agent.switchId);
    if (node === undefined || !takesCalls(node)) continue;
    if (best === undefined || agent.idleSince < best.idleSince) best = agent;
  }
  return best;
}
