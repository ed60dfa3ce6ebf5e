import type { CampaignId } from '../../kernel/id.ts';
import { invariant } from '../../kernel/invariant.ts';
import type { AgentCommand, AgentInput } from '../input.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { canMove, pause, recordAgent, release, transition } from './agent.ts';
import { record } from './emit.ts';
import { dispose } from './end-call.ts';
import { HEARTBEAT_LOST_MS, VERIFY_DEADLINE_MS } from './limits.ts';
import { closeLine, openLine } from './line.ts';
import { moveAgent } from './move-agent.ts';
import { planLeave, reachStep } from './pacing-signals.ts';
import { hangUp } from './place.ts';
import { dialManually, dialPreview, skipPreview } from './preview.ts';
import { untaughtCampaign, wrapUpRefusal } from './script.ts';
import type { Agent, FloorState } from './state.ts';
import { join, leave, transfer } from './supervise.ts';
import { coolDown, flagVulnerable, offerCoolDown } from './vulnerable.ts';

type Act<T extends AgentCommand['type']> = (
  state: FloorState,
  agent: Agent,
  input: Extract<AgentInput, { type: T }>,
) => ActResult;

/** One handler per act: the compiler checks that none is missing. */
const acts: { readonly [T in Exclude<AgentCommand['type'], 'agent.log-in'>]: Act<T> } = {
  'agent.log-out': logOut,
  'agent.move': moveAgent,
  'agent.reopen-line': reopenLine,
  'agent.ready': ready,
  'agent.not-ready': notReady,
  'agent.pause': pauseAct,
  'agent.last-call': lastCall,
  'agent.plan-leave': (state, agent, input) => planLeave(state, agent, input.leavesAt),
  'agent.step': (state, agent, input) => reachStep(state, agent, input),
  'agent.flag-vulnerable': (state, agent) => flagVulnerable(state, agent),
  'agent.cool-down': (state, agent) => coolDown(state, agent),
  'agent.hang-up': hangUpAct,
  'agent.wrap-up': wrapUp,
  'agent.heartbeat': heartbeat,
  'agent.preview-dial': (state, agent) => dialPreview(state, agent),
  'agent.preview-skip': (state, agent) => skipPreview(state, agent),
  'agent.dial': (state, agent, input) => dialManually(state, agent, input.contactId, input.numberId),
  'agent.transfer': (state, agent, input) => transfer(state, agent, input.toAgentId),
  'supervisor.join': (state, agent, input) => join(state, agent, input.targetAgentId, input.way),
  'supervisor.leave': (state, agent) => leave(state, agent),
};

export function act(state: FloorState, input: AgentInput): ActResult {
  if (input.type === 'agent.log-in') return logIn(state, input);
  const agent = state.agents.get(input.agentId);
  if (agent === undefined || agent.state === 'offline') {
    return refusal('not-logged-in', 'You are not logged in to the floor: open your line first.');
  }
  const handler = acts[input.type] as Act<typeof input.type>;
  return handler(state, agent, input as never);
}

function actorOf(input: AgentInput): string {
  return input.actor.kind === 'user' ? input.actor.userId : 'system';
}

function logIn(state: FloorState, input: Extract<AgentInput, { type: 'agent.log-in' }>): ActResult {
  const known = state.agents.get(input.agentId);
  if (known !== undefined && known.state !== 'offline') {
    return refusal('already-logged-in', 'This agent is logged in already: log out first, or reopen the line.');
  }
  const agent = newAgent(state, input);
  const untaught = untaughtCampaign(state, agent);
  if (untaught !== undefined) return untaught;
  state.agents.set(agent.id, agent);
  if (!openLine(state, agent)) {
    state.agents.delete(agent.id);
    return refusal('no-switch', 'No telephone switch is connected at the moment: try again in a few seconds.');
  }
  record(
    state,
    `agent:${agent.id}`,
    'agent.logged-in',
    {
      agentId: agent.id,
      campaignIds: [...agent.campaignIds],
      skills: [...agent.skills],
      line: agent.line,
      supervisor: agent.supervisor,
    },
    { actor: agent.actor },
  );
  transition(state, agent, 'connecting', agent.actor);
  return input.leavesAt === undefined ? DONE : planLeave(state, agent, input.leavesAt);
}

