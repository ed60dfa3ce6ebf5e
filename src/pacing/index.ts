export * from './backtest/index.ts';
export { decide, MAX_LINES_PER_DECISION } from './decide.ts';
export { DECISION_DEADLINE_MS } from './group-model.ts';
export { InlinePacing, type PacingFault } from './inline.ts';
export { applyDelta } from './model/apply-delta.ts';
export { type PacingModel, pacingModel } from './model/state.ts';
export * from './pacing-port.ts';
export {
  MAX_PACING_WORKERS,
  PiscinaPacing,
  type PiscinaPacingOptions,
  WORKER_STUCK_MS,
} from './pool.ts';
export { type PacingPresent, type PresentCampaign, recheck } from './recheck.ts';
export { MAX_LINES_PER_AGENT } from './room.ts';
export * from './what-if/index.ts';
