import type { AttemptId, CampaignId } from '../kernel/id.ts';
import { cancelRinging } from './cancel.ts';
import { explain } from './explain.ts';
import { type CampaignView, linesOut, viewFloor } from './floor-view.ts';
import { addGranted, answersWanted, done, type Forecast, forecasts, riskOfOneMore } from './forecast.ts';
import { HORIZONS } from './horizons.ts';
import type { PacingModel } from './model/state.ts';
import type { Binding, PacingDecision, PacingRequest } from './pacing-port.ts';
import { roomFor } from './room.ts';
import { inTurn, settle, sharedThreshold } from './sharing.ts';

/** Lines granted in one decision; the next one comes within a second. */
export const MAX_LINES_PER_DECISION = 500;

/**
 * How many lines to place now. Pure: the same model and request give the same decision, byte for byte.
 *
 * Progressive: one line for each free agent that no line is out for. Predictive: dial one more line while the risk
 * that its answer finds nobody stays below the threshold that the campaign's own abandonment account allows.
 */
export function decide(model: PacingModel, request: PacingRequest): PacingDecision {
  const views = viewFloor(model, request);
  settle(views, request.at);
  const asked = views.filter(({ settings }) => settings !== undefined);
  const all = forecasts(model, asked, request.at);
  const cancel = cancelRinging(all);
  const turn: Turn = { all, grants: new Map(asked.map((view) => [view, 0])), binding: new Map(), total: 0, risk: 0 };
  const order = inTurn(all, request.version, request.at);
  grantOneToOne(order, turn, request.at);
  grantBets(order, turn, request.at);
  const decision = write(request, turn, cancel);
  done(all);
  return decision;
}

/** A decision in the making. */
interface Turn {
  readonly all: readonly Forecast[];
  readonly grants: Map<CampaignView, number>;
  /** Why each campaign got no line more. */
  readonly binding: Map<CampaignView, Binding>;
  total: number;
  /** Highest risk taken. */
  risk: number;
}

/** In rounds, one line each, until every free agent has one. */
function grantOneToOne(order: readonly Forecast[], turn: Turn, at: number): void {
  const room = new Map(order.filter(({ view }) => !view.sharing.bets).map((own) => [own, freeAgents(own.view)]));
  while (room.size > 0) {
    for (const [own, free] of room) {
      const binding =
        free < 1 || held(own.view, turn) >= own.view.sharing.quota ? 'agents' : mayGrow(own.view, turn, at);
      if (binding !== undefined) {
        turn.binding.set(own.view, binding);
        room.delete(own);
        continue;
      }
      grant(own, turn);
      for (const [other, left] of room) room.set(other, left - (other.view.shares.get(own.view) ?? 0));
    }
  }
}

/** Ready agents less the unreserved lines out for them: whole ones of 1:1 campaigns, expected answers of the others. */
function freeAgents(view: CampaignView): number {
  let free = view.ready;
  for (const [other, share] of view.shares)
    free -= share * (other.sharing.bets ? expectedAnswers(other) : linesOut(other));
  return free;
}

/** Agents whom its lines and calls hold. */
function held(view: CampaignView, { grants }: Turn): number {
  let calls = linesOut(view) + (grants.get(view) ?? 0);
  for (const { state, campaignId } of view.agents) if (state !== 'ready' && campaignId === view.campaignId) calls++;
  return calls;
}

/** A bet that still rings, at its full chance: age is left out, on the cautious side. */
function expectedAnswers({ curve, lines }: CampaignView): number {
  let answers = lines.ringing * curve.chance + lines.waiting;
  for (const person of lines.detecting) answers += person;
  return answers;
}

/** In rounds, one line each, while the risk stays under the threshold. */
function grantBets(order: readonly Forecast[], turn: Turn, at: number): void {
  const open = new Set(order.filter(({ view }) => view.sharing.bets));
  while (open.size > 0) {
    for (const own of open) {
      const threshold = sharedThreshold(own.view, turn.grants);
      const risk = own.view.sharing.rests ? threshold : riskOfOneMore(own, threshold);
      const binding = bounded(own, risk, threshold, turn) ?? mayGrow(own.view, turn, at);
      if (binding === undefined) {
        turn.risk = Math.max(turn.risk, risk);
        grant(own, turn);
      } else {
        turn.binding.set(own.view, binding);
        open.delete(own);
      }
    }
  }
}

/** What a campaign has left bounds its own answers on their way. */
function bounded(own: Forecast, risk: number, threshold: number, turn: Turn): Binding | undefined {
  if (risk >= threshold) return 'risk';
  const sudden = atOnce(own, turn);
  if (sudden > 0 && sudden > own.view.allowance.left) return 'allowance';
  return risk * onTheWay(own, turn) > own.view.allowance.inFlight ? 'allowance' : undefined;
}

/**
 * Answers beyond those foreseen, should the list answer from now on as well as it has at its best: nobody would be there
 * for them. A list that one in twenty answers has a line out for every three seconds of an agent; where half an hour
 * later three in five answer, they had cost the allowance of two thirds of a day at once.
 */
function atOnce({ view }: Forecast, { grants }: Turn): number {
  const { peak, mean } = view.curve;
  if (peak < MUCH_BETTER * mean) return 0;
  return (view.lines.ringing + (grants.get(view) ?? 0) + 1) * (peak - mean);
}

/** Less is chance, or what the threshold follows. */
const MUCH_BETTER = 2;

/** Answers of this campaign that are to be expected from its lines in flight, and from one more. */
function onTheWay(forecast: Forecast, { grants }: Turn): number {
  const { view, fresh } = forecast;
  const answers = (other: CampaignView) => expectedAnswers(other) + (grants.get(other) ?? 0) * other.curve.chance;
  let all = 0;
  for (const [other, share] of view.shares) all += share * answers(other);
  const own = all > 0 ? answers(view) / all : 1;
  return own * answersWanted(forecast, HORIZONS - 1) + (fresh[HORIZONS - 1] ?? 0);
}

function grant(own: Forecast, turn: Turn): void {
  turn.grants.set(own.view, (turn.grants.get(own.view) ?? 0) + 1);
  turn.total++;
  addGranted(turn.all, own);
}

function mayGrow(view: CampaignView, { grants, total }: Turn, at: number): Binding | undefined {
  return total >= MAX_LINES_PER_DECISION ? 'turn' : roomFor(view, grants, at);
}

function write(request: PacingRequest, turn: Turn, cancel: readonly AttemptId[]): PacingDecision {
  const lines: Record<CampaignId, number> = {};
  const inFlight: Record<CampaignId, number> = {};
  const mode: Record<CampaignId, 'progressive' | 'predictive'> = {};
  const binding: Record<CampaignId, Binding> = {};
  for (const { view } of turn.all) {
    lines[view.campaignId] = turn.grants.get(view) ?? 0;
    inFlight[view.campaignId] = linesOut(view);
    const bound = turn.binding.get(view);
    if (bound !== undefined) binding[view.campaignId] = bound;
    mode[view.campaignId] = view.oneToOne ? 'progressive' : 'predictive';
  }
  const { groupId, version } = request;
  return { groupId, version, lines, cancel, mode, binding, inFlight, ...explain(turn.all, lines, turn.risk, binding) };
}
