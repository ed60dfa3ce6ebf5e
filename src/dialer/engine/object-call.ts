import type { ObjectionSource } from '../../compliance/index.ts';
import { record } from './emit.ts';
import { isObjected } from './number-history.ts';
import type { Call, FloorState } from './state.ts';

/** The person called objects to calls: in force for the very next dial, for every campaign of the client. */
export function objectCall(state: FloorState, call: Call, source: ObjectionSource, actor?: string): void {
  const clientId = state.campaigns.get(call.campaignId)?.campaign.clientId;
  if (clientId === undefined || isObjected(state, call.number.number, call.campaignId)) return;
  state.objections.record(call.number.number, { scope: 'client', clientId, at: state.now });
  record(
    state,
    'floor',
    'objection.recorded',
    {
      numberId: call.number.numberId,
      scope: 'client',
      source,
      attemptId: call.attemptId,
      channel: 'phone',
      reason: 'not-stated',
    },
    { campaignId: call.campaignId, ...(actor === undefined ? {} : { actor }) },
  );
}
