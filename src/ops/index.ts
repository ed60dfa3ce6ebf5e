export { type Configuration, DEFAULT_FILE, isLoopback, loadConfiguration } from './configuration.ts';
export { type Health, type HealthCheck, healthChecks, healthOf } from './health.ts';
export { createLog, type Log, type LogLevel, logLevels } from './logging.ts';
export { createMetrics, type Metrics } from './metrics.ts';
export { describeProblems, type SettingsProblem } from './settings-problem.ts';
export type { Settings } from './settings-schema.ts';
