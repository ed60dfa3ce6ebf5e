import {
  asksMade,
  type CampaignScript,
  type DispositionCode,
  dispositions,
  type FundraisingEventData,
  isAgreement,
  MAX_CALLBACKS,
  missingSteps,
  protects,
  type Reschedule,
  type StepVisit,
  scriptSkill,
  stepTimes,
  usefulContact,
} from '../../campaigns/index.ts';
import type { AgentId, CampaignId } from '../../kernel/id.ts';
import { HOUR_MS } from '../../kernel/time.ts';
import type { CampaignInput } from '../input.ts';
import { type ActRefused, type ActResult, DONE, refusal } from './act-result.ts';
import { record, recordCall } from './emit.ts';
import { isCertified } from './matching.ts';
import { regroup } from './pacing-groups.ts';
import type { Agent, Call, CampaignFloor, FloorState } from './state.ts';

/** Steps kept of one call; who goes to and fro more often is not looked at any closer. */
export const MAX_VISITS = 500;
/** A callback without an end is waited for this long. */
const CALLBACK_WINDOW_MS = HOUR_MS;

/** A version goes live: whoever is not certified for it gets no further call; talks go on with theirs. */
export function setScript(
  state: FloorState,
  floor: CampaignFloor,
  { script, reason, campaignId }: Extract<CampaignInput, { type: 'campaign.set-script' }>,
  actor: string,
): ActResult {
  floor.campaign = { ...floor.campaign, script };
  record(state, `campaign:${campaignId}`, 'script.went-live', { script, reason }, { campaignId, actor });
  regroup(state);
  return DONE;
}

/** An agent on the floor who has passed takes calls of the version from now on. */
export function learnScript(
  state: FloorState,
  campaignId: CampaignId,
  { agentId, version, passed }: FundraisingEventData<'script.quiz-taken'>,
): void {
  const agent = state.agents.get(agentId);
  const skill = scriptSkill(campaignId, version);
  if (!passed || agent === undefined || agent.skills.includes(skill)) return;
  agent.skills = [...agent.skills, skill];
  record(
    state,
    `agent:${agentId}`,
    'agent.skills-changed',
    { agentId, skills: [...agent.skills] },
    { actor: agent.actor },
  );
  regroup(state);
}

/** Nobody comes to the floor for a campaign whose script he or she is not certified for. */
export function untaughtCampaign(state: FloorState, agent: Agent): ActRefused | undefined {
  if (agent.supervisor) return undefined;
  for (const id of agent.campaignIds) {
    const campaign = state.campaigns.get(id)?.campaign;
    if (campaign !== undefined && !isCertified(agent, campaign))
      return refusal(
        'not-certified',
        `You are not certified for version ${campaign.script?.version ?? 0} of the script of "${campaign.name}": read it and answer its questions first.`,
      );
  }
  return undefined;
}

/** The script of a call is the one that was live when it was first looked at: a new version does not change a talk. */
export function scriptOf(state: FloorState, call: Call): CampaignScript | undefined {
  return call.script ?? state.campaigns.get(call.campaignId)?.campaign.script;
}

export function stepRefusal(state: FloorState, call: Call, step: string): ActRefused | undefined {
  const script = scriptOf(state, call);
  if (script === undefined) return undefined;
  if (!script.steps.includes(step))
    return refusal('not-found', `The script has no step "${step}": its steps are ${script.steps.join(', ')}.`);
  if (call.vulnerable === true && script.offers.includes(step))
    return refusal(
      'not-possible',
      'This person is in a fragile situation: nothing is asked for. Close the call kindly.',
    );
  return undefined;
}

