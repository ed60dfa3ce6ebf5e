export * from './agent.ts';
export * from './campaign.ts';
export * from './floor.ts';
export * from './health.ts';
export * from './ids.ts';
export * from './objection.ts';
export * from './problem.ts';
export * from './session.ts';
