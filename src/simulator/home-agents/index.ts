export { startHomeAgents } from './start-home-agents.ts';
