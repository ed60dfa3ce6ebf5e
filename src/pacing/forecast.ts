import type { DurationMs, UtcMs } from '../kernel/time.ts';
import { addChance, addChances, type CountLaw, countLaw, EXACT_UP_TO, giveBack, shortage } from './count-law.ts';
import { AGE_STEP_MS, type CampaignView, linesOut } from './floor-view.ts';
import { HORIZONS, supplyMs } from './horizons.ts';
import { paceOf } from './model/agent-delta.ts';
import { claimWithin } from './model/answer-law.ts';
import { columnOf, rowStart, rowsOf } from './model/free-table.ts';
import type { PacedAgent, PacingModel } from './model/state.ts';

/** Agents who are or become free against answers that need one, at each horizon, for one campaign. */
export interface Forecast {
  readonly view: CampaignView;
  /** Shared with the campaigns that have the very same agents. */
  readonly floor: FloorLaws;
  /** P(a line dialed now needs an agent by horizon k). */
  readonly fresh: Float64Array;
}

interface FloorLaws {
  readonly view: CampaignView;
  readonly idle: number;
  readonly becomingFree: CountLaw;
  demand: CountLaw;
}

/** Weighs in, for each campaign asked about, all campaigns of the group whose answers may fall on the same agents. */
export function forecasts(model: PacingModel, views: readonly CampaignView[], at: UtcMs): Forecast[] {
  const floors: FloorLaws[] = [];
  return views.map((view) => {
    let floor = floors.find((one) => sameFloor(one.view, view));
    if (floor === undefined) {
      floor = floorLaws(model, view, at);
      floors.push(floor);
    }
    return { view, floor, fresh: view.curve.fresh };
  });
}

function sameFloor(a: CampaignView, b: CampaignView): boolean {
  return (
    a.agents.length === b.agents.length &&
    a.shares.get(b) === 1 &&
    a.restMs === b.restMs &&
    a.settings?.connectLimitMs === b.settings?.connectLimitMs
  );
}

function floorLaws(model: PacingModel, view: CampaignView, at: UtcMs): FloorLaws {
  let lines = 0;
  for (const other of view.shares.keys()) lines += linesOut(other);
  const exact = view.agents.length + lines <= EXACT_UP_TO;
  const becomingFree = supplyOf(model, view, at, exact ? view.agents.length - view.ready + 1 : undefined);
  return { view, idle: view.ready, becomingFree, demand: demandOn(view, exact) };
}

function demandOn(view: CampaignView, exact: boolean): CountLaw {
  const demand = countLaw(exact ? view.agents.length : undefined);
  for (const [other, share] of view.shares) addDemand(demand, other, share);
  return demand;
}

/** The demand anew, after lines were taken off. */
export function recount({ floor }: Forecast): void {
  const { exact } = floor.demand;
  giveBack(floor.demand);
  floor.demand = demandOn(floor.view, exact);
}

/** The decision is made: its forecasts are of no more use. */
export function done(all: readonly Forecast[]): void {
  for (const floor of new Set(all.map((own) => own.floor))) {
    giveBack(floor.demand);
    giveBack(floor.becomingFree);
  }
}

function supplyOf(model: PacingModel, view: CampaignView, at: UtcMs, size: number | undefined): CountLaw {
  const law = countLaw(size);
  const stays = Math.min(1, model.stayed / model.wrapUps);
  const chances = new Float64Array(HORIZONS);
  const usual = columnsOf(view, view.restMs);
  for (const agent of view.agents) {
    if (agent.state === 'ready') addResting(law, view, at - agent.since);
    else {
      const columns = agent.setupMs === 0 ? usual : columnsOf(view, view.restMs + agent.setupMs);
      fillWorking(chances, model, view, agent, at, columns, stays);
      addChances(law, chances);
    }
  }
  return law;
}

