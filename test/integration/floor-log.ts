import type { Campaign } from '../../src/campaigns/index.ts';
import type { FloorEvent } from '../../src/dialer/index.ts';
import { type AttemptId, type EventId, idSource } from '../../src/kernel/id.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { MINUTE_MS, type UtcMs } from '../../src/kernel/time.ts';
import type { HistoricCall } from '../../src/pacing/index.ts';
import { fundraisingFr, live, settings } from '../simulation/known-world.ts';

/** Forty minutes of three agents dialing 1:1, as the log of the floor would have them. */
export function floorLog(campaign: Campaign, until: UtcMs): FloorEvent[] {
  const { orgId, clientId } = campaign;
  const from = until - 40 * MINUTE_MS;
  const oneToOne = { ...settings, mode: 'progressive' } as const;
  const random = seededRandom(3);
  const history = live({ world: fundraisingFr, settings: oneToOne, agents: 3, from, minutes: 40, random });
  const ids = idSource({ now: () => from }, seededRandom(4));
  const agents = new Map(history.stints.map(({ agent }) => [agent, ids.next<'agent'>()]));
  const seqs = new Map<string, number>();
  const events: FloorEvent[] = [];
  const add = (stream: string, at: number, type: FloorEvent['type'], data: object) => {
    const seq = (seqs.get(stream) ?? 0) + 1;
    seqs.set(stream, seq);
    const base = { id: ids.next<'event'>() as EventId, stream, seq, at, recordedAt: at, orgId, clientId };
    const ofCampaign = type.startsWith('call.') ? campaign.id : null;
    events.push({
      ...base,
      campaignId: ofCampaign,
      type,
      version: 1,
      actor: 'system',
      causeId: null,
      data,
    } as FloorEvent);
  };
  const agentState = (name: string, at: number, to: string) => {
    const agentId = agents.get(name);
    const data = {
      agentId,
      from: 'ready',
      to,
      reason: null,
      attemptId: null,
      lastCall: false,
      campaignIds: [campaign.id],
    };
    add(`agent:${agentId}`, at, 'agent.state-changed', data);
  };
  const tell = (call: HistoricCall) => {
    const attemptId = ids.next<'attempt'>() as AttemptId;
    const stream = `attempt:${attemptId}`;
    const named = { attemptId, contactId: ids.next<'contact'>(), numberId: ids.next<'number'>() };
    const stopsAt = call.placedAt + call.ringMs;
    add(stream, call.placedAt, 'call.placed', { attemptId, legId: attemptId, reserved: true });
    const { meeting } = call;
    if (meeting !== null) {
      const agentId = agents.get(meeting.agent) ?? null;
      const talkEndsAt = meeting.at + meeting.talkMs;
      add(stream, stopsAt, 'call.answered', { attemptId });
      agentState(meeting.agent, meeting.at, 'talking');
      add(stream, meeting.at, 'call.bridged', { attemptId, agentId, waitedMs: 0 });
      if (meeting.talkEnded) agentState(meeting.agent, talkEndsAt, 'wrap-up');
      if (!meeting.wrapEnded) return;
      const disposition = meeting.useful ? 'DON' : 'BMO';
      const readyAt = talkEndsAt + meeting.wrapMs;
      add(stream, readyAt, 'call.disposed', { ...named, disposition, agentId, callbackAt: null });
      agentState(meeting.agent, readyAt, 'ready');
    } else if (call.ring !== 'cancelled') {
      const outcome = call.ring === 'failed' ? 'network-failure' : call.ring === 'person' ? 'cancelled' : call.ring;
      const how = { outcome, cause: 'NORMAL_CLEARING', sipStatus: null, by: 'donor' };
      add(stream, stopsAt, 'call.ended', { ...named, ...how, agentId: null, ringMs: call.ringMs, talkMs: null });
    }
  };
  for (const name of agents.keys()) agentState(name, from, 'ready');
  for (const call of history.calls) tell(call);
  return events.sort((a, b) => a.at - b.at);
}
