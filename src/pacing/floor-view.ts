import type { CampaignId } from '../kernel/id.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { type Allowance, allowance } from './allowance.ts';
import { counts } from './model/abandonment-account.ts';
import { type AnswerCurve, answerCurve, answerLaw, claimGivenAnswer, isNew } from './model/answer-law.ts';
import type { CampaignModel, PacedAgent, PacingModel } from './model/state.ts';
import type { PacingCampaignSettings, PacingRequest } from './pacing-port.ts';

/** A campaign at this instant, as the decision sees it. */
export interface CampaignView {
  readonly campaignId: CampaignId;
  /** Undefined: no decision is asked for it, but its lines ring on and may need the same agents. */
  readonly settings: PacingCampaignSettings | undefined;
  readonly curve: AnswerCurve;
  /** Its law of answers is still mostly the prior. */
  readonly isNew: boolean;
  /** Agents who may take a call of it, now or after the present one. */
  readonly agents: readonly PacedAgent[];
  readonly ready: number;
  /** Unreserved lines not yet answered: how many, by half-seconds since placing. */
  readonly ringing: number;
  readonly ages: ReadonlyMap<number, number>;
  /** Answers that wait for an agent or may turn out to need one, in expected calls. */
  readonly waiting: number;
  readonly waitingCalls: number;
  readonly allowance: Allowance;
  /** Dialed 1:1, by its mode or because its allowance is spent: each line counts as if it held an agent. */
  readonly oneToOne: boolean;
  /** How much of each campaign's answers can fall on the agents of this one; absent: none. */
  readonly shares: Map<CampaignView, number>;
}

export const AGE_STEP_MS: DurationMs = 500;
/** Calls rung for longer than this past the ring limit have lost their end: not counted as ringing. */
const MAX_RING_MS: DurationMs = 120 * SECOND_MS;
/** From pick-up to knowing whether it is a person may take 1.5 to 2.5 s. */
const DETECTION_MS: DurationMs = 2 * SECOND_MS;
const USUAL_CONNECT_LIMIT_MS: DurationMs = 2 * SECOND_MS;

interface Lines {
  ringing: number;
  readonly ages: Map<number, number>;
  undecided: number;
  lapsed: number;
}

/** All campaigns of the group: those asked about, in the order asked, then the others that have lines out. */
export function viewFloor(model: PacingModel, request: PacingRequest): CampaignView[] {
  const asked = new Map(request.campaigns.map((settings) => [settings.campaignId, settings]));
  const lines = linesByCampaign(model, request.at, asked);
  const ids = [...asked.keys(), ...[...lines.keys()].filter((id) => !asked.has(id))];
  const agents = agentsByCampaign(model);
  const views = ids.map((id) =>
    viewCampaign(
      id,
      asked.get(id),
      model.campaigns.get(id),
      lines.get(id) ?? noLines(),
      agents.get(id) ?? [],
      request.at,
    ),
  );
  for (const own of views) for (const other of views) share(own, other);
  return views;
}

function viewCampaign(
  campaignId: CampaignId,
  settings: PacingCampaignSettings | undefined,
  known: CampaignModel | undefined,
  lines: Lines,
  agents: readonly PacedAgent[],
  at: UtcMs,
): CampaignView {
  const answers = known?.answers ?? answerLaw();
  const account = known === undefined ? { answers: 0, abandoned: 0 } : counts(known.account, at);
  const ready = agents.filter(({ state }) => state === 'ready').length;
  const waiting = lines.undecided * claimGivenAnswer(answers);
  // An answer that waits while nobody is free is taken for lost until somebody takes it.
  const left = allowance(
    account,
    lines.lapsed + (ready === 0 ? waiting : 0),
    settings?.abandonmentLimit ?? 0,
    agents.length,
  );
  return {
    campaignId,
    settings,
    curve: answerCurve(answers),
    isNew: isNew(answers),
    agents,
    ready,
    ringing: lines.ringing,
    ages: lines.ages,
    waiting,
    waitingCalls: lines.undecided,
    allowance: left,
    oneToOne: settings !== undefined && (settings.mode === 'progressive' || left.stopped),
    shares: new Map(),
  };
}

function noLines(): Lines {
  return { ringing: 0, ages: new Map(), undecided: 0, lapsed: 0 };
}

function linesByCampaign(
  model: PacingModel,
  at: UtcMs,
  asked: ReadonlyMap<CampaignId, PacingCampaignSettings>,
): Map<CampaignId, Lines> {
  const all = new Map<CampaignId, Lines>();
  for (const call of model.calls.values()) {
    if (call.reserved || call.bridged) continue;
    let lines = all.get(call.campaignId);
    if (lines === undefined) {
      lines = noLines();
      all.set(call.campaignId, lines);
    }
    if (call.answeredAt !== undefined) {
      const limitMs = asked.get(call.campaignId)?.connectLimitMs ?? USUAL_CONNECT_LIMIT_MS;
      if (at - call.answeredAt > limitMs + DETECTION_MS) lines.lapsed++;
      else lines.undecided++;
      continue;
    }
    const ageMs = Math.max(0, at - call.placedAt);
    if (ageMs > MAX_RING_MS) continue;
    const step = Math.floor(ageMs / AGE_STEP_MS);
    lines.ringing++;
    lines.ages.set(step, (lines.ages.get(step) ?? 0) + 1);
  }
  return all;
}

function agentsByCampaign(model: PacingModel): Map<CampaignId, PacedAgent[]> {
  const all = new Map<CampaignId, PacedAgent[]>();
  for (const agent of model.agents.values()) {
    if (agent.lastCall || (agent.state !== 'ready' && agent.state !== 'talking' && agent.state !== 'wrap-up')) continue;
    for (const campaignId of agent.campaignIds) {
      const list = all.get(campaignId);
      if (list === undefined) all.set(campaignId, [agent]);
      else list.push(agent);
    }
  }
  return all;
}

/** The share of the other campaign's agents that both have. */
function share(own: CampaignView, other: CampaignView): void {
  if (own === other) own.shares.set(own, 1);
  if (own === other || other.agents.length === 0) return;
  const both = other.agents.filter((agent) => agent.campaignIds.includes(own.campaignId)).length;
  if (both > 0) own.shares.set(other, both / other.agents.length);
}

/** Unreserved lines in flight that have not met an agent. */
export function linesOut(view: CampaignView): number {
  return view.ringing + view.waitingCalls;
}
