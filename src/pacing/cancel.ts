import type { AttemptId } from '../kernel/id.ts';
import { AGE_STEP_MS, type CampaignView } from './floor-view.ts';
import { type Forecast, recount, riskOfOneMore } from './forecast.ts';

/** A line is hung up when the risk of an answer is above so many times the threshold (pacing study, hang-up after 15 s). */
const RISK_FACTOR = 3;

/**
 * Ringing lines to hang up now: only where the campaign allows it, only those that have rung for as long as it says,
 * oldest first, and only while an answer risks silence far beyond the threshold. Takes them off the forecasts.
 */
export function cancelRinging(all: readonly Forecast[]): AttemptId[] {
  const cancelled: AttemptId[] = [];
  for (const own of all) {
    const { view } = own;
    const cancelAfterMs = view.settings?.cancelAfterMs ?? null;
    if (cancelAfterMs === null || view.oneToOne) continue;
    for (const { callId, ageMs } of [...view.lines.calls]) {
      if (ageMs < cancelAfterMs) break;
      if (riskOfOneMore(own) <= RISK_FACTOR * view.allowance.threshold) break;
      takeOff(view, callId, ageMs);
      for (const other of all) recount(other);
      cancelled.push(callId);
    }
  }
  return cancelled;
}

function takeOff({ lines }: CampaignView, callId: AttemptId, ageMs: number): void {
  const step = Math.floor(ageMs / AGE_STEP_MS);
  const left = (lines.ages.get(step) ?? 1) - 1;
  if (left > 0) lines.ages.set(step, left);
  else lines.ages.delete(step);
  lines.ringing--;
  lines.calls.splice(
    lines.calls.findIndex((call) => call.callId === callId),
    1,
  );
}
