import { type AgentTime, agentHours, type HourAddition, pauseBegun } from '../../campaigns/figures/index.ts';
import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import { put } from '../row-change.ts';
import type { AgentTimeRow } from '../rows.ts';
import type { Counted } from './hours-counted.ts';
import type { HoursReader } from './hours-reader.ts';

/**
 * A floor on which anybody works writes events. When the whole log was silent for longer, nothing ran (a crash, a night),
 * and nobody worked, whatever state the agents had been left in.
 */
export const SILENCE_MS = 2 * HOUR_MS;

/** Undefined: no event of an agent's time. */
export function projectAgentHours(event: FloorEvent, position: number, reader: HoursReader): Counted | undefined {
  switch (event.type) {
    case 'agent.logged-in':
      return loggedIn(event, position, reader);
    case 'agent.state-changed':
      return stateChanged(event, position, reader);
    default:
      return undefined;
  }
}

function loggedIn(event: EventOf<'agent.logged-in'>, position: number, reader: HoursReader): Counted {
  const { at, orgId, data } = event;
  const before = reader.agent(data.agentId);
  const row: AgentTimeRow = {
    agentId: data.agentId,
    orgId,
    clientId: null,
    state: 'connecting',
    reason: null,
    since: at,
    campaignIds: JSON.stringify(data.campaignIds),
    campaignId: null,
    segment: '',
    supervisor: data.supervisor ? 1 : 0,
  };
  return { additions: until(before, at, position, reader), changes: [put('agentTimes', row)] };
}

/** The same state said again (other campaigns, another call) is counted up to here, and goes on from here. */
function stateChanged(event: EventOf<'agent.state-changed'>, position: number, reader: HoursReader): Counted {
  const { orgId, data } = event;
  const before = reader.agent(data.agentId);
  // Nothing is counted twice when an event comes out of order.
  const at = Math.max(event.at, before?.since ?? event.at);
  const attempt = data.attemptId === null ? undefined : reader.attempt(data.attemptId);
  const row: AgentTimeRow = {
    agentId: data.agentId,
    orgId,
    clientId: null,
    state: data.to,
    reason: data.reason,
    since: at,
    campaignIds: JSON.stringify(data.campaignIds),
    campaignId: attempt?.campaignId ?? null,
    segment: attempt?.segment ?? '',
    supervisor: before?.supervisor ?? 0,
  };
  const additions = until(before, at, position, reader);
  const pauses = data.to === 'paused' && before?.state !== 'paused' && row.supervisor === 0;
  return {
    additions: pauses ? [...additions, pauseBegun(agentTimeOf(row), at)] : additions,
    changes: [put('agentTimes', row)],
  };
}

function until(
  row: AgentTimeRow | undefined,
  at: UtcMs,
  position: number,
  reader: HoursReader,
): readonly HourAddition[] {
  if (row === undefined) return [];
  const time = agentTimeOf(row);
  return awake(row.since, at, position, reader).flatMap(({ from, to }) => agentHours({ ...time, since: from }, to));
}

export function agentTimeOf(row: AgentTimeRow): AgentTime {
  return { ...row, campaignIds: JSON.parse(row.campaignIds) as readonly string[], supervisor: row.supervisor === 1 };
}

interface Stretch {
  readonly from: UtcMs;
  readonly to: UtcMs;
}

/** The parts of a stretch of time in which the log was not silent. */
export function awake(
  since: UtcMs,
  at: UtcMs,
  position: number,
  reader: Pick<HoursReader, 'lastEvent' | 'firstEvent'>,
): readonly Stretch[] {
  const parts: Stretch[] = [];
  let from = since;
  let heard = since;
  while (at - heard > SILENCE_MS) {
    const last = reader.lastEvent(heard, heard + SILENCE_MS, position);
    if (last !== undefined) {
      heard = last;
      continue;
    }
    parts.push({ from, to: heard });
    from = reader.firstEvent(heard, at, position) ?? at;
    heard = from;
  }
  return [...parts, { from, to: at }];
}
