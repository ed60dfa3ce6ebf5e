import {
  type Candidate,
  type ContactNumber,
  type DispositionCode,
  defaultRetryPolicy,
  dispositions,
  type RetryPolicy,
  retryPolicyOf,
} from '../../campaigns/index.ts';
import { type CareAct, type CareFacts, careCounted } from '../../compliance/index.ts';
import type { AttemptId } from '../../kernel/id.ts';
import { HOUR_MS } from '../../kernel/time.ts';
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
  const household = householdOf(state, candidate);
  if (household !== undefined)
    recent.push(...(state.recentHouseholds.get(household)?.acts.filter((act) => act.attemptId !== attemptId) ?? []));
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
  const household = householdOf(state, candidate);
  if (household === undefined) return;
  const recent = state.recentHouseholds.get(household) ?? { acts: [], touchedAt: state.now };
  recent.acts.push(act);
  recent.touchedAt = state.now;
  state.recentHouseholds.set(household, recent);
}

/** What the agent's result says happened; a refusal is noted with the number's own history. */
export function noteResult(state: FloorState, call: Call, disposition: DispositionCode): void {
  const { useful, rightPerson, refuses, agrees } = dispositions[disposition];
  const { kind } = state.campaigns.get(call.campaignId)?.campaign ?? {};
  if (useful) noteAct(state, call, 'asks');
  if (refuses === true) noteAct(state, call, 'refusals');
  if (agrees === true) noteAct(state, call, 'agreements');
  if (rightPerson && kind === 'welcome') noteAct(state, call, 'thanks');
  if (disposition === 'REP') noteAct(state, call, 'machines');
}

/** The charity's own name for the people who live together. */
function householdOf(state: FloorState, { campaignId, household }: Candidate): string | undefined {
  const clientId = state.campaigns.get(campaignId)?.campaign.clientId;
  return household === undefined || clientId === undefined ? undefined : `${clientId} ${household}`;
}

/** How long a number rests after such a call: as it was adjusted, and never less than the law says. */
export function restsAfter(state: FloorState, call: Call, disposition: DispositionCode | undefined): RetryPolicy {
  const campaign = state.campaigns.get(call.campaignId)?.campaign;
  if (campaign === undefined) return defaultRetryPolicy;
  const values = state.care.valuesFor({ campaignId: campaign.id, clientId: campaign.clientId });
  const { number, zones } = call.number;
  const lawMs = state.gate.abandonedLawMs(state.gate.jurisdictionsOf(number, zones) ?? []);
  const usual = retryPolicyOf(campaign.kind);
  return {
    ...usual,
    ...(disposition === 'REP'
      ? { noAnswer: { ...usual.noAnswer, leastMs: values['rest-after-machine'] * HOUR_MS } }
      : {}),
    abandoned: {
      ...usual.abandoned,
      restMs: Math.max(lawMs, values['rest-after-abandoned'] * HOUR_MS),
    },
  };
}