function newAgent(state: FloorState, input: Extract<AgentInput, { type: 'agent.log-in' }>): Agent {
  return {
    id: input.agentId,
    actor: actorOf(input),
    state: 'offline',
    since: state.now,
    idleSince: state.now,
    campaignIds: knownCampaigns(state, input.campaignIds),
    skills: input.skills,
    supervisor: input.supervisor,
    line: input.line,
    lineLegId: undefined,
    switchId: undefined,
    lineOpen: false,
    attemptId: undefined,
    preview: undefined,
    pauseReason: undefined,
    pauseAfterCall: undefined,
    lastCall: false,
    lastCallAt: 0,
    leavesAt: undefined,
    setupMs: undefined,
    step: undefined,
    heartbeatAt: state.now,
    browserLost: false,
    watched: false,
    joined: undefined,
  };
}

function knownCampaigns(state: FloorState, ids: readonly CampaignId[]): readonly CampaignId[] {
  return ids.filter((id) => state.campaigns.has(id));
}

function logOut(state: FloorState, agent: Agent, input: { readonly actor: AgentInput['actor'] }): ActResult {
  const call = agent.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
  if (agent.state === 'talking' || (call !== undefined && agent.state === 'reserved')) {
    return refusal('wrong-state', 'You have a donor on the line: end the call first, or ask for a last call.');
  }
  closeShift(state, agent, input.actor.kind === 'user' ? input.actor.userId : undefined);
  return DONE;
}

/** Ends the session; a wrap-up left open is closed as a technical problem, so that the contact is not lost. */
export function closeShift(state: FloorState, agent: Agent, actor?: string): void {
  const open = agent.attemptId === undefined ? undefined : state.wrapUps.get(agent.attemptId);
  if (open !== undefined) dispose(state, open, 'TEC', undefined, agent.id);
  if (agent.preview !== undefined) skipPreview(state, agent);
  agent.attemptId = undefined;
  closeLine(state, agent);
  if (agent.state !== 'offline') transition(state, agent, 'offline', actor);
  state.agents.delete(agent.id);
}

function reopenLine(state: FloorState, agent: Agent): ActResult {
  if (agent.lineOpen) return DONE;
  if (agent.state === 'wrap-up') {
    return openLine(state, agent)
      ? DONE
      : refusal('no-switch', 'No telephone switch is connected at the moment: try again in a few seconds.');
  }
  if (agent.state !== 'line-lost') return refusal('wrong-state', 'Your line is being opened already.');
  if (!openLine(state, agent))
    return refusal('no-switch', 'No telephone switch is connected at the moment: try again in a few seconds.');
  transition(state, agent, 'connecting', agent.actor);
  return DONE;
}

function ready(state: FloorState, agent: Agent): ActResult {
  if (agent.state === 'ready') return DONE;
  if (agent.state === 'wrap-up') return refusal('wrong-state', 'Give the result of the call first.');
  if (!agent.lineOpen) return refusal('no-line', 'Your line is not open: reopen it first.');
  // Whoever says so is there: without this a ghost would be "ready" and get no call before its next heartbeat.
  heartbeat(state, agent);
  if (!canMove(agent.state, 'ready') || agent.state === 'reserved')
    return refusal('wrong-state', `You cannot be ready from "${agent.state}".`);
  agent.lastCall = false;
  becomeReady(state, agent);
  return DONE;
}

function becomeReady(state: FloorState, agent: Agent): void {
  agent.idleSince = state.now;
  transition(state, agent, 'ready', agent.actor);
}

