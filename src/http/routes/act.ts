import type { Actor, AgentCommand, AgentView as FloorAgentView } from '../../dialer/index.ts';
import type { AgentId } from '../../kernel/id.ts';
import type { AgentAnswer, AgentView } from '../contract/index.ts';
import { agentIdOf } from '../http-env.ts';
import type { Parts } from '../parts.ts';
import type { Principal } from '../principal.ts';
import { refusalProblem } from '../problem.ts';

export function actorOf(principal: Principal): Actor {
  return { kind: 'user', userId: principal.userId };
}

/** Does what the agent asks, and answers with the state it led to. @throws Problem with the floor's own refusal */
export async function actAs(parts: Parts, principal: Principal, command: AgentCommand): Promise<AgentAnswer> {
  const agentId = agentIdOf(principal);
  const result = await parts.floor.act(agentId, command, actorOf(principal));
  if (!result.ok) throw refusalProblem(result.error);
  return agentAnswerOf(parts, agentId);
}

export function agentAnswerOf({ floor, clock }: Parts, agentId: AgentId): AgentAnswer {
  const view = floor.agentView(agentId);
  return { at: clock.now(), agent: view === undefined ? null : answered(view) };
}

/** The floor's view, as the contract has it: lists that are the reader's own. */
function answered(view: FloorAgentView): AgentView {
  const { call } = view;
  const own =
    call === null
      ? null
      : { ...call, missingSteps: [...call.missingSteps], asks: [...call.asks], objections: [...call.objections] };
  return { ...view, call: own, campaignIds: [...view.campaignIds] };
}
