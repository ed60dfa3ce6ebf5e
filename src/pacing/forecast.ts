import type { UtcMs } from '../kernel/time.ts';
import { addChance, type CountLaw, countLaw, EXACT_UP_TO, shortage } from './count-law.ts';
import { AGE_STEP_MS, type CampaignView, linesOut } from './floor-view.ts';
import { HORIZONS, horizonMs } from './horizons.ts';
import { claimWithin } from './model/answer-law.ts';
import { freeWithin } from './model/free-table.ts';
import { campaignModel, type PacingModel } from './model/state.ts';

/** Agents who are or become free against answers that need one, at each horizon, for one campaign. */
export interface Forecast {
  readonly view: CampaignView;
  readonly idle: number;
  readonly becomingFree: CountLaw;
  readonly demand: CountLaw;
  /** P(a line dialed now needs an agent by horizon k). */
  readonly fresh: readonly number[];
}

/** Weighs in all campaigns of the group whose answers may fall on the same agents. */
export function forecast(model: PacingModel, view: CampaignView, at: UtcMs): Forecast {
  const idle = view.ready;
  const busy = view.agents.length - idle;
  let lines = 0;
  for (const other of view.shares.keys()) lines += linesOut(other);
  const exact = view.agents.length + lines <= EXACT_UP_TO;
  const becomingFree = supplyOf(model, view, at, exact ? busy + 1 : undefined);
  const demand = countLaw(exact ? view.agents.length : undefined);
  for (const [other, share] of view.shares) addDemand(demand, other, share);
  const fresh = Array.from({ length: HORIZONS }, (_, k) => claimWithin(view.curve, 0, horizonMs(k)));
  return { view, idle, becomingFree, demand, fresh };
}

function supplyOf(model: PacingModel, view: CampaignView, at: UtcMs, size: number | undefined): CountLaw {
  const law = countLaw(size);
  const stays = Math.min(1, model.stayed / model.wrapUps);
  for (const agent of view.agents) {
    if (agent.state !== 'talking' && agent.state !== 'wrap-up') continue;
    const campaignId = agent.campaignId ?? agent.campaignIds[0] ?? view.campaignId;
    const table = (model.campaigns.get(campaignId) ?? UNKNOWN).free;
    for (let k = 0; k < HORIZONS; k++) addChance(law, k, stays * freeWithin(table, agent.state, at - agent.since, k));
  }
  return law;
}

const UNKNOWN = campaignModel();

function addDemand(demand: CountLaw, other: CampaignView, share: number): void {
  for (let k = 0; k < HORIZONS; k++) {
    for (const [step, lines] of other.ages) {
      const claims = other.oneToOne ? 1 : claimWithin(other.curve, (step + 0.5) * AGE_STEP_MS, horizonMs(k));
      addChance(demand, k, share * claims, lines);
    }
    if (other.waitingCalls > 0) addChance(demand, k, (share * other.waiting) / other.waitingCalls, other.waitingCalls);
  }
}

/** Counts lines just granted to `other` into the demand on this campaign's agents. */
export function addGranted(own: Forecast, other: Pick<Forecast, 'view' | 'fresh'>): void {
  const share = own.view.shares.get(other.view) ?? 0;
  if (share === 0) return;
  for (let k = 0; k < HORIZONS; k++)
    addChance(own.demand, k, share * (other.view.oneToOne ? 1 : (other.fresh[k] ?? 0)));
}

/**
 * P(the answer of one more line finds nobody, or takes the agent of one that is already ringing): the risk at the
 * horizon of its own answer, or at a later one if worse, averaged over when it would be answered.
 */
export function riskOfOneMore(own: Forecast): number {
  let worstLater = 0;
  let risk = 0;
  for (let k = HORIZONS - 1; k >= 0; k--) {
    worstLater = Math.max(worstLater, shortage(own.idle, own.becomingFree, own.demand, k));
    risk += ((own.fresh[k] ?? 0) - (k === 0 ? 0 : (own.fresh[k - 1] ?? 0))) * worstLater;
  }
  const answered = own.fresh[HORIZONS - 1] ?? 0;
  return answered > 0 ? risk / answered : worstLater;
}
