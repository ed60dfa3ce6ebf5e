import type { LineMeasure } from '../../src/http/contract/line-verdict.ts';

/** What is counted of a line since it was opened, as the browser tells it (webrtc-stats). */
export interface LineCounters {
  readonly received: number;
  readonly lost: number;
  readonly jitterMs: number;
  readonly rttMs: number;
  /** Sound, and answers of the far end that it is still there: both show that the way is open. */
  readonly signs: number;
}

type Stat = Readonly<Record<string, unknown>>;

/** Reads one report of `getStats()`. */
export function countersOf(stats: Iterable<Stat>): LineCounters {
  let counters: LineCounters = { received: 0, lost: 0, jitterMs: 0, rttMs: 0, signs: 0 };
  let pathMs: number | undefined;
  let callMs: number | undefined;
  for (const stat of stats) {
    if (stat['type'] === 'inbound-rtp' && stat['kind'] === 'audio') {
      const received = numberOf(stat, 'packetsReceived') ?? 0;
      counters = {
        ...counters,
        received,
        lost: Math.max(0, numberOf(stat, 'packetsLost') ?? 0),
        jitterMs: (numberOf(stat, 'jitter') ?? 0) * 1_000,
        signs: counters.signs + received,
      };
    } else if (stat['type'] === 'remote-inbound-rtp' && stat['kind'] === 'audio') {
      callMs = seconds(stat, 'roundTripTime');
    } else if (stat['type'] === 'candidate-pair' && stat['nominated'] === true) {
      pathMs = seconds(stat, 'currentRoundTripTime');
      counters = { ...counters, signs: counters.signs + (numberOf(stat, 'responsesReceived') ?? 0) };
    }
  }
  return { ...counters, rttMs: callMs ?? pathMs ?? 0 };
}

/** What happened between two looks. */
export function measureBetween(before: LineCounters, after: LineCounters): LineMeasure {
  const lost = Math.max(0, after.lost - before.lost);
  const arrived = Math.max(0, after.received - before.received);
  const due = lost + arrived;
  return {
    rttMs: after.rttMs,
    jitterMs: after.jitterMs,
    lossPercent: due === 0 ? 0 : (100 * lost) / due,
  };
}

function numberOf(stat: Stat, name: string): number | undefined {
  const value = stat[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function seconds(stat: Stat, name: string): number | undefined {
  const value = numberOf(stat, name);
  return value === undefined ? undefined : value * 1_000;
}
