import type { FloorInput } from '../input.ts';
import { isDialing } from './call.ts';
import { record } from './emit.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { objectCall } from './object-call.ts';
import { hangUp } from './place.ts';
import type { Call, FloorState } from './state.ts';

/** By keypress on the message, or by the agent: in force for the very next dial. */
export function recordKeyObjection(state: FloorState, call: Call): void {
  objectCall(state, call, 'keypress');
}

/** From outside the floor: also cancels a ringing call to that number. */
export function addObjection(state: FloorState, input: Extract<FloorInput, { type: 'objection.add' }>): void {
  state.objections.add(input.number, input.clientId);
  const attemptId = state.liveNumbers.get(input.number);
  const call = attemptId === undefined ? undefined : state.calls.get(attemptId);
  record(
    state,
    'floor',
    'objection.recorded',
    { numberId: input.numberId, scope: 'client', source: input.source, attemptId: attemptId ?? null },
    {
      clientId: input.clientId,
      ...(call === undefined ? {} : { campaignId: call.campaignId }),
      actor: input.actor.kind === 'user' ? input.actor.userId : 'system',
    },
  );
  if (call === undefined || !isDialing(call)) return;
  if (state.campaigns.get(call.campaignId)?.campaign.clientId === input.clientId)
    hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
}