/** Where in a row the chance stands of being free in time for each horizon, who needs `laterMs` more before a call. */
function columnsOf(view: CampaignView, laterMs: DurationMs): Int32Array {
  const connectMs = view.settings?.connectLimitMs ?? 0;
  return Int32Array.from({ length: HORIZONS }, (_, k) => columnOf(supplyMs(k, connectMs) - laterMs));
}

function addResting(law: CountLaw, view: CampaignView, readyMs: number): void {
  const restMs = view.restMs - readyMs;
  if (restMs <= 0) return;
  const connectMs = view.settings?.connectLimitMs ?? 0;
  for (let k = 0; k < HORIZONS; k++) if (supplyMs(k, connectMs) >= restMs) addChance(law, k, 1);
}

/** P(free in time), in the script step reached, at the agent's own pace; never after he or she has left. */
function fillWorking(
  chances: Float64Array,
  model: PacingModel,
  view: CampaignView,
  agent: PacedAgent,
  at: UtcMs,
  columns: Int32Array,
  stays: number,
): void {
  const state = agent.state === 'talking' ? 'talking' : 'wrap-up';
  const campaignId = agent.campaignId ?? agent.campaignIds[0] ?? view.campaignId;
  const { free } = model.campaigns.get(campaignId) ?? view.model;
  const pace = paceOf(model, agent.agentId, state === 'talking');
  const rows = rowsOf(free, state, agent.step);
  const row = rowStart(rows, at - agent.stepSince);
  const own = Math.abs(pace - 1) >= SAME_PACE;
  for (let k = 0; k < HORIZONS; k++) {
    const usual = rows[row + (columns[k] ?? 0)] ?? 0;
    chances[k] = stays * (own ? 1 - (1 - usual) ** pace : usual);
  }
  if (agent.leavesAt === Number.POSITIVE_INFINITY) return;
  const connectMs = view.settings?.connectLimitMs ?? 0;
  for (let k = 0; k < HORIZONS; k++) if (at + supplyMs(k, connectMs) > agent.leavesAt) chances[k] = 0;
}

/** A pace this near to the campaign's is taken for it: chance alone makes such differences. */
const SAME_PACE = 0.1;

function addDemand(demand: CountLaw, other: CampaignView, share: number): void {
  const { ages, detecting, waiting } = other.lines;
  for (let k = 0; k < HORIZONS; k++) {
    for (const [step, lines] of ages)
      addChance(demand, k, share * (other.oneToOne ? 1 : claimWithin(other.curve, step * AGE_STEP_MS, k)), lines);
    for (const person of detecting) addChance(demand, k, share * person);
    if (waiting > 0) addChance(demand, k, share, waiting);
  }
}

/** Counts a line just granted to `other` into the demand on the agents it shares with each of the floors. */
export function addGranted(all: readonly Forecast[], other: Pick<Forecast, 'view' | 'fresh'>): void {
  for (const { view, floor } of all) {
    // A floor of several campaigns is counted with the one it was made for.
    const share = floor.view.shares.get(other.view) ?? 0;
    if (share === 0 || floor.view !== view) continue;
    for (let k = 0; k < HORIZONS; k++)
      addChance(floor.demand, k, share * (other.view.oneToOne ? 1 : (other.fresh[k] ?? 0)));
  }
}

/**
 * P(the answer of one more line finds nobody, or takes the agent of one that is already ringing): the risk at the
 * horizon of its own answer, or at a later one if worse, averaged over when it would be answered.
 */
export function riskOfOneMore({ floor: { idle, becomingFree, demand }, fresh }: Forecast): number {
  let worstLater = 0;
  let risk = 0;
  for (let k = HORIZONS - 1; k >= 0; k--) {
    worstLater = Math.max(worstLater, shortage(idle, becomingFree, demand, k));
    risk += ((fresh[k] ?? 0) - (k === 0 ? 0 : (fresh[k - 1] ?? 0))) * worstLater;
  }
  const answered = fresh[HORIZONS - 1] ?? 0;
  return answered > 0 ? risk / answered : worstLater;
}
