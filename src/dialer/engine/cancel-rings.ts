import type { PacingDecision } from '../../pacing/index.ts';
import { recordCall } from './emit.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { hangUp } from './place.ts';
import type { FloorState } from './state.ts';
import { termsOfCall } from './terms.ts';

/**
 * Hangs up what the pacing would have hung up, as far as it still rings, the campaign allows it, and the phone has rung
 * for as long as the rules demand. Returns how many.
 */
export function cancelRings(state: FloorState, { cancel, groupId, version }: PacingDecision): number {
  let cancelled = 0;
  for (const attemptId of cancel) {
    const call = state.calls.get(attemptId);
    if (call?.state !== 'ringing' || call.dying || call.ringingAt === undefined) continue;
    const allowed = state.campaigns.get(call.campaignId)?.campaign.pacing?.cancelAfterMs ?? null;
    const ringMs = state.now - call.ringingAt;
    const bet = call.reservedAgentId === undefined && call.mode === 'predictive';
    if (!bet || allowed === null || ringMs < termsOfCall(state, call).minimumRingMs) continue;
    recordCall(state, call, 'call.ring-cancelled', {
      attemptId,
      ringMs,
      reason: 'risk-of-silence',
      groupId,
      version,
    });
    hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
    cancelled++;
  }
  return cancelled;
}
