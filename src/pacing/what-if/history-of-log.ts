import type { AgentId, AttemptId, CampaignId } from '../../kernel/id.ts';
import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import type { PacingAgentState, PacingCallEnd, PacingDelta } from '../pacing-port.ts';
import {
  type CallHistory,
  cutAt,
  type HistoricCall,
  MAX_HISTORY_CALLS,
  type Meeting,
  type RingEnd,
  type Stint,
} from './call-history.ts';

/** What the log tells a history: the deltas of the pacing, and which calls ended as useful contacts. */
export type HistoryFact = PacingDelta | { readonly type: 'useful'; readonly at: UtcMs; readonly callId: AttemptId };

interface OpenCall {
  readonly placedAt: UtcMs;
  answeredAt: UtcMs | undefined;
  knownAt: UtcMs | undefined;
  end: { readonly as: PacingCallEnd; readonly at: UtcMs } | undefined;
  meeting: OpenMeeting | undefined;
  useful: boolean;
}

interface OpenMeeting {
  readonly agent: AgentId;
  readonly at: UtcMs;
  readonly idleMs: DurationMs | null;
  talkEndsAt: UtcMs | undefined;
  wrapEndsAt: UtcMs | undefined;
}

interface OpenAgent {
  state: PacingAgentState;
  since: UtcMs;
  readySince: UtcMs | undefined;
  loggedInAt: UtcMs;
  call: OpenCall | undefined;
}

interface Reading {
  readonly campaignId: CampaignId;
  readonly calls: Map<AttemptId, OpenCall>;
  readonly agents: Map<AgentId, OpenAgent>;
  readonly stints: Stint[];
  readonly pauses: Stint[];
}

/**
 * The history of one campaign between two instants, from facts in the order of the log. Calls that were placed
 * before `from` are left out, what goes on at `to` is cut off there; the last `MAX_HISTORY_CALLS` calls count.
 */
export function historyOfLog(
  facts: Iterable<HistoryFact>,
  campaignId: CampaignId,
  from: UtcMs,
  to: UtcMs,
): CallHistory {
  const reading: Reading = { campaignId, calls: new Map(), agents: new Map(), stints: [], pauses: [] };
  for (const fact of facts) {
    if (fact.at >= to) break;
    read(reading, fact);
  }
  for (const [agentId, agent] of reading.agents) {
    leavePause(reading, agentId, agent, to);
    leaveFloor(reading, agentId, agent, to);
  }
  const calls = [...reading.calls.values()].filter(({ placedAt }) => placedAt >= from).slice(-MAX_HISTORY_CALLS);
  const start = Math.max(from, calls.length === MAX_HISTORY_CALLS ? (calls[0]?.placedAt ?? from) : from);
  const within = ({ agent, from: since, to: until }: Stint) => ({ agent, from: Math.max(start, since), to: until });
  return {
    from: start,
    to,
    calls: calls.map((call) => cutAt(historic(call, to), to)),
    stints: reading.stints.map(within).filter((stint) => stint.to > stint.from),
    pauses: reading.pauses.map(within).filter((stint) => stint.to > stint.from),
  };
}

function read(reading: Reading, fact: HistoryFact): void {
  if (fact.type === 'agent') {
    readAgent(reading, fact);
    return;
  }
  if (fact.type === 'placed') {
    if (fact.campaignId !== reading.campaignId) return;
    const fresh = { placedAt: fact.at, answeredAt: undefined, knownAt: undefined, end: undefined };
    reading.calls.set(fact.callId, { ...fresh, meeting: undefined, useful: false });
    return;
  }
  // What was counted before the log that is read tells nothing of single calls.
  if (fact.type === 'account') return;
  const call = reading.calls.get(fact.callId);
  if (call === undefined) return;
  switch (fact.type) {
    case 'ringing':
      return;
    case 'answered':
      call.answeredAt ??= fact.at;
      return;
    case 'person':
      call.answeredAt ??= fact.at;
      call.knownAt ??= fact.at;
      return;
    case 'bridged':
      readBridged(reading, call, fact.agentId, fact.at);
      return;
    case 'ended':
      call.end = { as: fact.as, at: fact.at };
      return;
    case 'useful':
      call.useful = true;
  }
}

