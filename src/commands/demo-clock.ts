import { type Gate, sampleCall } from '../compliance/index.ts';
import { MINUTE_MS, type UtcMs } from '../kernel/time.ts';

/** A few minutes into the opening, so that agents have opened their lines when the first call may leave. */
const AFTER_OPENING_MS = 5 * MINUTE_MS;

/** A lawful hour for the demo whatever the real time is: now if calls may be made now, else the next opening. */
export function lawfulStart(gate: Gate, now: UtcMs): UtcMs {
  const call = sampleCall();
  const morning = now - (now % (24 * 60 * MINUTE_MS));
  const decision = gate.decide(call, morning);
  if (decision.allowed) return morning + AFTER_OPENING_MS;
  return (decision.nextAllowedAt ?? now) + AFTER_OPENING_MS;
}
