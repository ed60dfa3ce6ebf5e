export {
  type AbandonmentAllowance,
  type AbandonmentCounts,
  type AbandonmentRule,
  type AbandonmentWindow,
  abandonmentAllowance,
  abandonmentRules,
  abandonmentWindows,
  countAbandonment,
} from './abandonment.ts';
export { abandonmentWindowStart } from './abandonment-window.ts';
export { strictestTerms } from './call-terms.ts';
export { callerIdRefusals, type PresentedNumber } from './caller-id.ts';
export { type CareAct, careCounted } from './care-acts.ts';
export { type CareBook, type CareSetting, createCareBook } from './care-book.ts';
export {
  type CareFacts,
  type CareLimit,
  type CareLimitId,
  careActKinds,
  careDefaults,
  careLimitIds,
  careLimits,
} from './care-limits.ts';
export { civilDate, type DayNumber, dayNumber, isoDate, parseIsoDate, weekday } from './civil-date.ts';
export { complianceEventData } from './compliance-event.ts';
export type { Confirmation } from './confirmations.ts';
export { createGate, type GateOptions, PERMIT_LIFETIME_MS } from './gate.ts';
export { houseGate } from './house-gate.ts';
export { CONFIRMATIONS_FILE, confirmationsIn, loadRulePacks } from './load-rule-packs.ts';
export { numberOrigin } from './number-origin.ts';
export {
  type KeyedObjection,
  type Objection,
  type ObjectionChannel,
  type ObjectionReach,
  type ObjectionReason,
  type ObjectionScope,
  type ObjectionSource,
  objectionChannels,
  objectionReasons,
  objectionScopes,
  objectionSources,
} from './objections/objection.ts';
export { createObjectionBook, type ObjectionBook } from './objections/objection-book.ts';
export { type ObjectionLink, objectionPath, readObjectionToken } from './objections/objection-link.ts';
export { type NumberOrigin, type NumberRejection, numberRejections } from './origin.ts';
export type { CheckOf } from './pack-checks.ts';
export type { CallPermit } from './permit.ts';
export {
  type CallTerms,
  type CampaignFacts,
  type CareCampaign,
  type Consent,
  type Gate,
  type GateDecision,
  type NumberHistory,
  type NumberKind,
  numberKinds,
  type PersonFacts,
  type PlannedCall,
  type Refusal,
  type StalePack,
} from './planned-call.ts';
export { type Profile, profiles } from './profile.ts';
export type { RecordingTerms } from './recording-terms.ts';
export { type KnownRegister, knownRegister, knownRegisters } from './registers/known-registers.ts';
export { type BadLine, type RegisterCounts, registerReader } from './registers/read-register.ts';
export { createRegisterBook, type RegisterBook } from './registers/register-book.ts';
export {
  type RegisterFacts,
  type RegisterParts,
  type RegisterSet,
  registerBuilder,
  registerSet,
} from './registers/register-set.ts';
export { type RetentionDue, retentionDue } from './retention/schedule.ts';
export {
  type Audience,
  audiences,
  type CallerType,
  type Confidence,
  callerTypes,
  loadRulePack,
  type Purpose,
  purposes,
  type Rule,
  type RulePack,
  RulePackError,
  type Strength,
} from './rule-pack.ts';
export { sampleCall } from './sample-call.ts';
export { shippedRules } from './shipped-rules.ts';
export {
  isAsExpected,
  readVectors,
  type Vector,
  VectorFileError,
  type VectorResult,
  vectorRunner,
} from './vectors.ts';
export { findZone, type Zone } from './zone.ts';
