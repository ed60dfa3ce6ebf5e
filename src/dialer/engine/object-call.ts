import type { ObjectionSource } from '../../compliance/index.ts';
import { record } from './emit.ts';
import type { Call, FloorState } from './state.ts';

/**
 * The person called objects to calls: in force for the very next dial, for every campaign of the client and on every
 * number that is known of the person. One that was recorded for a single campaign says less, and stops nothing here.
 */
export function objectCall(state: FloorState, call: Call, source: ObjectionSource, actor?: string): void {
  const { campaignId, attemptId } = call;
  const clientId = state.campaigns.get(campaignId)?.campaign.clientId;
  if (clientId === undefined) return;
  for (const { number, numberId } of knownNumbersOf(call)) {
    if (!state.objections.record(number, { scope: 'client', clientId, at: state.now })) continue;
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

/** With those that are dialed no more: another of the household may still be called there. */
export function knownNumbersOf(call: Call): readonly Pick<Call['number'], 'number' | 'numberId'>[] {
  const others = call.candidate.givenUp?.filter(({ numberId }) => numberId !== call.number.numberId) ?? [];
  return [...numbersOf(call), ...others];
}
