export { type AgentLineSettings, agentLine } from './agent-line.ts';
export { createApp, type HttpApp } from './app.ts';
export type { CallerIdList, WhyAnswer } from './contract/index.ts';
export { type DemoAccounts, type DemoCredentials, demoAccounts } from './demo-accounts.ts';
export type { AppOptions } from './parts.ts';
export { hashPassword } from './password.ts';
export { type ListenProblem, type Served, serve } from './serve.ts';
export { healthOfNumbers } from './why/caller-ids.ts';
export { blockedViews } from './why/views.ts';