function readBridged(reading: Reading, call: OpenCall, agentId: AgentId, at: UtcMs): void {
  if (call.meeting !== undefined) return;
  const agent = reading.agents.get(agentId);
  const idleMs = agent?.readySince === undefined ? null : Math.max(0, at - agent.readySince);
  call.answeredAt ??= at;
  call.meeting = { agent: agentId, at, idleMs, talkEndsAt: undefined, wrapEndsAt: undefined };
  if (agent !== undefined) {
    agent.call = call;
    agent.readySince = undefined;
  }
}

function readAgent(reading: Reading, fact: Extract<PacingDelta, { type: 'agent' }>): void {
  const known = reading.agents.get(fact.agentId);
  if (known !== undefined && known.state === fact.state) return;
  if (known !== undefined) endMeeting(known, fact.state, fact.at);
  if (known !== undefined) leavePause(reading, fact.agentId, known, fact.at);
  if (fact.state === 'offline') {
    if (known !== undefined) leaveFloor(reading, fact.agentId, known, fact.at);
    reading.agents.delete(fact.agentId);
    return;
  }
  // Other campaigns' agents are none of this one's working time.
  if (known === undefined && !fact.campaignIds.includes(reading.campaignId)) return;
  const agent = known ?? {
    state: fact.state,
    since: fact.at,
    readySince: undefined,
    loggedInAt: fact.at,
    call: undefined,
  };
  agent.state = fact.state;
  agent.since = fact.at;
  if (fact.state === 'ready') agent.readySince = fact.at;
  if (fact.state === 'paused') agent.readySince = undefined;
  reading.agents.set(fact.agentId, agent);
}

/** Talk ends when the agent leaves it; a wrap-up that never was ends with it. */
function endMeeting(agent: OpenAgent, next: PacingAgentState, at: UtcMs): void {
  const { meeting } = agent.call ?? {};
  if (meeting === undefined || (agent.state !== 'talking' && agent.state !== 'wrap-up')) return;
  if (agent.state === 'talking') meeting.talkEndsAt = at;
  if (next === 'wrap-up') return;
  meeting.wrapEndsAt = at;
  agent.call = undefined;
}

function leavePause(reading: Reading, agentId: AgentId, agent: OpenAgent, at: UtcMs): void {
  if (agent.state === 'paused') reading.pauses.push({ agent: agentId, from: agent.since, to: at });
}

function leaveFloor(reading: Reading, agentId: AgentId, agent: OpenAgent, at: UtcMs): void {
  reading.stints.push({ agent: agentId, from: agent.loggedInAt, to: at });
}

function historic(call: OpenCall, to: UtcMs): HistoricCall {
  const { placedAt, answeredAt, knownAt, end, meeting } = call;
  const stopsAt = answeredAt ?? end?.at ?? to;
  const ring = ringEnd(call);
  // Where nothing says when it was known: a machine that was filtered out was known by its end, a person at once.
  const filteredAt = ring === 'machine' && meeting === undefined ? end?.at : undefined;
  return {
    placedAt,
    ring,
    ringMs: Math.max(0, stopsAt - placedAt),
    detectionMs: Math.max(0, (knownAt ?? filteredAt ?? stopsAt) - stopsAt),
    meeting: meeting === undefined ? null : historicMeeting(meeting, call.useful, to),
    abandoned: end?.as === 'abandoned',
  };
}

function historicMeeting(
  { agent, at, idleMs, talkEndsAt, wrapEndsAt }: OpenMeeting,
  useful: boolean,
  to: UtcMs,
): Meeting {
  const talkEndAt = talkEndsAt ?? to;
  return {
    agent,
    at,
    idleMs,
    talkMs: Math.max(0, talkEndAt - at),
    talkEnded: talkEndsAt !== undefined,
    wrapMs: Math.max(0, (wrapEndsAt ?? to) - talkEndAt),
    wrapEnded: wrapEndsAt !== undefined,
    useful,
  };
}

function ringEnd({ answeredAt, end, meeting }: OpenCall): RingEnd {
  if (end === undefined) return meeting === undefined ? 'cancelled' : 'person';
  switch (end.as) {
    case 'person':
    case 'abandoned':
      return 'person';
    case 'machine':
      return 'machine';
    case 'cancelled':
      return meeting === undefined ? 'cancelled' : 'person';
    default:
      return answeredAt === undefined ? end.as : 'failed';
  }
}
