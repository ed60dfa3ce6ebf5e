import type { PacingDelta } from '../pacing-port.ts';
import { bookPast } from './abandonment-account.ts';
import { onAgent } from './agent-delta.ts';
import { onAnswered, onBridged, onEnded, onPerson, onPlaced } from './call-delta.ts';
import { campaignOf, type PacingModel } from './state.ts';

/**
 * Learns one fact. A fact about a call that was never told to be placed (the log's window begins after it) is
 * passed over; the same deltas in the same order always lead to the same model.
 */
export function applyDelta(model: PacingModel, delta: PacingDelta): void {
  switch (delta.type) {
    case 'agent':
      onAgent(model, delta);
      break;
    case 'placed':
      onPlaced(model, delta);
      break;
    case 'ringing':
      break;
    case 'answered':
      onAnswered(model, delta);
      break;
    case 'person':
      onPerson(model, delta);
      break;
    case 'bridged':
      onBridged(model, delta);
      break;
    case 'ended':
      onEnded(model, delta);
      break;
    case 'account':
      for (const quarter of delta.quarters) bookPast(campaignOf(model, delta.campaignId).account, quarter);
  }
}
