import { COOL_DOWN_MS, coolDownCause, type DispositionCode } from '../../campaigns/index.ts';
import { type ActResult, DONE, refusal } from './act-result.ts';
import { canMove, pause, recordAgent } from './agent.ts';
import { record, recordCall } from './emit.ts';
import { scriptOf } from './script.ts';
import type { Agent, Call, FloorState } from './state.ts';

/** From any state of a call, in one act and without a reason: nothing is kept of anybody's health. */
export function flagVulnerable(state: FloorState, agent: Agent): ActResult {
  const { attemptId } = agent;
  const call = attemptId === undefined ? undefined : (state.calls.get(attemptId) ?? state.wrapUps.get(attemptId));
  if (call === undefined || (agent.state !== 'talking' && agent.state !== 'wrap-up'))
    return refusal('no-call', 'There is nobody on the line to protect.');
  if (call.vulnerable === true) return DONE;
  call.vulnerable = true;
  call.script ??= scriptOf(state, call);
  const { contactId } = call.candidate;
  recordCall(
    state,
    call,
    'vulnerable.flagged',
    { attemptId: call.attemptId, contactId, agentId: agent.id },
    agent.actor,
  );
  return DONE;
}

/** After a hard call a paid pause is offered; whoever takes the next call instead has declined it. */
export function offerCoolDown(
  state: FloorState,
  agent: Agent,
  call: Call,
  { disposition, difficult }: { readonly disposition: DispositionCode; readonly difficult?: boolean | undefined },
): void {
  const vulnerable = call.vulnerable === true;
  agent.difficultInARow = difficult === true ? (agent.difficultInARow ?? 0) + 1 : 0;
  const because = coolDownCause({ vulnerable, disposition, difficultInARow: agent.difficultInARow });
  agent.coolDown = because;
  if (because === undefined) return;
  agent.difficultInARow = 0;
  record(
    state,
    `agent:${agent.id}`,
    'cool-down.offered',
    { agentId: agent.id, attemptId: call.attemptId, because, durationMs: COOL_DOWN_MS },
    { campaignId: call.campaignId },
  );
}

/** The pause begins now; as every pause, only the agent ends it. */
export function coolDown(state: FloorState, agent: Agent): ActResult {
  if (agent.coolDown === undefined) return refusal('not-possible', 'No pause is offered at present: pause as usual.');
  if (agent.attemptId !== undefined || !canMove(agent.state, 'paused'))
    return refusal('wrong-state', `You cannot pause from "${agent.state}": finish this call first.`);
  agent.coolDown = undefined;
  const untilAt = state.now + COOL_DOWN_MS;
  record(
    state,
    `agent:${agent.id}`,
    'cool-down.taken',
    { agentId: agent.id, untilAt, paid: true },
    { actor: agent.actor },
  );
  if (agent.state === 'paused') {
    agent.pauseReason = 'difficult-call';
    recordAgent(state, agent, 'paused', agent.actor);
  } else pause(state, agent, 'difficult-call', agent.actor);
  return DONE;
}
