import type { DurationMs, UtcMs } from '../kernel/time.ts';
import { addChance, type CountLaw, countLaw, EXACT_UP_TO, giveBack, shortage } from './count-law.ts';
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

/** Each horizon is counted when it is first asked for: most decisions are clear before the last one. */
interface FloorLaws {
  readonly view: CampaignView;
  readonly idle: number;
  readonly at: UtcMs;
  readonly model: PacingModel;
  readonly working: readonly Working[];
  becomingFree: CountLaw;
  demand: CountLaw;
  /** By horizon, whether it has been counted. */
  readonly supplied: Uint8Array;
  readonly demanded: Uint8Array;
}

/** An agent who is not free yet: where the chances of becoming so stand. */
interface Working {
  readonly rows: Float32Array;
  readonly row: number;
  readonly columns: Int32Array;
  /** As a power on the chance of staying; 1: like the campaign. */
  readonly pace: number;
  readonly leavesAt: UtcMs;
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
  return {
    view,
    idle: view.ready,
    at,
    model,
    working: workingAgents(model, view, at),
    becomingFree: countLaw(exact ? countsThatMatter(view, lines) : undefined),
    demand: countLaw(exact ? view.agents.length : undefined),
    supplied: new Uint8Array(HORIZONS),
    demanded: new Uint8Array(HORIZONS),
  };
}

/** Lines that may be granted before the supply has to be counted anew, further up. */
const GRANTS_AHEAD = 3;

/** P(supply <= demand) asks for no count above the most that may be wanted. */
function countsThatMatter(view: CampaignView, wanted: number): number {
  return Math.max(1, Math.min(view.agents.length - view.ready + 1, Math.ceil(wanted) + GRANTS_AHEAD - view.ready + 1));
}

function supplyAt(floor: FloorLaws, k: number): CountLaw {
  const { becomingFree: law, view, working, at } = floor;
  if (floor.supplied[k] === 1) return law;
  floor.supplied[k] = 1;
  const connectMs = view.settings?.connectLimitMs ?? 0;
  const inMs = supplyMs(k, connectMs);
  const stays = Math.min(1, floor.model.stayed / floor.model.wrapUps);
  if (view.restMs > 0) {
    for (const { state, since } of view.agents)
      if (state === 'ready' && at - since < view.restMs && inMs >= view.restMs - (at - since)) addChance(law, k, 1);
  }
  for (const { rows, row, columns, pace, leavesAt } of working) {
    if (at + inMs > leavesAt) continue;
    const usual = rows[row + (columns[k] ?? 0)] ?? 0;
    addChance(law, k, stays * (pace === 1 ? usual : 1 - (1 - usual) ** pace));
  }
  return law;
}

function demandAt(floor: FloorLaws, k: number): CountLaw {
  if (floor.demanded[k] === 1) return floor.demand;
  floor.demanded[k] = 1;
  for (const [other, share] of floor.view.shares) addDemand(floor.demand, k, other, share);
  return floor.demand;
}

/** The demand anew, after lines were taken off. */
export function recount({ floor }: Forecast): void {
  const { exact } = floor.demand;
  giveBack(floor.demand);
  floor.demand = countLaw(exact ? floor.view.agents.length : undefined);
  floor.demanded.fill(0);
}

/** The decision is made: its forecasts are of no more use. */
export function done(all: readonly Forecast[]): void {
  for (const floor of new Set(all.map((own) => own.floor))) {
    giveBack(floor.demand);
    giveBack(floor.becomingFree);
  }
}

/** Agents expected to become free by horizon `k`, over and above the idle ones. */
export function becomingFree({ floor }: Forecast, k: number): number {
  return supplyAt(floor, k).mean[k] ?? 0;
}

/** Answers expected to need one of the agents by horizon `k`. */
export function answersWanted({ floor }: Forecast, k: number): number {
  return demandAt(floor, k).mean[k] ?? 0;
}

function workingAgents(model: PacingModel, view: CampaignView, at: UtcMs): readonly Working[] {
  const usual = columnsOf(view, view.restMs);
  const working: Working[] = [];
  for (const agent of view.agents) {
    if (agent.state === 'ready') continue;
    const columns = agent.setupMs === 0 ? usual : columnsOf(view, view.restMs + agent.setupMs);
    working.push(workingAgent(model, view, agent, at, columns));
  }
  return working;
}

