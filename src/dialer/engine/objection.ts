import type { FloorInput } from '../input.ts';
import { isDialing } from './call.ts';
import { record } from './emit.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { isObjected } from './number-history.ts';
import { objectCall } from './object-call.ts';
import { hangUp } from './place.ts';
import type { Call, FloorState } from './state.ts';

/** By keypress on the message, or by the agent: in force for the very next dial. */
export function recordKeyObjection(state: FloorState, call: Call): void {
  objectCall(state, call, 'keypress');
}

/**
 * From outside the floor, whichever way it came: in force from here on. Ends the call that is on its way to that number,
 * if the objection reaches its campaign and nobody has answered; a person who speaks is not cut off.
 */
export function addObjection(state: FloorState, input: Extract<FloorInput, { type: 'objection.add' }>): void {
  const { number, reach, source, channel, reason } = input;
  const isNew = state.objections.record(number, { ...reach, at: state.now });
  // The same list comes again and again; what a person says again is told again.
  if (!isNew && source === 'import') return;
  const attemptId = state.liveNumbers.get(number);
  const call = attemptId === undefined ? undefined : state.calls.get(attemptId);
  record(
    state,
    'floor',
    'objection.recorded',
    { numberId: input.numberId, scope: reach.scope, source, attemptId: attemptId ?? null, channel, reason },
    {
      clientId: input.clientId,
      ...campaignOf(input, call),
      actor: input.actor.kind === 'user' ? input.actor.userId : 'system',
    },
  );
  if (call !== undefined && isDialing(call) && isObjected(state, number, call.campaignId))
    hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
}

/** The campaign it binds, where it binds one; else the one whose call is on the line. */
function campaignOf(input: Extract<FloorInput, { type: 'objection.add' }>, call: Call | undefined) {
  const campaignId = input.reach.scope === 'campaign' ? input.reach.campaignId : call?.campaignId;
  return campaignId === undefined ? {} : { campaignId };
}
