import type { AttemptId } from '../../kernel/id.ts';
import { isDialing, move } from './call.ts';
import { noteAct } from './care.ts';
import { command, recordCall, setDeadline } from './emit.ts';
import { endCall } from './end-call.ts';
import { freeGateway, giveLineBack, takeLine, takesCalls } from './gateways.ts';
import { BRIDGE_SETTLE_MS, RING_OVERRUN_MS } from './limits.ts';
import { recentNumber } from './number-history.ts';
import { askGate, evidenceOf, refuse } from './plan.ts';
import type { Call, FloorState } from './state.ts';

/** The attempts are durable: ask the gate again, right before the originate leaves. */
export function onDurable(state: FloorState, attemptIds: readonly AttemptId[]): void {
  for (const attemptId of attemptIds) {
    const call = state.calls.get(attemptId);
    if (call?.state === 'planned') place(state, call);
  }
}

function place(state: FloorState, call: Call): void {
  const floor = state.campaigns.get(call.campaignId);
  const node = state.switches.get(call.switchId);
  if (
    floor === undefined ||
    floor.campaign.status !== 'running' ||
    state.draining ||
    node === undefined ||
    !takesCalls(node)
  ) {
    endCall(state, call, { outcome: 'cancelled', cause: 'not placed', sipStatus: undefined, by: 'system' });
    return;
  }
  const { decision, told } = askGate(state, call.attemptId, floor, call.candidate, call.number, {
    reserved: call.reservedAgentId !== undefined,
    mode: call.mode,
  });
  if (!decision.allowed) {
    endCall(state, call, { outcome: 'cancelled', cause: 'not lawful any more', sipStatus: undefined, by: 'system' });
    refuse(state, floor, call.candidate, { decision, told, number: call.number, attemptId: call.attemptId });
    return;
  }
  const planned = call.permit?.evidence.join();
  call.permit = decision.permit;
  call.placedAt = state.now;
  move(state, call, 'placed');
  recentNumber(state, call.number.number).attemptedAt.push(state.now);
  noteAct(state, call, 'attempts');
  recordCall(state, call, 'call.placed', {
    attemptId: call.attemptId,
    legId: call.legId,
    reserved: call.reservedAgentId !== undefined,
    permit: {
      issuedAt: decision.permit.issuedAt,
      expiresAt: decision.permit.expiresAt,
      told,
      ...(planned === decision.permit.evidence.join() ? {} : evidenceOf(state, decision.permit)),
    },
  });
  command(state, call.switchId, {
    type: 'originate',
    legId: call.legId,
    attemptId: call.attemptId,
    campaignId: call.campaignId,
    permit: decision.permit,
    gatewayId: call.gatewayId,
    callerId: floor.campaign.callerId,
    ringLimitMs: floor.campaign.ringLimitMs,
  });
  setDeadline(state, 'ring', call.attemptId, state.now + floor.campaign.ringLimitMs + RING_OVERRUN_MS);
}

/**
 * Another gateway, as a new leg of the same attempt: only after a definite rejection by the network before
 * ringing, and with a fresh permit (never `|` in one originate, which re-uses the UUID: transcript 30).
 */
export function failOver(state: FloorState, call: Call, cause: string): boolean {
  const floor = state.campaigns.get(call.campaignId);
  const node = state.switches.get(call.switchId);
  if (floor === undefined || node === undefined || call.state !== 'placed' || call.dying || !takesCalls(node))
    return false;
  if (floor.campaign.status !== 'running' || state.draining) return false;
  const gateway = freeGateway(node, floor.campaign, state.now, call.triedGateways);
  if (gateway === undefined) return false;
  giveLineBack(state, call.switchId, call.gatewayId);
  takeLine(node, gateway);
  const fromLegId = call.legId;
  state.callByLeg.delete(fromLegId);
  call.legId = state.ids.next<'leg'>();
  call.gatewayId = gateway.id;
  call.triedGateways.push(gateway.id);
  state.callByLeg.set(call.legId, call);
  move(state, call, 'planned');
  recordCall(state, call, 'call.failed-over', {
    attemptId: call.attemptId,
    fromLegId,
    legId: call.legId,
    switchId: call.switchId,
    gatewayId: gateway.id,
    cause,
  });
  return true;
}

/** Ends a leg by our own act; its end is confirmed by `leg.ended`, or found unknown at the deadline. */
export function hangUp(state: FloorState, call: Call, by: 'agent' | 'system', verifyMs: number): void {
  if (call.dying || call.state === 'ended') return;
  if (call.state === 'planned') {
    endCall(state, call, { outcome: 'cancelled', cause: 'not placed', sipStatus: undefined, by: 'system' });
    return;
  }
  call.endedBy = by;
  const settledAt = (call.bridgeSentAt ?? Number.NEGATIVE_INFINITY) + BRIDGE_SETTLE_MS;
  if (settledAt > state.now) {
    setDeadline(state, 'hang-up', call.attemptId, settledAt);
    return;
  }
  call.dying = true;
  command(state, call.switchId, {
    type: 'hang-up',
    legId: call.legId,
    cause: isDialing(call) ? 'ORIGINATOR_CANCEL' : 'NORMAL_CLEARING',
  });
  setDeadline(state, 'verify', call.attemptId, state.now + verifyMs);
}