/** Where in a row the chance stands of being free in time for each horizon, who needs `laterMs` more before a call. */
function columnsOf(view: CampaignView, laterMs: DurationMs): Int32Array {
  const connectMs = view.settings?.connectLimitMs ?? 0;
  return Int32Array.from({ length: HORIZONS }, (_, k) => columnOf(supplyMs(k, connectMs) - laterMs));
}

/** P(free in time), in the script step reached, at the agent's own pace; never after he or she has left. */
function workingAgent(
  model: PacingModel,
  view: CampaignView,
  agent: PacedAgent,
  at: UtcMs,
  columns: Int32Array,
): Working {
  const state = agent.state === 'talking' ? 'talking' : 'wrap-up';
  const campaignId = agent.campaignId ?? agent.campaignIds[0] ?? view.campaignId;
  const { free } = model.campaigns.get(campaignId) ?? view.model;
  const pace = paceOf(model, agent.agentId, state === 'talking');
  const rows = rowsOf(free, state, agent.step);
  const row = rowStart(rows, at - agent.stepSince);
  return { rows, row, columns, pace: Math.abs(pace - 1) >= SAME_PACE ? pace : 1, leavesAt: agent.leavesAt };
}

/** A pace this near to the campaign's is taken for it: chance alone makes such differences. */
const SAME_PACE = 0.1;

function addDemand(demand: CountLaw, k: number, other: CampaignView, share: number): void {
  const { ages, detecting, waiting } = other.lines;
  for (const [step, lines] of ages)
    addChance(
      demand,
      k,
      share *
        (other.sharing.bets || other.settings === undefined ? claimWithin(other.curve, step * AGE_STEP_MS, k) : 1),
      lines,
    );
  for (const person of detecting) addChance(demand, k, share * person);
  if (waiting > 0) addChance(demand, k, share, waiting);
}

/** Counts a line just granted to `other` into the demand on the agents it shares with each of the floors. */
export function addGranted(all: readonly Forecast[], other: Pick<Forecast, 'view' | 'fresh'>): void {
  for (const { view, floor } of all) {
    // A floor of several campaigns is counted with the one it was made for.
    const share = floor.view.shares.get(other.view) ?? 0;
    if (share === 0 || floor.view !== view) continue;
    for (let k = 0; k < HORIZONS; k++)
      addChance(demandAt(floor, k), k, share * (other.view.sharing.bets ? (other.fresh[k] ?? 0) : 1));
    countFurther(floor);
  }
}

/** More is wanted now than the supply was counted up to: it is counted anew, with room for as many lines again. */
function countFurther(floor: FloorLaws): void {
  const { becomingFree: law, demand, view, idle } = floor;
  if (!law.exact || law.size > view.agents.length - view.ready) return;
  let wanted = 0;
  for (const length of demand.length) wanted = Math.max(wanted, length);
  if (wanted - idle < law.size) return;
  giveBack(law);
  floor.becomingFree = countLaw(countsThatMatter(view, wanted + GRANTS_AHEAD));
  floor.supplied.fill(0);
}

/**
 * P(the answer of one more line finds nobody, or takes the agent of one that is already ringing): the risk at the
 * horizon of its own answer, or at a later one if worse, averaged over when it would be answered. From `enough` on it
 * is not worked out further: earlier horizons can only add to it.
 */
export function riskOfOneMore({ floor, fresh }: Forecast, enough = Number.POSITIVE_INFINITY): number {
  const answered = fresh[HORIZONS - 1] ?? 0;
  let worstLater = 0;
  let risk = 0;
  for (let k = HORIZONS - 1; k >= 0; k--) {
    worstLater = Math.max(worstLater, shortage(floor.idle, supplyAt(floor, k), demandAt(floor, k), k));
    const before = k === 0 ? 0 : (fresh[k - 1] ?? 0);
    risk += ((fresh[k] ?? 0) - before) * worstLater;
    const least = risk + before * worstLater;
    if (least >= enough * answered && answered > 0) return least / answered;
  }
  return answered > 0 ? risk / answered : worstLater;
}
