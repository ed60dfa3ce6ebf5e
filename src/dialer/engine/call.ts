import { invariant } from '../../kernel/invariant.ts';
import type { Call, CallState, FloorState } from './state.ts';

/*
 * States of a call attempt and the legal moves.
 *
 *   planned (durable?) -> placed -> ringing -> answered -> bridging -> bridged -> ended
 *   answered, bridging, bridged -> message -> ended    (nobody for the donor within the limit: abandoned)
 *   bridging, bridged -> answered                      (the agent's line was lost: look for another)
 *   placed -> planned                                  (another gateway, after a rejection before ringing)
 *   any -> ended, exactly once
 */
const moves: Record<CallState, readonly CallState[]> = {
  planned: ['placed', 'ended'],
  placed: ['ringing', 'answered', 'planned', 'ended'],
  ringing: ['answered', 'ended'],
  answered: ['bridging', 'bridged', 'message', 'ended'],
  bridging: ['bridged', 'answered', 'message', 'ended'],
  bridged: ['answered', 'bridging', 'message', 'ended'],
  message: ['ended'],
  ended: [],
};

/** The only way a call's state changes; an illegal move is a programmer's error. */
export function move(state: FloorState, call: Call, to: CallState): void {
  invariant(moves[call.state].includes(to), `call ${call.attemptId} cannot go from ${call.state} to ${to}`);
  const wasBet = isBet(call);
  call.state = to;
  const floor = state.campaigns.get(call.campaignId);
  if (floor !== undefined) floor.bets += Number(isBet(call)) - Number(wasBet);
}

/** The agent held for this call is not any more: from now on it is a bet. */
export function unreserve(state: FloorState, call: Call): void {
  if (call.reservedAgentId === undefined) return;
  call.reservedAgentId = undefined;
  const floor = state.campaigns.get(call.campaignId);
  if (floor !== undefined && isBet(call)) floor.bets++;
}

/** An unreserved line whose answer, if it comes, still has to find an agent. */
export function isBet(call: Call): boolean {
  return (
    call.reservedAgentId === undefined &&
    (call.state === 'planned' || call.state === 'placed' || call.state === 'ringing' || call.state === 'answered')
  );
}

/** Not answered yet. */
export function isDialing(call: Call): boolean {
  return call.state === 'planned' || call.state === 'placed' || call.state === 'ringing';
}
