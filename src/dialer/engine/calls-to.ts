import type { Candidate } from '../../campaigns/index.ts';
import type { PlannedCall } from '../../compliance/index.ts';
import type { AttemptId } from '../../kernel/id.ts';
import { plannedCall } from './plan.ts';
import type { FloorState } from './state.ts';

/** Stands for no attempt: the call is only asked about. */
const ASKED = 'asked' as AttemptId;

/** The calls that could be made to a contact now, one for each number; an agent is held wherever there would be one. */
export function callsTo(state: FloorState, candidate: Candidate): readonly PlannedCall[] {
  const floor = state.campaigns.get(candidate.campaignId);
  if (floor === undefined) return [];
  const reserved = floor.campaign.mode !== 'predictive' || candidate.agentRequired;
  return candidate.numbers.map((number) => plannedCall(state, ASKED, floor, candidate, number, { reserved }));
}
