import { asksMade, COOL_DOWN_MS, callBasis, campaignPacing } from '../../campaigns/index.ts';
import type { AgentId } from '../../kernel/id.ts';
import { isObjected } from '../engine/number-history.ts';
import { missingOf, scriptOf } from '../engine/script.ts';
import type { Agent, Call, CampaignFloor, FloorState } from '../engine/state.ts';
import { callingDay, termsOfCampaign } from '../engine/terms.ts';
import type { AgentCall, AgentView, CampaignFigures, FloorSnapshot } from '../floor.ts';

/** What the floor shows of one agent. */
export function agentView(state: FloorState, agentId: AgentId): AgentView | undefined {
  const agent = state.agents.get(agentId);
  return agent === undefined ? undefined : viewOf(state, agent);
}

export function floorSnapshot(state: FloorState, unwritten: number): FloorSnapshot {
  return {
    at: state.now,
    agents: [...state.agents.values()].map((agent) => viewOf(state, agent)),
    campaigns: [...state.campaigns.values()].map((floor) => figuresOf(state, floor)),
    switches: [...state.switches.values()].map(({ id, up, overloaded, eventAgeMs, channels }) => ({
      switchId: id,
      up,
      overloaded,
      eventAgeMs,
      channels,
    })),
    draining: state.draining,
    storeFailing: state.storeFailing,
    unwritten,
    abandonmentLimit: state.gate.terms().abandonmentLimit,
  };
}

function viewOf(state: FloorState, agent: Agent): AgentView {
  const preview = agent.preview;
  const shown = preview === undefined ? undefined : state.campaigns.get(preview.campaignId)?.campaign;
  return {
    agentId: agent.id,
    state: agent.state,
    since: agent.since,
    campaignIds: agent.campaignIds,
    supervisor: agent.supervisor,
    line: { kind: agent.line.kind, open: agent.lineOpen },
    pauseReason: agent.pauseReason ?? null,
    pauseAfterCall: agent.pauseAfterCall ?? null,
    lastCall: agent.lastCall,
    call: callOf(state, agent),
    preview:
      preview === undefined || shown === undefined
        ? null
        : {
            contactId: preview.contactId,
            campaignId: shown.id,
            campaignName: shown.name,
            charityName: shown.charityName,
          },
    joined: agent.joined ?? null,
    expectedWaitMs: null,
    coolDown: agent.coolDown === undefined ? null : { because: agent.coolDown, durationMs: COOL_DOWN_MS },
  };
}

/** A call shows from the moment the agent is held for it alone, or matched: the card is there before the voice. */
function callOf(state: FloorState, agent: Agent): AgentCall | null {
  if (agent.attemptId === undefined) return null;
  const call = state.calls.get(agent.attemptId) ?? state.wrapUps.get(agent.attemptId);
  const campaign = call === undefined ? undefined : state.campaigns.get(call.campaignId)?.campaign;
  if (call === undefined || campaign === undefined) return null;
  const script = scriptOf(state, call);
  return {
    attemptId: call.attemptId,
    contactId: call.candidate.contactId,
    campaignId: call.campaignId,
    campaignName: campaign.name,
    charityName: campaign.charityName,
    state: call.state,
    mode: call.mode,
    attempt: call.candidate.attempts + 1,
    startedAt: call.bridgedAt ?? call.answeredAt ?? call.plannedAt,
    objected: isObjected(state, call.number.number, campaign.id),
    scriptVersion: script?.version ?? null,
    step: agent.step ?? null,
    missingSteps: missingOf(state, call).map(({ step, leastMs, shownMs, ticked }) => ({
      step,
      leastMs,
      ticked,
      enoughAt: agent.step === step && shownMs < leastMs ? state.now + leastMs - shownMs : null,
    })),
    asks: asksMade(script, call.steps ?? []),
    offerStated: (call.steps ?? []).some(({ step }) => script?.offers.includes(step) === true),
    objections: call.objections ?? [],
    talkMs: call.talkMs ?? null,
    vulnerable: call.vulnerable === true,
  };
}

function figuresOf(state: FloorState, floor: CampaignFloor): CampaignFigures {
  const { campaign } = floor;
  const calls: Partial<Record<Call['state'], number>> = {};
  for (const call of state.calls.values()) {
    if (call.campaignId === campaign.id) calls[call.state] = (calls[call.state] ?? 0) + 1;
  }
  const group = state.groupOf.get(campaign.id);
  return {
    campaignId: campaign.id,
    clientId: campaign.clientId,
    name: campaign.name,
    charityName: campaign.charityName,
    mode: campaign.mode,
    status: campaign.status,
    calls,
    hopper: floor.hopper.size,
    basis: callBasis(campaign),
    settings: campaignPacing(campaign),
    exhausted: floor.exhausted,
    pacing: floor.messageMissing ? messageMissing(campaign.messageFile) : (group?.words ?? { fr: '', en: '' }),
    fallback: campaign.mode === 'predictive' && (floor.messageMissing || group?.fallback === true),
    jurisdictions: [...floor.places.jurisdictions].sort(),
    zone: callingDay(floor).zone,
    terms: termsOfCampaign(state, floor),
    restsUntil: floor.restUntil > state.now ? floor.restUntil : null,
  };
}

function messageMissing(file: string): CampaignFigures['pacing'] {
  return {
    fr: `1:1 : le serveur n'a pas pu jouer le message ${file} ; déposez-le sur le serveur, puis arrêtez et relancez la campagne.`,
    en: `1:1: the switch could not play the message ${file}; put it on the server, then stop and start the campaign.`,
  };
}
