import { record } from './emit.ts';
import type { Call, FloorState } from './state.ts';

/** The person called objects to calls: in force for the very next dial, for every campaign of the client. */
export function objectCall(state: FloorState, call: Call, source: string, actor?: string): void {
  const clientId = state.campaigns.get(call.campaignId)?.campaign.clientId;
  if (clientId === undefined || state.objections.has(call.number.number, clientId)) return;
  state.objections.add(call.number.number, clientId);
  record(
    state,
    'floor',
    'objection.recorded',
    { numberId: call.number.numberId, scope: 'client', source, attemptId: call.attemptId },
    { campaignId: call.campaignId, ...(actor === undefined ? {} : { actor }) },
  );
}
