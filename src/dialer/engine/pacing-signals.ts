import type { UtcMs } from '../../kernel/time.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { leaving, recordAgent } from './agent.ts';
import { recordCall, setDeadline } from './emit.ts';
import { SETUP_STEP_MS } from './limits.ts';
import { noteStep, stepRefusal } from './script.ts';
import type { Agent, Call, FloorState } from './state.ts';

/*
 * What an agent's side tells of how soon he or she will be free: the pacing need not guess what is known.
 */

/** No call is dialed for the agent shortly before; one who stays after all is counted on again. */
export function planLeave(state: FloorState, agent: Agent, leavesAt: UtcMs | null): ActResult {
  if (leavesAt !== null && leavesAt <= state.now)
    return refusal('wrong-state', 'This time has passed: give a later one, or pause now.');
  agent.leavesAt = leavesAt ?? undefined;
  if (leavesAt !== null) setDeadline(state, 'leave', agent.id, leavesAt);
  recordAgent(state, agent, agent.state, agent.actor);
  return DONE;
}

/** A step told twice is one. */
export function reachStep(
  state: FloorState,
  agent: Agent,
  {
    step,
    ticked = false,
    objection,
  }: { readonly step: string; readonly ticked?: boolean | undefined; readonly objection?: number | undefined },
): ActResult {
  const { attemptId, state: working } = agent;
  const call = attemptId === undefined ? undefined : (state.calls.get(attemptId) ?? state.wrapUps.get(attemptId));
  if (call === undefined || (working !== 'talking' && working !== 'wrap-up'))
    return refusal('no-call', 'A step of the script belongs to a talk or its wrap-up: there is none.');
  const refused = stepRefusal(state, call, step);
  if (refused !== undefined) return refused;
  if (agent.step === step && !ticked && objection === undefined) return DONE;
  noteStep(state, call, { step, at: state.now, ticked }, objection);
  agent.step = step;
  const { id: agentId, lastCall } = agent;
  recordCall(
    state,
    call,
    'call.step-reached',
    {
      attemptId: call.attemptId,
      agentId,
      step,
      state: working,
      ...(ticked ? { ticked } : {}),
      ...(objection === undefined ? {} : { objection }),
      lastCall,
      campaignIds: [...agent.campaignIds],
      ...leaving(state, agent),
    },
    agent.actor,
  );
  return DONE;
}

/**
 * From the command that puts a donor through until the two hear each other. The line itself is open for the whole shift,
 * so that opening it delays nobody; a line on another switch, or far away, delays every call.
 */
export function measureSetup(state: FloorState, call: Call, agent: Agent): void {
  if (call.bridgeSentAt === undefined) return;
  const setupMs = Math.round((state.now - call.bridgeSentAt) / SETUP_STEP_MS) * SETUP_STEP_MS;
  if (setupMs > 0 || agent.setupMs !== undefined) agent.setupMs = setupMs;
}
