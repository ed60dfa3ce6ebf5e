import type { AgentId, AttemptId, CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { applyDelta } from '../model/apply-delta.ts';
import { type PacingModel, pacingModel } from '../model/state.ts';
import type { PacingDelta } from '../pacing-port.ts';
import type { CallHistory, HistoricCall } from './call-history.ts';

/**
 * What the pacer knows when the forecast begins: it has lived through the history, its account of abandoned calls
 * included, and everybody has gone home.
 */
export function warmModel(history: CallHistory, campaignId: CampaignId): PacingModel {
  const model = pacingModel();
  for (const delta of deltasOf(history, campaignId)) applyDelta(model, delta);
  return model;
}

/** The history told as the floor would have told it, in the order of time. */
export function deltasOf(history: CallHistory, campaignId: CampaignId): PacingDelta[] {
  const deltas = history.calls.flatMap((call, index) => callDeltas(call, `history-${index}` as AttemptId, campaignId));
  const agents = new Set(history.calls.flatMap(({ meeting }) => (meeting === null ? [] : [meeting.agent])));
  const last = history.calls.reduce((at, call) => Math.max(at, endOf(call)), history.to);
  for (const agent of agents) deltas.push(agentDelta(agent, 'offline', last, campaignId));
  return deltas.sort((a, b) => a.at - b.at);
}

function callDeltas(call: HistoricCall, callId: AttemptId, campaignId: CampaignId): PacingDelta[] {
  const { placedAt, ring, meeting } = call;
  const stopsAt = placedAt + call.ringMs;
  const deltas: PacingDelta[] = [{ type: 'placed', at: placedAt, callId, campaignId, reserved: false }];
  if (ring !== 'person' && ring !== 'machine') return [...deltas, { type: 'ended', at: stopsAt, callId, as: ring }];
  deltas.push({ type: 'answered', at: stopsAt, callId });
  if (ring === 'person' || meeting !== null) deltas.push({ type: 'person', at: stopsAt + call.detectionMs, callId });
  if (meeting === null) return [...deltas, { type: 'ended', at: endOf(call), callId, as: unmetEnd(call) }];
  const agentId = meeting.agent as AgentId;
  const at = meeting.at;
  const wrapsAt = at + meeting.talkMs;
  deltas.push(agentDelta(meeting.agent, 'talking', at, campaignId), { type: 'bridged', at, callId, agentId });
  if (!meeting.talkEnded) return deltas;
  deltas.push(agentDelta(meeting.agent, 'wrap-up', wrapsAt, campaignId));
  if (!meeting.wrapEnded) return deltas;
  const readyAt = wrapsAt + meeting.wrapMs;
  deltas.push(
    { type: 'ended', at: readyAt, callId, as: ring },
    agentDelta(meeting.agent, 'ready', readyAt, campaignId),
  );
  return deltas;
}

function unmetEnd({ ring, abandoned }: HistoricCall): 'abandoned' | 'machine' | 'cancelled' {
  if (abandoned) return 'abandoned';
  return ring === 'machine' ? 'machine' : 'cancelled';
}

function endOf({ placedAt, ringMs, detectionMs, meeting }: HistoricCall): UtcMs {
  const known = placedAt + ringMs + detectionMs;
  return meeting === null ? known : Math.max(known, meeting.at + meeting.talkMs + meeting.wrapMs);
}

function agentDelta(
  agent: string,
  state: 'talking' | 'wrap-up' | 'ready' | 'offline',
  at: UtcMs,
  campaignId: CampaignId,
) {
  return { type: 'agent', at, agentId: agent as AgentId, state, campaignIds: [campaignId], lastCall: false } as const;
}