/** Only the talk counts: what is shown after the donor has gone was not heard by anybody; a tick may come late. */
export function noteStep(state: FloorState, call: Call, visit: StepVisit, objection: number | undefined): void {
  call.script ??= scriptOf(state, call);
  const steps = call.steps ?? [];
  call.steps = steps;
  const ended = call.endedAt;
  const late = ended !== undefined && steps.some(({ step }) => step === visit.step);
  if (steps.length < MAX_VISITS && (ended === undefined || (late && visit.ticked)))
    steps.push(ended === undefined ? visit : { ...visit, at: ended });
  if (objection !== undefined && !(call.objections ?? []).includes(objection))
    call.objections = [...(call.objections ?? []), objection];
}

/** Why a result cannot be given: the donor is protected, a mandatory step is missing, or a callback too many. */
export function wrapUpRefusal(
  state: FloorState,
  call: Call,
  input: {
    readonly disposition: DispositionCode;
    readonly callbackAt: number | undefined;
    readonly callback?: { readonly to: number } | undefined;
  },
): ActRefused | undefined {
  const { disposition, callbackAt, callback } = input;
  if (call.vulnerable === true && !protects(disposition))
    return refusal(
      'not-possible',
      'The person is protected: give VUL, or the objection or death that you were told of.',
    );
  const [missing] = isAgreement(disposition) ? missingOf(state, call) : [];
  if (missing !== undefined) return refusal('not-possible', missingWords(missing));
  const { effect } = dispositions[disposition];
  const callsBack = effect === 'callback' || (effect === 'callback-or-R1' && callbackAt !== undefined);
  if (callsBack && (call.candidate.callbacks ?? 0) >= MAX_CALLBACKS)
    return refusal(
      'not-possible',
      `This person has been called back ${MAX_CALLBACKS} times: offer a letter or a message, and give BMO or INF.`,
    );
  if (callback !== undefined && callback.to <= Math.max(state.now, callbackAt ?? state.now))
    return refusal('not-possible', 'The callback ends before it begins, or has passed: give a later time.');
  return undefined;
}

export function missingOf(state: FloorState, call: Call) {
  return missingSteps(scriptOf(state, call), call.steps ?? [], call.endedAt ?? state.now);
}

function missingWords({ step, leastMs, shownMs, ticked }: ReturnType<typeof missingOf>[number]): string {
  const seconds = (ms: number) => Math.floor(ms / 1_000);
  const shown = shownMs < leastMs ? `was shown ${seconds(shownMs)} s of ${seconds(leastMs)} s` : undefined;
  const parts = [shown, ticked ? undefined : 'is not ticked'].filter((part) => part !== undefined);
  return `The mandatory step "${step}" ${parts.join(' and ')}: an agreement without it does not stand. Give IND, or call back.`;
}

/** The useful contact follows from what happened; nobody enters it. */
export function recordUseful(
  state: FloorState,
  call: Call,
  disposition: DispositionCode,
  agentId: AgentId | undefined,
): void {
  const script = scriptOf(state, call);
  const visits = call.steps ?? [];
  const talkMs = call.talkMs ?? 0;
  const times = stepTimes(visits, call.endedAt ?? state.now);
  const { useful, reasons } = usefulContact({ disposition, steps: times.map(({ step }) => step), talkMs, script });
  recordCall(state, call, 'useful-contact.computed', {
    attemptId: call.attemptId,
    contactId: call.candidate.contactId,
    agentId: agentId ?? null,
    useful,
    reasons: [...reasons],
    talkMs,
    scriptVersion: script?.version ?? null,
    asks: [...asksMade(script, visits)],
    objections: [...(call.objections ?? [])],
    stepsMs: Object.fromEntries(times.map(({ step, shownMs }) => [step, shownMs])),
  });
}

export function recordCallback(state: FloorState, call: Call, next: Reschedule, to: number | undefined): void {
  const from = next.dueAt ?? state.now;
  recordCall(state, call, 'callback.set', {
    attemptId: call.attemptId,
    contactId: next.contactId,
    ownerId: next.ownerId,
    from,
    to: Math.max(to ?? 0, from + (to === undefined ? CALLBACK_WINDOW_MS : 0)),
    nth: next.callbacks ?? 1,
  });
}
