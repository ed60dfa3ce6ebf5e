import { z } from 'zod';
import {
  type Campaign,
  campaignTemplate,
  campaignTemplates,
  checkPlan,
  endWords,
  newCampaign,
  type PlanChange,
  type PlanProblem,
  planCampaign,
  planOf,
  retryPolicyOf,
} from '../../campaigns/index.ts';
import { type Actor, SYSTEM } from '../../dialer/index.ts';
import { type CampaignId, type GatewayId, idSource } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import {
  campaignId,
  type NewCampaignRequest,
  newCampaignRequest,
  type PlanAnswer,
  planAnswer,
  planRequest,
  templateList,
} from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { endsOf } from './campaign-ends.ts';
import { jsonRoute } from './route.ts';

const params = z.object({ id: campaignId });
const templates = jsonRoute({
  method: 'get',
  path: '/api/campaign-templates',
  summary: 'What each kind of campaign begins with',
  answer: templateList,
});
const create = jsonRoute({
  method: 'post',
  path: '/api/campaigns',
  summary: 'Make a campaign (stopped), from the template of its kind, with the reason',
  body: newCampaignRequest,
  answer: planAnswer,
});
const createHere = jsonRoute({
  method: 'post',
  path: '/api/campaigns/console',
  summary: 'The same, for the commands of Foyer on this machine',
  body: newCampaignRequest,
  answer: planAnswer,
});
const show = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/plan',
  summary: 'What is planned of a campaign, and how far it is from its ends',
  params,
  answer: planAnswer,
});
const change = jsonRoute({
  method: 'patch',
  path: '/api/campaigns/{id}/plan',
  summary: 'Change segments, quotas, waves, hold-out or ends, with the reason; what is missing stays as it is',
  params,
  body: planRequest,
  answer: planAnswer,
});
const changeHere = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/plan/console',
  summary: 'The same, for the commands of Foyer on this machine',
  params,
  body: planRequest,
  answer: planAnswer,
});

export function campaignPlanRoutes(app: App, parts: Parts): void {
  app.openapi(templates, (c) => c.json({ templates: campaignTemplates.map(templateView) }, 200));
  app.openapi(create, async (c) => c.json(await made(parts, c.req.valid('json'), c.var.principal), 200));
  app.openapi(createHere, async (c) => c.json(await made(parts, c.req.valid('json'), principalOf(c)), 200));
  app.openapi(show, async (c) => {
    const campaign = await ownCampaign(parts, c.req.valid('param').id, c.var.principal);
    return c.json(await answerFor(parts, campaign), 200);
  });
  app.openapi(change, async (c) => {
    const campaign = await ownCampaign(parts, c.req.valid('param').id, c.var.principal);
    return c.json(await planned(parts, campaign, c.req.valid('json'), c.var.principal), 200);
  });
  app.openapi(changeHere, async (c) => {
    const campaign = await ownCampaign(parts, c.req.valid('param').id, principalOf(c));
    return c.json(await planned(parts, campaign, c.req.valid('json'), principalOf(c)), 200);
  });
}

/** A program on this machine has none. */
function principalOf(c: HttpContext): Principal | undefined {
  return c.get('principal') as Principal | undefined;
}

function by(principal: Principal | undefined): Actor {
  return principal === undefined ? SYSTEM : actorOf(principal);
}

async function made(parts: Parts, request: NewCampaignRequest, principal: Principal | undefined): Promise<PlanAnswer> {
  const { store, floor, orgId } = parts;
  const { clientId, kind, plan = {}, reason, gatewayId, callerId, ...said } = request;
  if (principal !== undefined && !maySeeClient(principal, clientId))
    throw new Problem('not-found', 'There is no such charity.');
  if ((await store.campaigns(orgId)).some((each) => each.name === said.name))
    throw badField('name', `another campaign is called "${said.name}": give this one a name of its own`);
  const template = kind === undefined ? undefined : campaignTemplate(kind);
  const campaign = newCampaign({
    ...(template === undefined ? {} : { purpose: template.purpose }),
    ...present(said),
    id: newId(parts),
    orgId,
    clientId,
    callerId: callerId as E164,
    gatewayId: gatewayId as GatewayId,
  });
  const asked: PlanChange =
    template === undefined
      ? plan
      : {
          kind: template.kind,
          holdOut: template.holdOut,
          stopRules: template.stopRules,
          offers: template.offers,
          ...present(plan),
        };
  // Nothing is made of a plan that does not fit.
  const checked = checkPlan(campaign, asked, reason);
  if (!checked.ok) throw planProblem(checked.problems);
  await store.putCampaign(campaign);
  const put = await floor.putCampaign(campaign, by(principal));
  if (!put.ok) throw refusalProblem(put.error);
  return planned(parts, campaign, { ...asked, reason }, principal);
}

function newId({ clock }: Parts): CampaignId {
  return idSource(clock, seededRandom(freshSeed()).fork('campaign')).next<'campaign'>();
}

/** What is missing in JSON is missing here too, never undefined. */
function present<T extends object>(given: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]: Exclude<T[Key], undefined>;
  };
}

async function planned(
  parts: Parts,
  campaign: Campaign,
  { reason, ...asked }: z.output<typeof planRequest>,
  principal: Principal | undefined,
): Promise<PlanAnswer> {
  const { floor, store, clock } = parts;
  const result = await planCampaign(
    { note: (facts, actor: Actor) => floor.note(facts, actor), store, now: () => clock.now() },
    campaign,
    asked,
    { actor: by(principal), reason },
  );
  if (result.ok) return answerFor(parts, await ownCampaign(parts, campaign.id, principal));
  throw planProblem(result.problems);
}

function planProblem(problems: readonly PlanProblem[]): Problem {
  const words = problems.map(({ field, message }) => (field === '' ? message : `${field}: ${message}`));
  const errors = problems.map((each) => ({ ...each }));
  return new Problem('bad-request', `The plan does not fit: ${words.join('; ')}.`, { errors });
}

async function answerFor(parts: Parts, campaign: Campaign): Promise<PlanAnswer> {
  const { store, orgId, clock } = parts;
  const { reached, ends } = await endsOf({ store, orgId, at: clock.now() }, campaign);
  const { id, clientId, name } = campaign;
  const plan = structuredClone(planOf(campaign)) as PlanAnswer['plan'];
  return { campaignId: id, clientId, name, plan, ends: { reached, ended: ends.length === 0 ? null : endWords(ends) } };
}

function templateView({ retry: _retry, holdOut, stopRules, ...template }: (typeof campaignTemplates)[number]) {
  const { leastMs, maxAttempts } = retryPolicyOf(template.kind).noAnswer;
  return {
    ...template,
    retry: { leastMs, maxAttempts },
    holdOut: holdOut === null ? null : { ...holdOut },
    stopRules: { ...stopRules },
    offers: template.offers.map((offer) => ({ ...offer })),
  };
}

/** Of another charity, a campaign is not there. */
async function ownCampaign(
  { store, orgId }: Parts,
  id: CampaignId,
  principal: Principal | undefined,
): Promise<Campaign> {
  const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
  if (campaign === undefined || (principal !== undefined && !maySeeClient(principal, campaign.clientId)))
    throw new Problem('not-found', 'There is no such campaign.');
  return campaign;
}

function badField(field: string, message: string): Problem {
  return new Problem('bad-request', `The request does not fit: ${field}: ${message}.`, {
    errors: [{ field, message }],
  });
}
