export interface SimulateOptions {
  /** Per cent. */
  readonly limit: number;
  readonly hours: number;
  readonly replications: number;
  readonly seed: number;
  readonly json?: true;
}

export interface BacktestOptions extends SimulateOptions {
  /** Seconds. */
  readonly ring: number;
  /** Seconds. */
  readonly wrapUp: number;
  readonly useful: readonly string[];
}

export interface WhatIfOptions extends SimulateOptions {
  /** Minutes. */
  readonly ahead?: number;
  readonly toLimit?: number;
  readonly toRing?: number;
  readonly toAgents?: number;
  readonly toMode?: string;
}
