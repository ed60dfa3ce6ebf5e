export type { TalkPart } from './cast.ts';
export { HomeAgentClient, type RequestProblem } from './client.ts';
export { startHomeAgents } from './start-home-agents.ts';
export { study } from './study.ts';
