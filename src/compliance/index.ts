export { civilDate, type DayNumber, dayNumber, isoDate, parseIsoDate, weekday } from './civil-date.ts';
export { frenchRules } from './french-rules.ts';
export { createGate, type GateOptions, PERMIT_LIFETIME_MS, type Profile, profiles } from './gate.ts';
export { type NumberOrigin, type NumberRejection, numberOrigin, numberRejections } from './number-origin.ts';
export { createObjectionBook, type Objection, type ObjectionBook } from './objection-book.ts';
export type { CallPermit } from './permit.ts';
export {
  type CallTerms,
  type Gate,
  type GateDecision,
  type NumberHistory,
  type NumberKind,
  numberKinds,
  type PersonFacts,
  type PlannedCall,
  type Refusal,
} from './planned-call.ts';
export { loadRulePack, type Purpose, purposes, type RulePack, RulePackError } from './rule-pack.ts';
export { findZone, type Zone } from './zone.ts';
