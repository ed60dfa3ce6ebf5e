export type { FloorEffect } from './effect.ts';
export { type AgentState, agentStates, type EventDataOf, type EventOf, type EventType, eventData, type FloorEvent } from './event.ts';
export { type Actor, type AgentCommand, type AgentInput, type FloorInput, type PauseReason, pauseReasons, SYSTEM } from './input.ts';
export type { AgentSession, EventPage, FloorStore, OpenAttempt, OpenWrapUp } from './floor-store.ts';
export * from './switch-port.ts';
