export type { CallPermit } from './permit.ts';
export {
  type CallTerms,
  type Gate,
  type GateDecision,
  type NumberHistory,
  type NumberKind,
  numberKinds,
  type PlannedCall,
  type Refusal,
} from './planned-call.ts';
