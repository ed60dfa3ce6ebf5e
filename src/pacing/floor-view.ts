import type { AttemptId, CampaignId } from '../kernel/id.ts';
import { type DurationMs, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { type Allowance, allowance } from './abandonment-budget.ts';
import { type AbandonmentCounts, personsShare } from './model/abandonment-account.ts';
import { type AnswerCurve, answerCurve, isNew, meanRingMs, personGivenAnswer } from './model/answer-law.ts';
import { type CampaignModel, campaignModel, type PacedAgent, type PacedCall, type PacingModel } from './model/state.ts';
import type { PacingCampaignSettings, PacingRequest } from './pacing-port.ts';

/** A campaign at this instant, as the decision sees it. */
export interface CampaignView {
  readonly campaignId: CampaignId;
  /** Undefined: no decision is asked for it, but its lines ring on and may need the same agents. */
  readonly settings: PacingCampaignSettings | undefined;
  readonly model: CampaignModel;
  readonly curve: AnswerCurve;
  /** Its law of answers is still mostly the prior. */
  readonly isNew: boolean;
  /** Agents who may take a call of it, now or after the present one. */
  readonly agents: readonly PacedAgent[];
  /** Free, and rested. */
  readonly ready: number;
  /** Rest of an agent after a wrap-up before lines are dialed for him or her, ms. */
  readonly restMs: DurationMs;
  readonly lines: Lines;
  readonly allowance: Allowance;
  /** Dialed 1:1, by its mode or because its allowance is spent. */
  readonly oneToOne: boolean;
  /** How much of each campaign's answers can fall on the agents of this one; absent: none. */
  readonly shares: Map<CampaignView, number>;
  /** Settled once all campaigns are known (`sharing.ts`). */
  readonly sharing: Sharing;
}

/** Unreserved lines in flight that have not met an agent. */
export interface Lines {
  /** Not yet answered. */
  ringing: number;
  /** These, by half-seconds since placing. */
  readonly ages: Map<number, number>;
  /** These, oldest first, with their ages. */
  readonly calls: { readonly callId: AttemptId; readonly ageMs: DurationMs }[];
  /** Picked up, and who it is not known yet: chances that it is a person. */
  readonly detecting: number[];
  /** Persons who wait for an agent. */
  waiting: number;
  /** Persons who have waited longer than the limit: lost, though the end is not told yet. */
  lapsed: number;
}

/** How a campaign dials beside those that share its agents. */
export interface Sharing {
  /** Dials ahead of the free agents; else one line for each. */
  bets: boolean;
  /** Highest risk it takes by its own account. */
  threshold: number;
  /** So much less than the others that it dials by turns. */
  careful: boolean;
  /** Not its turn. */
  rests: boolean;
  /** Agents whom it may hold 1:1, with a line or in a call, while others bet on the same. */
  quota: number;
}

function noSharing(): Sharing {
  return { bets: false, threshold: 0, careful: false, rests: false, quota: Number.POSITIVE_INFINITY };
}

export const AGE_STEP_MS: DurationMs = 500;
/** Calls rung for longer than this have lost their end: not counted as ringing. */
const MAX_RING_MS: DurationMs = 120 * SECOND_MS;
/** Picked up, and after this nobody has told who it is: the end got lost. */
const MAX_DETECTION_MS: DurationMs = 10 * SECOND_MS;
/** A person who was met by silence so long ago, with no end told: the end got lost, and holds no agent any more. */
const MAX_LAPSED_MS: DurationMs = 300 * SECOND_MS;
const USUAL_CONNECT_LIMIT_MS: DurationMs = 2 * SECOND_MS;
/** No line is dialed for an agent who leaves within this. */
const LEAVING_MS: DurationMs = 30 * SECOND_MS;
/** An occupancy over the ceiling by a twentieth doubles the rest. */
const CEILING_GAIN = 20;

/** All campaigns of the group: those asked about, in the order asked, then the others that have lines out. */
export function viewFloor(model: PacingModel, request: PacingRequest): CampaignView[] {
  const asked = new Map(request.campaigns.map((settings) => [settings.campaignId, settings]));
  const lines = linesByCampaign(model, request.at, asked);
  const ids = [...asked.keys(), ...[...lines.keys()].filter((id) => !asked.has(id))];
  const agents = agentsByCampaign(model, request.at);
  const floors = ids.map((id) => ({ id, agents: agents.get(id) ?? [], known: model.campaigns.get(id) ?? UNKNOWN }));
  const views = floors.map((floor) =>
    viewCampaign(model, floor, floors, asked, lines.get(floor.id) ?? noLines(), request.at),
  );
  for (const own of views) for (const other of views) share(own, other);
  return views;
}

const UNKNOWN = campaignModel();

interface CampaignFloor {
  readonly id: CampaignId;
  readonly agents: readonly PacedAgent[];
  readonly known: CampaignModel;
}

function viewCampaign(
  model: PacingModel,
  floor: CampaignFloor,
  floors: readonly CampaignFloor[],
  asked: ReadonlyMap<CampaignId, PacingCampaignSettings>,
  lines: Lines,
  at: UtcMs,
): CampaignView {
  const { id, agents, known } = floor;
  const settings = asked.get(id);
  const curve = answerCurve(known.answers);
  const restMs = settings === undefined ? 0 : restOf(model, known, settings);
  const ready = agents.filter((agent) => agent.state === 'ready' && at - agent.since >= restMs).length;
  const left =
    settings === undefined
      ? { left: 0, threshold: 0, reference: 0, stopped: undefined, inFlight: 0 }
      : allowance(
          settings,
          {
            account: known.account,
            ...steeredTogether(settings, asked, floors, agents),
            // A person who waits while nobody is free is taken for lost until somebody takes the call.
            pending: lines.lapsed + Math.max(0, lines.waiting - ready),
            agents: agents.length,
            ...paceOfAnswers(floor, curve, floors, settings),
          },
          at,
        );
  return {
    campaignId: id,
    settings,
    model: known,
    curve,
    isNew: isNew(known.answers),
    agents,
    ready,
    restMs,
    lines,
    allowance: left,
    oneToOne: settings !== undefined && (settings.mode === 'progressive' || left.stopped !== undefined),
    shares: new Map(),
    sharing: noSharing(),
  };
}

/** The rest a campaign asks for, lengthened until the occupancy comes down to its ceiling. */
function restOf(model: PacingModel, known: CampaignModel, settings: PacingCampaignSettings): DurationMs {
  const { occupancyCeiling: ceiling, restMs } = settings;
  if (ceiling === null || ceiling >= 1 || model.workMs <= 0) return restMs;
  const idleMs = (known.free.handleMs * (1 - ceiling)) / Math.max(ceiling, 0.01);
  const over = model.busyMs / model.workMs - ceiling;
  return Math.max(restMs, idleMs * Math.min(2, Math.max(0, 1 + CEILING_GAIN * over)));
}

/**
 * Campaigns that share agents share the risk threshold, so its steering sees all of them; the answers of one with
 * another limit are worth so much more or less.
 */
function steeredTogether(
  own: PacingCampaignSettings,
  asked: ReadonlyMap<CampaignId, PacingCampaignSettings>,
  floors: readonly CampaignFloor[],
  agents: readonly PacedAgent[],
): { readonly steered: AbandonmentCounts; readonly shared: boolean } {
  let [answers, abandoned, campaigns] = [0, 0, 0];
  for (const other of floors) {
    if (!agents.some(({ campaignIds }) => campaignIds.includes(other.id)) && other.agents !== agents) continue;
    const limit = asked.get(other.id)?.abandonmentLimit ?? own.abandonmentLimit;
    const worth = own.abandonmentLimit > 0 ? limit / own.abandonmentLimit : 1;
    answers += worth * other.known.account.steered.answers;
    abandoned += other.known.account.steered.abandoned;
    campaigns++;
  }
  return { steered: { answers, abandoned }, shared: campaigns > 1 };
}

/** Answers to expect: as they have come, and as 1:1 would bring them (talk, wrap-up, and dialing until someone answers). */
function paceOfAnswers(
  { id, known, agents }: CampaignFloor,
  curve: AnswerCurve,
  floors: readonly CampaignFloor[],
  { ringLimitMs }: PacingCampaignSettings,
): { readonly perMs: number; readonly surePerMs: number } {
  const { free, account } = known;
  const cycleMs = free.handleMs + meanRingMs(curve, ringLimitMs) / Math.max(curve.mean, 0.001);
  const persons = personsShare(account);
  const sharers = floors.filter((other) => other.id === id || shareAgents(other.agents, agents));
  const own = partOfAnswers(known, sharers);
  // While others are bolder it dials by turns: of its part, so much is sure.
  const sure = sharers.length > 1 ? SURE_PART * own : 1;
  const surePerMs = (persons * sure * agents.length) / cycleMs;
  let perMs = 0;
  let seenMs = 0;
  for (const { pace } of sharers.map((other) => other.known)) {
    if (pace.ms > 0) perMs += pace.answers / pace.ms;
    seenMs = Math.max(seenMs, pace.ms);
  }
  return { surePerMs, perMs: seenMs > MIN_PACE_MS ? persons * own * perMs : surePerMs };
}

/** A campaign's part of the answers on its agents: as seen of late, shrunken to that of turns of one line each. */
function partOfAnswers(own: CampaignModel, sharers: readonly CampaignFloor[]): number {
  if (sharers.length < 2) return 1;
  let [answers, chance] = [0, 0];
  for (const { known } of sharers) {
    answers += known.pace.answers;
    chance += answerCurve(known.answers).mean;
  }
  const fair = answerCurve(own.answers).mean / Math.max(chance, 1e-9);
  return (own.pace.answers + PART_PRIOR * fair) / (answers + PART_PRIOR);
}

/** Half of it left campaigns of which others were bolder two calls over on 3 of 100 days. */
const SURE_PART = 0.2;
/** Answers with which the part by turns weighs against the one seen. */
const PART_PRIOR = 20;

function shareAgents(a: readonly PacedAgent[], b: readonly PacedAgent[]): boolean {
  return a === b || a.some((agent) => b.includes(agent));
}

/** With less seen than this, answers are expected at the pace of 1:1. */
const MIN_PACE_MS: DurationMs = 300 * SECOND_MS;

function noLines(): Lines {
  return { ringing: 0, ages: new Map(), calls: [], detecting: [], waiting: 0, lapsed: 0 };
}

function linesByCampaign(
  model: PacingModel,
  at: UtcMs,
  asked: ReadonlyMap<CampaignId, PacingCampaignSettings>,
): Map<CampaignId, Lines> {
  const all = new Map<CampaignId, Lines>();
  for (const [callId, call] of model.calls) {
    if (call.reserved || call.bridged) continue;
    let lines = all.get(call.campaignId);
    if (lines === undefined) {
      lines = noLines();
      all.set(call.campaignId, lines);
    }
    if (call.answeredAt === undefined) addRinging(lines, callId, Math.max(0, at - call.placedAt));
    else addAnswered(model, lines, call, asked.get(call.campaignId), at);
  }
  return all;
}

function addRinging(lines: Lines, callId: AttemptId, ageMs: DurationMs): void {
  if (ageMs > MAX_RING_MS) return;
  const step = Math.floor(ageMs / AGE_STEP_MS);
  lines.ringing++;
  lines.ages.set(step, (lines.ages.get(step) ?? 0) + 1);
  lines.calls.push({ callId, ageMs });
}

function addAnswered(
  model: PacingModel,
  lines: Lines,
  { campaignId, placedAt, answeredAt = placedAt, personAt }: PacedCall,
  settings: PacingCampaignSettings | undefined,
  at: UtcMs,
): void {
  if (personAt !== undefined) {
    const waitedMs = at - personAt;
    if (waitedMs <= (settings?.connectLimitMs ?? USUAL_CONNECT_LIMIT_MS)) lines.waiting++;
    else if (waitedMs <= MAX_LAPSED_MS) lines.lapsed++;
  } else if (at - answeredAt <= MAX_DETECTION_MS) {
    const { answers } = model.campaigns.get(campaignId) ?? UNKNOWN;
    lines.detecting.push(personGivenAnswer(answerCurve(answers), answeredAt - placedAt));
  }
}

function agentsByCampaign(model: PacingModel, at: UtcMs): Map<CampaignId, PacedAgent[]> {
  const all = new Map<CampaignId, PacedAgent[]>();
  for (const agent of model.agents.values()) {
    if (agent.lastCall || at >= agent.leavesAt - LEAVING_MS) continue;
    if (agent.state !== 'ready' && agent.state !== 'talking' && agent.state !== 'wrap-up') continue;
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
export function linesOut({ lines: { ringing, detecting, waiting, lapsed } }: CampaignView): number {
  return ringing + detecting.length + waiting + lapsed;
}
