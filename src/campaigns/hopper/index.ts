export { callingOrder, LEARNED_FROM_MS, type SegmentHour } from './calling-order.ts';
export type { ArmRow } from './hold-out-effect.ts';
export { type CallingOrder, nextSegment } from './order.ts';
export { type Place, type Placing, placeContact, rowOf } from './place-contact.ts';
export { type CampaignPlan, type Planned, withPlan } from './plan.ts';
