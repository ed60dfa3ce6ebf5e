export { callingOrder, LEARNED_FROM_MS, type SegmentHour, type SegmentPlan } from './calling-order.ts';
export { type CallingOrder, nextSegment } from './order.ts';
export { type Place, type Placing, placeContact } from './place-contact.ts';
