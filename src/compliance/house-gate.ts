import { createGate } from './gate.ts';
import type { Gate } from './planned-call.ts';
import type { RulePack } from './rule-pack.ts';
import { shippedRules } from './shipped-rules.ts';

/** The gate as Foyer calls unless a campaign says otherwise: an agency asks for donations, by the recommended profile. */
export function houseGate(packs: readonly RulePack[] = shippedRules()): Gate {
  return createGate({ packs, profile: 'recommended', purpose: 'donation', callerType: 'paid_agency' });
}
