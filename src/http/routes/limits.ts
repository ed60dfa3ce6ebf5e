import type { z } from 'zod';
import { type CareSetting, careLimits, type ObjectionReach } from '../../compliance/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import { type LimitList, limitList, limitRequest } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

const list = jsonRoute({
  method: 'get',
  path: '/api/limits',
  summary: 'The limits of donor care, and what was set in the place of their defaults',
  answer: limitList,
});
const set = jsonRoute({
  method: 'post',
  path: '/api/limits',
  summary: 'Adjust a limit of donor care, within the law and with a written reason: in force for the very next dial',
  body: limitRequest,
  answer: limitList,
});
const setHere = jsonRoute({
  method: 'post',
  path: '/api/limits/console',
  summary: 'The same, for the commands of Foyer on this machine',
  body: limitRequest,
  answer: limitList,
});

type LimitRequest = z.output<typeof limitRequest>;

export function limitRoutes(app: App, parts: Parts): void {
  const adjust = async (request: LimitRequest, principal: Principal | undefined): Promise<LimitList> => {
    refuseBounds(request);
    const { limit, value, reason } = request;
    const reach = reachOf(request);
    if (principal !== undefined) refuseOthers(parts, reach, principal);
    const actor = principal === undefined ? SYSTEM : actorOf(principal);
    const result = await parts.floor.setLimit({ type: 'limit.set', limit, value, reach, reason }, actor);
    if (!result.ok) throw refusalProblem(result.error);
    return answerFor(parts, principal);
  };
  app.openapi(list, (c) => c.json(answerFor(parts, c.var.principal), 200));
  app.openapi(set, async (c) => c.json(await adjust(c.req.valid('json'), c.var.principal), 200));
  app.openapi(setHere, async (c) => c.json(await adjust(c.req.valid('json'), principalOf(c)), 200));
}

/** A program on this machine has none. */
function principalOf(c: HttpContext): Principal | undefined {
  return c.get('principal') as Principal | undefined;
}

function answerFor({ floor }: Parts, principal: Principal | undefined): LimitList {
  const seen = (setting: CareSetting) =>
    setting.scope === 'agency' || principal === undefined || maySee(floor, setting, principal);
  return {
    limits: careLimits.map(({ id, title, unit, reach, counted, windowDays, valueIn, byDefault, least, most }) => ({
      limit: id,
      title,
      unit,
      within: reach,
      counts: counted,
      windowDays: windowDays ?? null,
      valueIn,
      byDefault,
      least,
      most,
    })),
    settings: floor.limitSettings().filter(seen).map(settingView),
  };
}

function settingView(setting: CareSetting) {
  const { limit, scope, value, reason, actor, at } = setting;
  const clientId = setting.scope === 'client' ? setting.clientId : null;
  return {
    limit,
    scope,
    clientId,
    campaignId: setting.scope === 'campaign' ? setting.campaignId : null,
    value,
    reason,
    actor,
    at,
  };
}

function maySee(floor: Parts['floor'], reach: ObjectionReach, principal: Principal): boolean {
  if (reach.scope === 'agency') return principal.role === 'administrator';
  if (reach.scope === 'client') return maySeeClient(principal, reach.clientId);
  const campaign = floor.snapshot().campaigns.find(({ campaignId }) => campaignId === reach.campaignId);
  return campaign !== undefined && maySeeClient(principal, campaign.clientId);
}

function refuseOthers({ floor }: Parts, reach: ObjectionReach, principal: Principal): void {
  if (maySee(floor, reach, principal)) return;
  if (reach.scope === 'agency')
    throw new Problem('forbidden', 'Only an administrator sets a limit for the whole agency.');
  throw new Problem('not-found', `There is no such ${reach.scope === 'client' ? 'charity' : 'campaign'}.`);
}

function reachOf({ scope, clientId, campaignId }: LimitRequest): ObjectionReach {
  if (scope === 'agency') return { scope };
  if (scope === 'client' && clientId !== undefined) return { scope, clientId };
  if (scope === 'campaign' && campaignId !== undefined) return { scope, campaignId };
  throw badField(`${scope}Id`, `is needed for a limit of one ${scope}`);
}

function refuseBounds({ limit, value }: LimitRequest): void {
  const { least = 0, most = 0 } = careLimits.find(({ id }) => id === limit) ?? {};
  if (value < least || value > most) throw badField('value', `must be from ${least} to ${most} for ${limit}`);
}

function badField(field: string, message: string): Problem {
  return new Problem('bad-request', `The request does not fit: ${field} ${message}.`, { errors: [{ field, message }] });
}
