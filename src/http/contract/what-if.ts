import { z } from 'zod';
import { duration, instant } from './ids.ts';

const MINUTE_MS = 60_000;

/** What to try; what is left out stays as it is. */
export const whatIfRequest = z.strictObject({
  mode: z.enum(['progressive', 'predictive']).optional(),
  abandonmentLimit: z.number().min(0).max(1).optional(),
  ringLimitMs: z.int().min(5_000).max(120_000).optional(),
  maxLines: z.int().min(0).max(2_000).nullable().optional(),
  agents: z.int().min(1).max(500).optional(),
  /** The stretch of the campaign's own past that is drawn from. */
  lookBackMs: z
    .int()
    .min(15 * MINUTE_MS)
    .max(480 * MINUTE_MS)
    .default(60 * MINUTE_MS),
  /** How far to look ahead; left out: an hour, or less for a large team. */
  aheadMs: z
    .int()
    .min(10 * MINUTE_MS)
    .max(480 * MINUTE_MS)
    .optional(),
  /** The same question and seed give the same answer, as long as all its courses fit into the deadline. */
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .default(1),
});
export type WhatIfRequest = z.infer<typeof whatIfRequest>;

/** Of each measure: `waitMs` the mean wait of an agent for a call, `contacts` persons put through, `dials` calls placed. */
const eachMeasure = <T extends z.ZodType>(value: T) =>
  z.object({
    utilisation: value,
    waitMs: value,
    abandonment: value,
    answers: value,
    abandoned: value,
    contacts: value,
    useful: value,
    usefulPerHour: value,
    dials: value,
  });
/** Four in five of the simulated courses lie between `low` and `high`. */
const intervals = eachMeasure(z.object({ low: z.number(), median: z.number(), high: z.number() }));

export const whatIfAnswer = z.object({
  startAt: instant,
  durationMs: duration,
  seed: z.int(),
  replications: z.int(),
  /** What the stretch of the past really gave. */
  happened: eachMeasure(z.number()),
  /** How long it was, from the first agent on. */
  happenedMs: duration,
  now: intervals,
  tried: intervals,
  /** Tried less now, in the same simulated world. */
  difference: intervals,
});
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>;
