/** How an agent's line is, in the words of its light. */
export const lineVerdicts = ['green', 'orange', 'red'] as const;
export type LineVerdict = (typeof lineVerdicts)[number];

/** What was measured of a line over some seconds. */
export interface LineMeasure {
  /** There and back, to the switch. */
  readonly rttMs: number;
  readonly jitterMs: number;
  /** Of 100 packets that were sent to the agent. */
  readonly lossPercent: number;
}

/** What each light allows; anything beyond orange is red. Twilio warns at the figures of orange, three times of five. */
const limits = [
  { verdict: 'green', rttMs: 200, jitterMs: 20, lossPercent: 1, mos: 4 },
  { verdict: 'orange', rttMs: 400, jitterMs: 30, lossPercent: 3, mos: 3.5 },
] as const;

export function lineVerdict(line: LineMeasure): LineVerdict {
  const mos = lineMos(line);
  const met = limits.find(
    (limit) =>
      line.rttMs <= limit.rttMs &&
      line.jitterMs <= limit.jitterMs &&
      line.lossPercent <= limit.lossPercent &&
      mos >= limit.mos,
  );
  return met?.verdict ?? 'red';
}

/** R of a narrowband line without delay and loss (ITU-T G.107, all other factors at their defaults). */
const BEST_R = 93.2;
/** Taken to fill a buffer that rides the jitter out, and to code 20 ms. */
const JITTER_BUFFER = 2;
const CODING_MS = 30;
/** Where delay begins to be felt (Cole and Rosenbluth 2001, a fit to G.107). */
const FELT_DELAY_MS = 177.3;
/** How well losses are concealed: G.711 with concealment (ITU-T G.113, Appendix I). Opus is not worse. */
const LOSS_ROBUSTNESS = 25.1;

/** Mean opinion score of a conversation, 1 to 4.41, estimated by the E-model from what the network does. */
export function lineMos({ rttMs, jitterMs, lossPercent }: LineMeasure): number {
  const delayMs = rttMs / 2 + JITTER_BUFFER * jitterMs + CODING_MS;
  const byDelay = 0.024 * delayMs + (delayMs > FELT_DELAY_MS ? 0.11 * (delayMs - FELT_DELAY_MS) : 0);
  const byLoss = (95 * lossPercent) / (lossPercent + LOSS_ROBUSTNESS);
  const r = Math.min(100, Math.max(0, BEST_R - byDelay - byLoss));
  // Between R 0 and 6.5 the cubic of G.107 dips below 1.
  return Math.max(1, 1 + 0.035 * r + r * (r - 60) * (100 - r) * 7e-6);
}