function notReady(state: FloorState, agent: Agent): ActResult {
  if (agent.state === 'not-ready') return DONE;
  if (agent.state !== 'ready' && agent.state !== 'paused')
    return refusal('wrong-state', `You cannot stop being ready from "${agent.state}".`);
  transition(state, agent, 'not-ready', agent.actor);
  return DONE;
}

function pauseAct(state: FloorState, agent: Agent, input: Extract<AgentInput, { type: 'agent.pause' }>): ActResult {
  if (
    agent.state === 'talking' ||
    agent.state === 'wrap-up' ||
    (agent.state === 'reserved' && agent.attemptId !== undefined)
  ) {
    agent.pauseAfterCall = input.reason;
    recordAgent(state, agent, agent.state, agent.actor);
    return DONE;
  }
  if (agent.preview !== undefined) skipPreview(state, agent);
  if (agent.state === 'ghost') transition(state, agent, 'not-ready');
  if (agent.state === 'paused') transition(state, agent, 'not-ready');
  if (!canMove(agent.state, 'paused')) return refusal('wrong-state', `You cannot pause from "${agent.state}".`);
  pause(state, agent, input.reason, agent.actor);
  return DONE;
}

function lastCall(state: FloorState, agent: Agent, input: Extract<AgentInput, { type: 'agent.last-call' }>): ActResult {
  agent.lastCall = input.on;
  agent.lastCallAt = state.now;
  recordAgent(state, agent, agent.state, agent.actor);
  return DONE;
}

function hangUpAct(state: FloorState, agent: Agent): ActResult {
  const call = agent.attemptId === undefined ? undefined : state.calls.get(agent.attemptId);
  if (call === undefined) return refusal('no-call', 'There is no call to hang up.');
  hangUp(state, call, 'agent', VERIFY_DEADLINE_MS);
  return DONE;
}

function wrapUp(state: FloorState, agent: Agent, input: Extract<AgentInput, { type: 'agent.wrap-up' }>): ActResult {
  const call = agent.attemptId === undefined ? undefined : state.wrapUps.get(agent.attemptId);
  if (agent.state !== 'wrap-up' || call === undefined) return refusal('wrong-state', 'There is no call to write up.');
  const refused = wrapUpRefusal(state, call, input);
  if (refused !== undefined) return refused;
  call.refusalReason = input.refusalReason;
  dispose(state, call, input.disposition, input.callbackAt, agent.id, agent.actor, input.callback);
  offerCoolDown(state, agent, call, input);
  afterWrapUp(state, agent, input.ready);
  return DONE;
}

function afterWrapUp(state: FloorState, agent: Agent, wantsReady: boolean): void {
  agent.attemptId = undefined;
  const goesOn =
    wantsReady && agent.pauseAfterCall === undefined && !agent.lastCall && agent.lineOpen && !agent.browserLost;
  if (goesOn) {
    becomeReady(state, agent);
    return;
  }
  if (!agent.lineOpen) {
    transition(state, agent, 'line-lost');
    return;
  }
  release(state, agent, false);
}

function heartbeat(state: FloorState, agent: Agent): ActResult {
  agent.heartbeatAt = state.now;
  agent.browserLost = false;
  if (agent.state === 'ghost') transition(state, agent, 'not-ready');
  return DONE;
}

/** No sign of life from the browser: no call is offered; a call that runs goes on, for the line is another thing. */
export function onHeartbeatDue(state: FloorState, agent: Agent): void {
  if (state.now - agent.heartbeatAt < HEARTBEAT_LOST_MS) return;
  agent.browserLost = true;
  const inCall = agent.attemptId !== undefined;
  if (inCall || agent.state === 'connecting' || agent.state === 'line-lost') return;
  if (agent.preview !== undefined) skipPreview(state, agent);
  if (agent.state !== 'ghost' && canMove(agent.state, 'ghost')) transition(state, agent, 'ghost');
  invariant(agent.attemptId === undefined, 'a ghost has no call');
}
