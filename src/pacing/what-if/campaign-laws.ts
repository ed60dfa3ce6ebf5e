import type { Random } from '../../kernel/random.ts';
import { type DurationMs, HOUR_MS, MINUTE_MS } from '../../kernel/time.ts';
import type { CallHistory, HistoricCall, RingEnd } from './call-history.ts';
import { productLimit, sampler } from './life-table.ts';

export interface RingDraw {
  readonly ring: RingEnd;
  readonly ringMs: DurationMs;
  readonly detectionMs: DurationMs;
  /** A machine that nothing filters out reaches an agent as a person does; this is what it costs him or her. */
  readonly machineMeeting: MeetingDraw | undefined;
}

export interface MeetingDraw {
  readonly talkMs: DurationMs;
  readonly wrapMs: DurationMs;
  readonly useful: boolean;
}

/** The world a forecast dials into. */
export interface CampaignLaws {
  /** A call that is let ring so long. */
  ring(random: Random, ringLimitMs: DurationMs): RingDraw;
  meeting(random: Random): MeetingDraw;
  /** How long the agent pauses after a call; 0: not at all. */
  pauseMs(random: Random): DurationMs;
}

/** Calls of one stretch of time are alike, so they are weighted together: about so many stretches in a history. */
const BLOCKS = 24;

/**
 * The laws of the history, drawn once with their uncertainty: each stretch of time gets an exponential weight
 * (Bayesian bootstrap, Rubin, Annals of Statistics 1981). Without it the forecast would take the rates of an hour
 * for known, and its intervals would be too narrow. `ringLimitMs`: calls not answered when the history's own limit
 * cut them off ring on to a longer one.
 */
export function resampledLaws(history: CallHistory, historicRingLimitMs: DurationMs, random: Random): CampaignLaws {
  const weights = blockWeights(history, random);
  const historic = { limitMs: historicRingLimitMs, progressMs: progressMs(history, historicRingLimitMs) };
  const calls = history.calls;
  const persons = calls.flatMap((call, index) =>
    call.ring === 'person' && call.meeting !== null ? [{ meeting: call.meeting, weight: weights[index] ?? 0 }] : [],
  );
  const drawRing = sampler(
    productLimit(
      calls.map((call, index) => ({
        durationMs: call.ringMs,
        ended: call.ring !== 'cancelled',
        weight: weights[index] ?? 0,
      })),
    ),
  );
  const drawMeeting = sampler(
    productLimit(
      persons.map(({ meeting, weight }) => ({ durationMs: meeting.talkMs, ended: meeting.talkEnded, weight })),
    ),
  );
  const drawWrap = sampler(
    productLimit(
      persons.map(({ meeting, weight }) => ({
        durationMs: meeting.wrapMs,
        ended: meeting.wrapEnded,
        weight: meeting.talkEnded ? weight : 0,
      })),
    ),
  );
  const wrapMs = (random: Random) => persons[drawWrap(random) ?? -1]?.meeting.wrapMs ?? 0;
  return {
    ring: (random, limitMs) => ringUnder(calls[drawRing(random) ?? -1], limitMs, historic),
    meeting: (random) => {
      const meeting = persons[drawMeeting(random) ?? -1]?.meeting;
      if (meeting === undefined) return { talkMs: 0, wrapMs: 0, useful: false };
      return {
        talkMs: meeting.talkMs,
        wrapMs: meeting.wrapEnded ? meeting.wrapMs : wrapMs(random),
        useful: meeting.useful,
      };
    },
    pauseMs: pauses(history),
  };
}

/** A call that the ring limit of its time cut off, give or take what its end needs to be told. */
const RING_LIMIT_SLACK_MS = 1_000;

function rangOut({ ring, ringMs }: HistoricCall, historicLimitMs: DurationMs): boolean {
  return ring === 'no-answer' && ringMs >= historicLimitMs - RING_LIMIT_SLACK_MS;
}

/** Calls are timed from their placing, the limit from the first ring: what lies between, as the unanswered calls show it. */
function progressMs({ calls }: CallHistory, historicLimitMs: DurationMs): DurationMs {
  const late = calls.filter((call) => rangOut(call, historicLimitMs)).map(({ ringMs }) => ringMs - historicLimitMs);
  return Math.max(0, late.sort((a, b) => a - b)[late.length >> 1] ?? 0);
}

/** How the call would have rung under this limit; one that rang out would ring on. */
function ringUnder(call: HistoricCall | undefined, limitMs: DurationMs, historic: HistoricRinging): RingDraw {
  const cutMs = limitMs + historic.progressMs;
  const unanswered = { ring: 'no-answer', ringMs: cutMs, detectionMs: 0, machineMeeting: undefined } as const;
  if (call === undefined || rangOut(call, historic.limitMs)) return unanswered;
  // Whatever the history saw answered under a limit no longer than this one is in time.
  if (limitMs < historic.limitMs && call.ringMs > cutMs) return unanswered;
  const { ring, ringMs, detectionMs } = call;
  const machineMeeting = ring === 'machine' && call.meeting !== null ? call.meeting : undefined;
  return { ring, ringMs, detectionMs, machineMeeting };
}

interface HistoricRinging {
  readonly limitMs: DurationMs;
  readonly progressMs: DurationMs;
}

function blockWeights(history: CallHistory, random: Random): Float64Array {
  const spanMs = Math.max(1, history.to - history.from);
  const blockMs = Math.min(HOUR_MS, Math.max(MINUTE_MS, spanMs / BLOCKS));
  const byBlock = new Map<number, number>();
  return Float64Array.from(history.calls, ({ placedAt }) => {
    const block = Math.floor((placedAt - history.from) / blockMs);
    let weight = byBlock.get(block);
    if (weight === undefined) {
      weight = -Math.log(1 - random.next());
      byBlock.set(block, weight);
    }
    return weight;
  });
}

/** Pauses as they came, after as many of the calls as were followed by one. */
function pauses({ pauses: seen, calls }: CallHistory): (random: Random) => DurationMs {
  let meetings = 0;
  for (const { meeting } of calls) if (meeting !== null) meetings++;
  const chance = meetings === 0 ? 0 : Math.min(1, seen.length / meetings);
  return (random) => {
    if (chance === 0 || random.next() >= chance) return 0;
    const pause = seen[random.int(0, seen.length - 1)];
    return pause === undefined ? 0 : pause.to - pause.from;
  };
}
