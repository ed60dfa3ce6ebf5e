import type { Gate, PlannedCall } from '../compliance/index.ts';
import type { E164 } from '../kernel/phone-number.ts';
import { MINUTE_MS, type UtcMs } from '../kernel/time.ts';

/** A few minutes into the opening, so that agents have opened their lines when the first call may leave. */
const AFTER_OPENING_MS = 5 * MINUTE_MS;

/** A lawful hour for the demo whatever the real time is: now if calls may be made now, else the next opening. */
export function lawfulStart(gate: Gate, now: UtcMs): UtcMs {
  const call: PlannedCall = {
    attemptId: 'demo' as PlannedCall['attemptId'],
    campaignId: 'demo' as PlannedCall['campaignId'],
    clientId: 'demo' as PlannedCall['clientId'],
    number: '+33199000000' as E164,
    numberKind: 'fixed',
    zones: ['Europe/Paris'],
    holidayRegions: ['FR'],
    history: {
      attemptedAt: [],
      contactedAt: [],
      lastAbandonedAt: undefined,
      lastRefusalAt: undefined,
      objected: false,
    },
    agentReserved: false,
  };
  const morning = now - (now % (24 * 60 * MINUTE_MS));
  const decision = gate.decide(call, morning);
  if (decision.allowed) return morning + AFTER_OPENING_MS;
  return (decision.nextAllowedAt ?? now) + AFTER_OPENING_MS;
}
