import type { ObjectionSource } from '../../compliance/index.ts';
import { record } from './emit.ts';
import { isObjected } from './number-history.ts';
import type { Call, FloorState } from './state.ts';

/**
 * The person called objects to calls: in force for the very next dial, for every campaign of the client and on every
 * number that is known of the person.
 */
export function objectCall(state: FloorState, call: Call, source: ObjectionSource, actor?: string): void {
  const { campaignId, attemptId } = call;
  const clientId = state.campaigns.get(campaignId)?.campaign.clientId;
  if (clientId === undefined) return;
  for (const { number, numberId } of numbersOf(call)) {
    if (isObjected(state, number, campaignId)) continue;
    state.objections.record(number, { scope: 'client', clientId, at: state.now });
    record(
      state,
      'floor',
      'objection.recorded',
      { numberId, scope: 'client', source, attemptId, channel: 'phone', reason: 'not-stated' },
      { campaignId, ...(actor === undefined ? {} : { actor }) },
    );
  }
}

/** The one that was called first. */
export function numbersOf({ number, candidate }: Call): readonly Call['number'][] {
  return [number, ...candidate.numbers.filter(({ numberId }) => numberId !== number.numberId)];
}
