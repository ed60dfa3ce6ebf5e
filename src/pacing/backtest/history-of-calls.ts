import { lognormal, type Random, seededRandom } from '../../kernel/random.ts';
import { type DurationMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import { type CallHistory, type HistoricCall, MAX_HISTORY_CALLS, type Stint } from '../what-if/call-history.ts';
import type { LoggedCall, LoggedMeeting } from './logged-call.ts';

/** What a log that does not tell is taken to have been. */
export interface Assumptions {
  readonly wrapMs: DurationMs;
  readonly ringLimitMs: DurationMs;
  readonly detectionMs: DurationMs;
}

/** An agent who takes no call for so long has left. */
const LEFT_AFTER_MS: DurationMs = 10 * MINUTE_MS;
/** Ring times where the log has none: lognormal, mean 12 s, deviation 6 s, as measured on French fixed lines. */
const RING_MEAN_S = 12;
const RING_VARIATION = 0.5;

/**
 * The logged calls as a history. Agents' presence is read off their calls: it begins with the first and ends with
 * the last before a gap. Only the last `MAX_HISTORY_CALLS` calls count.
 */
export function historyOfCalls(logged: readonly LoggedCall[], assumed: Assumptions): CallHistory {
  const random = seededRandom(1).fork('assumed ringing');
  const byAgent = meetingsByAgent(logged);
  const calls = logged
    .map((call) => historicCall(call, byAgent, assumed, random))
    .sort((a, b) => a.placedAt - b.placedAt)
    .slice(-MAX_HISTORY_CALLS);
  const from = calls[0]?.placedAt ?? 0;
  let to = from;
  for (const { placedAt, ringMs, meeting } of calls)
    to = Math.max(to, placedAt + ringMs, meeting === null ? 0 : meeting.at + meeting.talkMs + meeting.wrapMs);
  return { from, to, calls, stints: stintsOf(byAgent, assumed, from), pauses: [] };
}

/** Each agent's meetings in the order of time, and the place of each among them. */
interface AgentMeetings {
  readonly ordered: readonly LoggedMeeting[];
  readonly place: ReadonlyMap<LoggedMeeting, number>;
}

function meetingsByAgent(logged: readonly LoggedCall[]): Map<string, AgentMeetings> {
  const lists = new Map<string, LoggedMeeting[]>();
  for (const { meeting } of logged) {
    if (meeting === null) continue;
    const list = lists.get(meeting.agent);
    if (list === undefined) lists.set(meeting.agent, [meeting]);
    else list.push(meeting);
  }
  const all = new Map<string, AgentMeetings>();
  for (const [agent, list] of lists) {
    const ordered = list.sort((a, b) => a.at - b.at);
    all.set(agent, { ordered, place: new Map(ordered.map((meeting, index) => [meeting, index])) });
  }
  return all;
}

function historicCall(
  call: LoggedCall,
  byAgent: ReadonlyMap<string, AgentMeetings>,
  assumed: Assumptions,
  random: Random,
): HistoricCall {
  const { ring, stoppedAt, meeting, abandoned } = call;
  const known = ring === 'person' || ring === 'machine' ? assumed.detectionMs : 0;
  const placedAt = call.placedAt ?? stoppedAt - assumedRing(random, assumed.ringLimitMs);
  const base = { placedAt, ring, ringMs: Math.max(0, stoppedAt - placedAt), detectionMs: known, abandoned };
  if (meeting === null) return { ...base, meeting };
  const { agent, at, talkMs, useful } = meeting;
  const { before, after } = neighbours(byAgent.get(agent), meeting);
  const wrapMs = wrapOf(meeting, after, assumed);
  const freeAt = before === undefined ? undefined : before.at + before.talkMs + wrapOf(before, meeting, assumed);
  const idleMs = freeAt === undefined || at - freeAt > LEFT_AFTER_MS ? null : Math.max(0, at - freeAt);
  return { ...base, meeting: { agent, at, idleMs, talkMs, talkEnded: true, wrapMs, wrapEnded: true, useful } };
}

function assumedRing(random: Random, ringLimitMs: DurationMs): DurationMs {
  for (;;) {
    const ringMs = Math.round(lognormal(random, RING_MEAN_S, RING_VARIATION) * SECOND_MS);
    if (ringMs <= Math.max(ringLimitMs, RING_MEAN_S * SECOND_MS)) return ringMs;
  }
}

function neighbours(meetings: AgentMeetings | undefined, meeting: LoggedMeeting) {
  const place = meetings?.place.get(meeting);
  if (meetings === undefined || place === undefined) return { before: undefined, after: undefined };
  return { before: meetings.ordered[place - 1], after: meetings.ordered[place + 1] };
}

/** Where the log has no wrap-up: the assumed one, cut short by the agent's next call. */
function wrapOf(meeting: LoggedMeeting, next: LoggedMeeting | undefined, assumed: Assumptions): DurationMs {
  if (meeting.wrapMs !== null) return meeting.wrapMs;
  const gapMs = next === undefined ? assumed.wrapMs : next.at - meeting.at - meeting.talkMs;
  return Math.max(0, Math.min(assumed.wrapMs, gapMs));
}

function stintsOf(byAgent: ReadonlyMap<string, AgentMeetings>, assumed: Assumptions, from: UtcMs): Stint[] {
  const stints: Stint[] = [];
  for (const [agent, { ordered }] of byAgent) {
    let open: { readonly agent: string; readonly from: UtcMs; to: UtcMs } | undefined;
    for (const [index, meeting] of ordered.entries()) {
      const endsAt = meeting.at + meeting.talkMs + wrapOf(meeting, ordered[index + 1], assumed);
      if (endsAt <= from) continue;
      if (open === undefined || meeting.at - open.to > LEFT_AFTER_MS) {
        open = { agent, from: Math.max(from, meeting.at), to: endsAt };
        stints.push(open);
      } else open.to = Math.max(open.to, endsAt);
    }
  }
  return stints;
}
