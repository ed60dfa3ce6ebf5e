import type { UtcMs } from '../kernel/time.ts';
import type { PlannedCall } from './planned-call.ts';
import type { Zone } from './zone.ts';

/** No instant: only a new fact could unblock the call. */
export const NEVER: UtcMs = Number.POSITIVE_INFINITY;

/** The machine form of one rule, asked for one candidate zone of the called person. */
export interface Check {
  /** The earliest instant at or after `at` at which the rule allows these facts; `at` itself when it allows them now. */
  earliest(call: PlannedCall, zone: Zone, at: UtcMs): UtcMs;
  /** For an instant that is allowed: when the rule will close by the mere passing of time. */
  closesAt?(call: PlannedCall, zone: Zone, at: UtcMs): UtcMs;
}
