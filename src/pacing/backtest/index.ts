export {
  type BacktestQuestion,
  backtestOf,
  type FittedLaws,
  fitLaws,
  MAX_BACKTEST_MS,
  type Spread,
} from './backtest.ts';
export { type Assumptions, historyOfCalls } from './history-of-calls.ts';
export { type CallLog, CallLogError, type CallLogFormat, type RefusedRow, readCallLog } from './read-call-log.ts';
