import type { CampaignId } from '../kernel/id.ts';
import { explain } from './explain.ts';
import { type CampaignView, linesOut, viewFloor } from './floor-view.ts';
import { addGranted, type Forecast, forecast, riskOfOneMore } from './forecast.ts';
import type { PacingModel } from './model/state.ts';
import type { PacingDecision, PacingRequest } from './pacing-port.ts';

/** Unreserved lines in flight, of all campaigns together, for each agent at work: never more, whatever the law says. */
export const MAX_LINES_PER_AGENT = 10;
/** The same while the answer rate is not known yet: a first wave at twice the prior's rate would still find its agents. */
export const MAX_LINES_PER_AGENT_NEW = 2;
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
  const grants: Grants = new Map(views.filter(({ settings }) => settings !== undefined).map((view) => [view, 0]));
  const asked = [...grants.keys()];
  const forecasts = asked.map((view) => forecast(model, view, request.at));
  grantOneToOne(rotated(asked, request.version), grants, forecasts);
  const risk = grantBets(rotated(forecasts, request.version), grants, forecasts);
  return write(request, asked, grants, forecasts, risk);
}

type Grants = Map<CampaignView, number>;

/** Each campaign in turn is the first: one whose list is empty can't take the others' turn for ever. */
function rotated<T>(list: readonly T[], turn: number): T[] {
  const first = list.length === 0 ? 0 : Math.abs(turn) % list.length;
  return [...list.slice(first), ...list.slice(0, first)];
}

/** In rounds, one line each, until every free agent has one. */
function grantOneToOne(order: readonly CampaignView[], grants: Grants, forecasts: readonly Forecast[]): void {
  const room = new Map(order.filter((view) => view.oneToOne).map((view) => [view, freeAgents(view)]));
  for (let granted = true; granted; ) {
    granted = false;
    for (const [view, free] of room) {
      if (free < 1 || !mayGrow(view, grants)) continue;
      grant(view, grants, forecasts);
      for (const [other, left] of room) room.set(other, left - (other.shares.get(view) ?? 0));
      granted = true;
    }
  }
}

/** Ready agents less the unreserved lines out for them: whole ones of 1:1 campaigns, expected answers of the others. */
function freeAgents(view: CampaignView): number {
  let free = view.ready;
  for (const [other, share] of view.shares) {
    free -= share * (other.oneToOne ? linesOut(other) : expectedAnswers(other));
  }
  return free;
}

/** A bet that still rings, at its full chance: age is left out, on the cautious side. */
function expectedAnswers(view: CampaignView): number {
  return view.ringing * view.curve.chance + view.waiting;
}

/** In rounds, one line each, while the risk stays under the threshold; returns the highest risk taken. */
function grantBets(order: readonly Forecast[], grants: Grants, forecasts: readonly Forecast[]): number {
  const open = new Set(order.filter(({ view }) => !view.oneToOne));
  let taken = 0;
  while (open.size > 0) {
    for (const own of open) {
      const risk = riskOfOneMore(own);
      if (mayGrow(own.view, grants) && risk < sharedThreshold(own, forecasts)) {
        taken = Math.max(taken, risk);
        grant(own.view, grants, forecasts);
      } else open.delete(own);
    }
  }
  return taken;
}

/**
 * Campaigns that share agents share the risk too: an answer of one takes the agent of another. So the most careful
 * threshold among those that bet holds for all of them.
 */
function sharedThreshold(own: Forecast, forecasts: readonly Forecast[]): number {
  let threshold = own.view.allowance.threshold;
  for (const { view } of forecasts) {
    if (!view.oneToOne && own.view.shares.has(view)) threshold = Math.min(threshold, view.allowance.threshold);
  }
  return threshold;
}

function grant(view: CampaignView, grants: Grants, forecasts: readonly Forecast[]): void {
  grants.set(view, (grants.get(view) ?? 0) + 1);
  const own = forecasts.find((one) => one.view === view);
  if (own === undefined) return;
  for (const other of forecasts) addGranted(other, own);
}

/** Its own limit of lines, and the cap per agent over all campaigns that share them; nobody at work, nothing dialed. */
function mayGrow(view: CampaignView, grants: Grants): boolean {
  const limit = view.settings?.maxLines ?? Number.POSITIVE_INFINITY;
  if (linesOut(view) + (grants.get(view) ?? 0) >= limit) return false;
  const perAgent = view.isNew ? MAX_LINES_PER_AGENT_NEW : MAX_LINES_PER_AGENT;
  let granted = 0;
  for (const count of grants.values()) granted += count;
  let shared = 0;
  for (const [other, share] of view.shares) shared += share * (linesOut(other) + (grants.get(other) ?? 0));
  return granted < MAX_LINES_PER_DECISION && shared + 1 <= perAgent * view.agents.length;
}

function write(
  request: PacingRequest,
  asked: readonly CampaignView[],
  grants: Grants,
  forecasts: readonly Forecast[],
  risk: number,
): PacingDecision {
  const lines: Record<CampaignId, number> = {};
  const inFlight: Record<CampaignId, number> = {};
  for (const view of asked) {
    lines[view.campaignId] = grants.get(view) ?? 0;
    inFlight[view.campaignId] = linesOut(view);
  }
  return { groupId: request.groupId, version: request.version, lines, inFlight, ...explain(forecasts, lines, risk) };
}
