import { z } from 'zod';
import {
  type CampaignPacing,
  comeBack,
  type PacingTrial,
  type TrialOutcome,
  trialLengthMs,
  triedOf,
} from '../../campaigns/index.ts';
import { type Actor, SYSTEM } from '../../dialer/index.ts';
import type { CampaignId, ClientId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import { measure } from '../../pacing/index.ts';
import { campaignId, type TrialList, type TrialView, trialEnd, trialList, trialRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { historyBetweenOf } from './past-facts.ts';
import { jsonRoute } from './route.ts';

const params = z.object({ id: campaignId });
const PATH = '/api/campaigns/{id}/trials';

const list = jsonRoute({
  method: 'get',
  path: PATH,
  summary: 'Settings that were tried for a while, the newest first, and what was before and with the newest',
  params,
  answer: trialList,
});
const begin = jsonRoute({
  method: 'post',
  path: PATH,
  summary: 'Try settings for some minutes, with the reason; those of before come back by themselves',
  params,
  body: trialRequest,
  answer: trialList,
});
const end = jsonRoute({
  method: 'post',
  path: `${PATH}/end`,
  summary: 'End the trial that goes on: keep what is tried, or go back to what was',
  params,
  body: trialEnd,
  answer: trialList,
});

/** What ends a trial is asked of. */
export type TrialParts = Pick<Parts, 'floor'>;

export function trialRoutes(app: App, parts: Parts): void {
  const { floor, store, clock, changeIds } = parts;

  app.openapi(list, async (c) => {
    const { campaignId: id } = ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    return c.json(await listOf(parts, id), 200);
  });

  app.openapi(begin, async (c) => {
    const { campaignId: id, clientId, settings } = ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    const { minutes, reason, ...change } = c.req.valid('json');
    await refuseSecond(parts, id);
    const tried = triedOf(settings, change as Partial<CampaignPacing>);
    if (tried === undefined) throw new Problem('not-possible', 'These settings are in force already: change one.');
    const trialId = changeIds.next<'trial'>();
    const about = { stream: `campaign:${id}`, clientId, campaignId: id };
    const endsAt = clock.now() + trialLengthMs(minutes);
    const values = { from: { ...tried.from }, to: { ...tried.to } };
    const actor = actorOf(c.var.principal);
    // Its end is known before it begins: a crash in between leaves nothing in force for ever.
    const told = await floor.note(
      [{ ...about, type: 'campaign.trial-began', data: { trialId, ...values, endsAt, reason } }],
      actor,
    );
    if (!told.ok) throw refusalProblem(told.error);
    const set = await floor.actOnCampaign(
      { type: 'campaign.set-pacing', campaignId: id, pacing: tried.to, reason },
      actor,
    );
    if (!set.ok) {
      await noteEnd(parts, { trialId, campaignId: id, clientId }, 'refused', actor);
      throw refusalProblem(set.error);
    }
    return c.json(await listOf(parts, id), 200);
  });

  app.openapi(end, async (c) => {
    const { campaignId: id, clientId } = ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    const open = (await store.trials.of(id)).find(({ endedAt }) => endedAt === null);
    if (open === undefined) throw new Problem('not-possible', 'No trial goes on: the settings are as they are.');
    const actor = actorOf(c.var.principal);
    if (c.req.valid('json').keep) await noteEnd(parts, { ...about(open), clientId }, 'kept', actor);
    else await endTrial(parts, open, actor);
    return c.json(await listOf(parts, id), 200);
  });
}

/** Brings back what was before a trial, but for what somebody changed meanwhile. */
export async function endTrial(parts: TrialParts, trial: PacingTrial, actor: Actor = SYSTEM): Promise<void> {
  const { floor } = parts;
  const found = floor.snapshot().campaigns.find((each) => each.campaignId === trial.campaignId);
  if (found === undefined) return;
  const { change, outcome } = comeBack(trial, found.settings);
  const reason = `Fin de l’essai (end of the trial): ${trial.reason}`;
  const set =
    Object.keys(change).length === 0
      ? ({ ok: true } as const)
      : await floor.actOnCampaign(
          { type: 'campaign.set-pacing', campaignId: trial.campaignId, pacing: change, reason },
          actor,
        );
  // Rules that have become stricter since: what is in force stays, and the log says so.
  await noteEnd(parts, { ...about(trial), clientId: found.clientId }, set.ok ? outcome : 'refused', actor);
}

function about({ trialId, campaignId: id }: PacingTrial) {
  return { trialId, campaignId: id };
}

interface TrialEnd {
  readonly trialId: string;
  readonly campaignId: CampaignId;
  readonly clientId: ClientId;
}

async function noteEnd(
  { floor }: TrialParts,
  { trialId, ...about }: TrialEnd,
  outcome: TrialOutcome,
  actor: Actor,
): Promise<void> {
  const stream = `campaign:${about.campaignId}`;
  const data = { trialId, outcome };
  const told = await floor.note([{ ...about, stream, type: 'campaign.trial-ended', data }], actor);
  if (!told.ok) throw refusalProblem(told.error);
}

async function refuseSecond({ store }: Parts, id: CampaignId): Promise<void> {
  const trials = await store.trials.of(id);
  if (trials.every(({ endedAt }) => endedAt !== null)) return;
  throw new Problem('not-possible', 'A trial goes on already: end it first, or wait until its time is over.');
}

async function listOf(parts: Parts, id: CampaignId): Promise<TrialList> {
  const { store, clock, orgId } = parts;
  const at = clock.now();
  const trials = await store.trials.of(id);
  const accounts = trials.length === 0 ? [] : await store.accounts.all(orgId);
  const names = new Map<string, string>(accounts.map(({ userId, displayName }) => [userId, displayName]));
  const [newest] = trials;
  return {
    at,
    trials: trials.map((trial) => viewOf(trial, names.get(trial.actor) ?? null)),
    compared: newest === undefined ? null : await comparedOf(parts, newest, at),
  };
}

/** As long before it as it has lasted; too much of a log for one answer, or nobody at work, gives null. */
async function comparedOf(
  parts: Parts,
  { trialId, campaignId: id, beganAt, endedAt }: PacingTrial,
  at: UtcMs,
): Promise<TrialList['compared']> {
  const to = endedAt ?? at;
  const lengthMs = to - beganAt;
  const [before, during] = [
    await measuredOf(parts, id, beganAt - lengthMs, beganAt),
    await measuredOf(parts, id, beganAt, to),
  ];
  return { trialId, before, during };
}

async function measuredOf(parts: Parts, id: CampaignId, from: UtcMs, to: UtcMs) {
  try {
    const history = await historyBetweenOf(parts, id, from, to);
    return history.stints.length === 0 ? null : { ...measure(history, from, to) };
  } catch (problem) {
    if (problem instanceof Problem && problem.code === 'wrong-state') return null;
    throw problem;
  }
}

function viewOf({ from, to, ...trial }: PacingTrial, actorName: string | null): TrialView {
  const { trialId, campaignId: id, reason, beganAt, endsAt, endedAt, outcome } = trial;
  return {
    ...{ trialId, campaignId: id, actorName, reason, beganAt, endsAt, endedAt, outcome },
    from: { ...from } as TrialView['from'],
    to: { ...to } as TrialView['to'],
  };
}

/** Of another charity, a campaign is not there. */
function ownCampaign({ floor }: Parts, principal: Principal, id: CampaignId) {
  const campaign = floor.snapshot().campaigns.find((each) => each.campaignId === id);
  if (campaign !== undefined && maySeeClient(principal, campaign.clientId)) return campaign;
  throw new Problem('not-found', 'There is no such campaign.');
}
