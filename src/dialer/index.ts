export type { FloorEffect } from './effect.ts';
export { type ActRefusal, type ActResult, actRefusalCodes } from './engine/act-result.ts';
export { callsTo } from './engine/calls-to.ts';
export { paceWithin } from './engine/campaign-pacing.ts';
export { CARE_REASON, type CareChange, careChange } from './engine/care-change.ts';
export { type LeftFloor, recover, streamsOf } from './engine/recover.ts';
export {
  type Agent,
  type Call,
  type CallState,
  callStates,
  type FloorState,
  openFloor,
  type SwitchLimits,
} from './engine/state.ts';
export { type StepResult, step } from './engine/step.ts';
export { callingDay } from './engine/terms.ts';
export {
  type AgentState,
  agentStates,
  type EventDataOf,
  type EventOf,
  type EventType,
  eventData,
  type FloorEvent,
  type ToldToGate,
} from './event.ts';
export type {
  AgentCall,
  AgentView,
  CampaignAct,
  CampaignFigures,
  ConsentAct,
  Floor,
  FloorSnapshot,
  ObjectionAct,
  SwitchFigures,
} from './floor.ts';
export type {
  AgentSession,
  DueContacts,
  EventPage,
  FloorStore,
  HeardInCall,
  HeldPage,
  KnownNumber,
  ObjectionPage,
  OpenAttempt,
  OpenWrapUp,
} from './floor-store.ts';
export {
  type EslMeter,
  FreeswitchSwitch,
  outcomeOf,
  parseEslUrl,
  probeSwitch,
  type SwitchProbe,
  type SwitchServer,
  type SwitchServerSettings,
  switchServerSchema,
} from './freeswitch/index.ts';
export { historyFacts } from './history-facts.ts';
export {
  type Actor,
  type AgentCommand,
  type AgentInput,
  type FloorInput,
  type PauseReason,
  pauseReasons,
  SYSTEM,
} from './input.ts';
export { floorDoor } from './runtime/floor-door.ts';
export { type FloorLog, FloorRuntime, type FloorRuntimeOptions, type TimelessInput } from './runtime/floor-runtime.ts';
export { type StartFloorOptions, startFloor } from './runtime/start-floor.ts';
export * from './switch-port.ts';
