import type { EventOf, FloorEvent } from '../../dialer/index.ts';
import { patch, put, type RowChange } from '../row-change.ts';
import type { AgentSessionRow } from '../rows.ts';

/** One row per agent: the last session, as the log left it. */
export function projectAgentSessions(event: FloorEvent): readonly RowChange[] {
  switch (event.type) {
    case 'agent.logged-in':
      return [put('agentSessions', newSession(event))];
    case 'agent.state-changed':
      return [patch('agentSessions', event.data.agentId, stateChange(event))];
    case 'agent.line-opened':
      return [
        patch('agentSessions', event.data.agentId, { lineLegId: event.data.legId, switchId: event.data.switchId }),
      ];
    case 'agent.skills-changed':
      return [patch('agentSessions', event.data.agentId, { skills: JSON.stringify(event.data.skills) })];
    case 'agent.line-closed':
      return [patch('agentSessions', event.data.agentId, { lineLegId: null, switchId: null })];
    default:
      return [];
  }
}

function newSession({ at, orgId, clientId, data }: EventOf<'agent.logged-in'>): AgentSessionRow {
  return {
    agentId: data.agentId,
    orgId,
    clientId,
    state: 'connecting',
    since: at,
    loggedInAt: at,
    line: JSON.stringify(data.line),
    lineLegId: null,
    switchId: null,
    campaignIds: JSON.stringify(data.campaignIds),
    skills: JSON.stringify(data.skills),
    supervisor: data.supervisor ? 1 : 0,
    attemptId: null,
    pauseReason: null,
    lastCall: 0,
  };
}

/** The same state said again (a last call asked for) does not begin it anew. */
function stateChange({ at, data }: EventOf<'agent.state-changed'>): Partial<AgentSessionRow> {
  const set = {
    state: data.to,
    attemptId: data.attemptId,
    pauseReason: data.reason,
    lastCall: data.lastCall ? 1 : 0,
    campaignIds: JSON.stringify(data.campaignIds),
  };
  return data.from === data.to ? set : { ...set, since: at };
}
