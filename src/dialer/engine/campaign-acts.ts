import { type Campaign, createHopper } from '../../campaigns/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { CampaignInput } from '../input.ts';
import { type ActRefused, type ActResult, DONE, refusal } from './act-result.ts';
import { isDialing } from './call.ts';
import { setBasis } from './campaign-basis.ts';
import { setPacing } from './campaign-pacing.ts';
import { record, setDeadline } from './emit.ts';
import { VERIFY_DEADLINE_MS } from './limits.ts';
import { regroup } from './pacing-groups.ts';
import { hangUp } from './place.ts';
import { skipPreview } from './preview.ts';
import { setScript } from './script.ts';
import type { CampaignFloor, FloorState } from './state.ts';
import { nowhereYet, termsOfCall } from './terms.ts';

export function onCampaign(state: FloorState, input: CampaignInput): ActResult {
  const actor = input.actor.kind === 'user' ? input.actor.userId : 'system';
  if (input.type === 'campaign.put') {
    put(state, input.campaign, actor);
    return DONE;
  }
  const floor = state.campaigns.get(input.campaignId);
  if (floor === undefined) return DONE;
  const unlawful = callerIdRefusal(state, floor, input);
  if (unlawful !== undefined) return unlawful;
  const about = { campaignId: input.campaignId, actor };
  const stream = `campaign:${input.campaignId}`;
  switch (input.type) {
    case 'campaign.start':
      if (floor.campaign.status === 'running') return DONE;
      floor.campaign = { ...floor.campaign, status: 'running' };
      floor.exhausted = false;
      floor.messageMissing = false;
      floor.nextFillAt = 0;
      floor.reviewDue = true;
      record(state, stream, 'campaign.started', {}, about);
      break;
    case 'campaign.stop':
      if (floor.campaign.status === 'stopped') return DONE;
      floor.campaign = { ...floor.campaign, status: 'stopped' };
      record(state, stream, 'campaign.stopped', {}, about);
      endDialing(state, floor);
      break;
    case 'campaign.set-mode': {
      const from = floor.campaign.mode;
      if (from === input.mode) return DONE;
      floor.campaign = { ...floor.campaign, mode: input.mode };
      floor.grant = 0;
      floor.reviewDue = true;
      record(state, stream, 'campaign.mode-changed', { from, to: input.mode }, about);
      giveBackPreviews(state, input.campaignId);
      break;
    }
    case 'campaign.set-pacing':
      return setPacing(state, floor, input, actor);
    case 'campaign.set-script':
      return setScript(state, floor, input, actor);
    case 'campaign.set-basis':
      return setBasis(state, floor, input, actor);
  }
  regroup(state);
  return DONE;
}

/**
 * A campaign does not start, and a running one keeps its mode, where its number may not be presented in that mode: by
 * the rules of the number's own country and of those that its contacts were seen in. Of a contact that is seen later
 * the gate refuses the call itself.
 */
function callerIdRefusal(
  state: FloorState,
  { campaign, places }: CampaignFloor,
  input: CampaignInput,
): ActRefused | undefined {
  const starts = input.type === 'campaign.start' && campaign.status !== 'running';
  const changes = input.type === 'campaign.set-mode' && campaign.status === 'running' && input.mode !== campaign.mode;
  if (!starts && !changes) return undefined;
  const mode = changes ? input.mode : campaign.mode;
  const where = { jurisdictions: [...places.jurisdictions], profile: campaign.profile };
  const [first] = state.gate.callerIdRefusals(campaign.callerId, mode, state.now, where);
  if (first === undefined) return undefined;
  return refusal('not-lawful', `${campaign.callerId} in ${mode} mode: ${first.words.en} (${first.ruleId})`);
}

function put(state: FloorState, campaign: Campaign, actor: string): void {
  const known = state.campaigns.get(campaign.id);
  if (known === undefined) state.campaigns.set(campaign.id, campaignFloor(campaign));
  else {
    known.campaign = campaign;
    known.places.looked = false;
    known.reviewDue = true;
  }
  record(
    state,
    `campaign:${campaign.id}`,
    'campaign.put',
    { name: campaign.name, mode: campaign.mode },
    { campaignId: campaign.id, actor },
  );
  regroup(state);
}

export function campaignFloor(campaign: Campaign): CampaignFloor {
  return {
    campaign,
    hopper: createHopper(),
    fillAsked: false,
    nextFillAt: 0,
    exhausted: false,
    wokenAt: Number.NEGATIVE_INFINITY,
    reviewDue: true,
    reviewing: false,
    refusalsInARow: 0,
    restUntil: 0,
    grant: 0,
    messageMissing: false,
    bets: 0,
    betsSinceAsk: 0,
    places: nowhereYet(),
  };
}

/** No further call, at once; ringing phones are hung up as soon as the law's shortest ring allows; talks go on. */
function endDialing(state: FloorState, floor: CampaignFloor): void {
  floor.grant = 0;
  for (const call of [...state.calls.values()]) {
    if (call.campaignId !== floor.campaign.id || !isDialing(call)) continue;
    const { minimumRingMs } = termsOfCall(state, call);
    const rungMs = call.placedAt === undefined ? 0 : state.now - call.placedAt;
    if (call.state === 'planned' || rungMs >= minimumRingMs) hangUp(state, call, 'system', VERIFY_DEADLINE_MS);
    else setDeadline(state, 'stop-ring', call.attemptId, state.now + minimumRingMs - rungMs);
  }
  giveBackPreviews(state, floor.campaign.id);
}

function giveBackPreviews(state: FloorState, campaignId: CampaignId): void {
  for (const agent of state.agents.values()) if (agent.preview?.campaignId === campaignId) skipPreview(state, agent);
}
