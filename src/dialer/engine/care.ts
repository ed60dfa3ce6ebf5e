import type { Candidate, ContactNumber } from '../../campaigns/index.ts';
import { type CareAct, type CareFacts, careCounted } from '../../compliance/index.ts';
import type { AttemptId } from '../../kernel/id.ts';
import { recentNumber } from './number-history.ts';
import { numbersOf } from './object-call.ts';
import type { Call, CampaignFloor, FloorState } from './state.ts';

/** What the limits of care count of this contact now: what storage knew, and what happened on this floor since. */
export function careNow(
  state: FloorState,
  { campaign }: CampaignFloor,
  candidate: Candidate,
  number: ContactNumber,
  attemptId: AttemptId,
): CareFacts {
  const { id: campaignId, clientId } = campaign;
  const of = { number: number.number, donorId: candidate.donorId, campaignId, clientId };
  return {
    values: state.care.valuesFor({ campaignId, clientId }),
    counted: careCounted(actsNow(state, candidate, attemptId), of),
  };
}

/** A call that is being moved to another gateway is no history of itself. */
function actsNow(state: FloorState, candidate: Candidate, attemptId: AttemptId): readonly CareAct[] {
  const recent = candidate.numbers.flatMap(
    ({ number }) => state.recentNumbers.get(number)?.acts.filter((act) => act.attemptId !== attemptId) ?? [],
  );
  const known = candidate.acts ?? [];
  if (recent.length === 0) return known;
  // Storage may know an act already; one that is noted under several numbers is one act.
  const acts = new Map([...known, ...recent].map((act) => [`${act.attemptId} ${act.what}`, act]));
  return [...acts.values()];
}

/** Something that counts happened to the person called: known to all who share any of the numbers. */
export function noteAct(state: FloorState, call: Call, what: CareAct['what']): void {
  const { attemptId, campaignId, candidate } = call;
  const act: CareAct = {
    attemptId,
    what,
    at: state.now,
    number: call.number.number,
    donorId: candidate.donorId,
    campaignId,
    clientId: state.campaigns.get(campaignId)?.campaign.clientId ?? null,
  };
  for (const { number } of numbersOf(call)) recentNumber(state, number).acts.push(act);
}
