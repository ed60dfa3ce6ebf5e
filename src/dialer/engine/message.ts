import { record, recordCall } from './emit.ts';
import type { Call, FloorState } from './state.ts';

/** PLAYBACK_START is the proof that the donor hears something: the command alone proves nothing (T26, T27). */
export function onPlaying(state: FloorState, call: Call): void {
  if (call.state !== 'message') return;
  call.messageStartedAt ??= state.now;
  const floor = state.campaigns.get(call.campaignId);
  if (floor !== undefined) floor.messageMissing = false;
}

export function onPlayed(state: FloorState, call: Call): void {
  if (call.messageStartedAt !== undefined) call.messageStoppedAt ??= state.now;
}

/** What the donor of an abandoned call heard, as evidence; `byDonor`: who hung up, if that is known. */
export function recordMessage(state: FloorState, call: Call, byDonor: boolean): void {
  if (call.abandonedAt === undefined) return;
  const { messageStartedAt: startedAt, messageStoppedAt: stoppedAt } = call;
  recordCall(state, call, 'call.message-ended', {
    attemptId: call.attemptId,
    startedAfterMs: startedAt === undefined ? null : startedAt - (call.answeredAt ?? startedAt),
    heardMs: startedAt === undefined ? 0 : (stoppedAt ?? state.now) - startedAt,
    complete: stoppedAt !== undefined,
  });
  if (startedAt === undefined && call.messagePlays && !byDonor) missing(state, call);
}

/** A wrong path or an unreadable file meets every abandoned donor with silence: the bets stop. */
function missing(state: FloorState, call: Call): void {
  const floor = state.campaigns.get(call.campaignId);
  if (floor === undefined || floor.messageMissing) return;
  floor.messageMissing = true;
  floor.grant = 0;
  const data = { file: floor.campaign.messageFile, switchId: call.switchId };
  record(state, `campaign:${call.campaignId}`, 'campaign.message-missing', data, { campaignId: call.campaignId });
}
