import { z } from 'zod';
import {
  type Campaign,
  defaultGridCents,
  dispositionCodes,
  dispositions,
  ladder,
  scriptState,
} from '../../campaigns/index.ts';
import { type CampaignId, type ClientId, type GatewayId, idSource } from '../../kernel/id.ts';
import type { E164 } from '../../kernel/phone-number.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSeed } from '../../kernel/system-random.ts';
import {
  asksAnswer,
  asksRequest,
  campaignId,
  dryRun,
  listHealth,
  type SetUpChoices,
  type SetUpView,
  setUpChange,
  setUpCheck,
  setUpChecked,
  setUpChoices,
  setUpView,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { dryRunOf } from '../set-up/dry-run.ts';
import { healthOfList } from '../set-up/list-health.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

/** Campaigns whose scripts are offered. */
const MAX_SCRIPTS = 50;

const params = z.object({ id: campaignId });
const choices = jsonRoute({
  method: 'get',
  path: '/api/campaign-choices',
  summary: 'What a new campaign can be made of: charities, numbers, carriers, scripts, results of calls',
  answer: setUpChoices,
});
const check = jsonRoute({
  method: 'post',
  path: '/api/campaigns/check',
  summary: 'Judge parts of a new campaign as they would be when it is made; nothing is made',
  body: setUpCheck,
  answer: setUpChecked,
});
const show = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/set-up',
  summary: 'What a campaign is called, for whom it calls and under which number',
  params,
  answer: setUpView,
});
const change = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/set-up',
  summary:
    'Change the name, the charity’s name, the number shown or the carrier of a stopped campaign, with the reason',
  params,
  body: setUpChange,
  answer: setUpView,
});
const list = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/list',
  summary: 'The state of the list: segments, numbers, who waits for a call and who cannot be called',
  params,
  answer: listHealth,
});
const asks = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/asks',
  summary: 'The asks that an invented donor would hear',
  params,
  body: asksRequest,
  answer: asksAnswer,
});
const dry = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/dry-run',
  summary: 'The next ten donors of the list and whether each may be called now; nobody is called',
  params,
  answer: dryRun,
});

export function setUpRoutes(app: App, parts: Parts): void {
  const { store, clock, wallClock, floor } = parts;
  app.openapi(choices, async (c) => c.json(await choicesFor(parts, c.var.principal), 200));
  app.openapi(check, async (c) => {
    const { clientId, name } = c.req.valid('json');
    await refuseUnfit(parts, c.var.principal, { clientId, name });
    return c.json({ fits: true as const }, 200);
  });
  app.openapi(show, async (c) =>
    c.json(viewOf(await ownCampaign(parts, c.var.principal, c.req.valid('param').id)), 200),
  );
  app.openapi(change, async (c) => {
    const { principal } = c.var;
    const campaign = await ownCampaign(parts, principal, c.req.valid('param').id);
    return c.json(await changed(parts, principal, campaign, c.req.valid('json')), 200);
  });
  app.openapi(list, async (c) => {
    const { id } = await ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    return c.json({ at: clock.now(), ...(await healthOfList(store.contactPage, id, wallClock)) }, 200);
  });
  app.openapi(asks, async (c) => {
    const { clientId } = await ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    const { kind, ...giving } = c.req.valid('json');
    const creditor = await store.promises.creditor(clientId);
    const ceilingCents = {
      monthly: creditor?.ceilingMonthlyCents ?? 5_000,
      'one-off': creditor?.ceilingOneOffCents ?? 50_000,
    };
    const policy = { kind, gridCents: defaultGridCents, ceilingCents };
    return c.json({ asks: [...ladder({ ...giving, monthsSinceUpgrade: null }, policy, false)] }, 200);
  });
  app.openapi(dry, async (c) => {
    const campaign = await ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    return c.json(await dryRunOf({ store, floor, at: clock.now() }, campaign), 200);
  });
}

async function choicesFor(parts: Parts, principal: Principal): Promise<SetUpChoices> {
  const own = (await parts.store.campaigns(parts.orgId)).filter(({ clientId }) => maySeeClient(principal, clientId));
  const charities = new Map<ClientId, { name: string | null; campaigns: number }>();
  for (const clientId of principal.clientIds) charities.set(clientId, { name: null, campaigns: 0 });
  const numbers = new Map<string, string[]>();
  for (const { clientId, charityName, callerId, name } of own) {
    charities.set(clientId, { name: charityName, campaigns: (charities.get(clientId)?.campaigns ?? 0) + 1 });
    numbers.set(callerId, [...(numbers.get(callerId) ?? []), name]);
  }
  return {
    charities: [...charities].map(([clientId, each]) => ({ clientId, ...each })),
    newClientId: principal.role === 'administrator' ? newClientId(parts) : null,
    numbers: [...numbers].map(([callerId, campaigns]) => ({ callerId, campaigns })),
    gateways: [...new Set(own.flatMap(({ gatewayIds }) => gatewayIds))],
    scripts: await scriptsOf(parts, own.slice(-MAX_SCRIPTS)),
    results: dispositionCodes.map((code) => {
      const { fr, en, setBy, useful, effect } = dispositions[code];
      return { code, words: { fr, en }, setBy, useful, effect };
    }),
  };
}

function newClientId({ clock }: Parts): ClientId {
  return idSource(clock, seededRandom(freshSeed()).fork('client')).next<'client'>();
}

/** What is live, else the newest: another campaign may begin with it. */
async function scriptsOf({ store }: Parts, campaigns: readonly Campaign[]): Promise<SetUpChoices['scripts']> {
  const found: SetUpChoices['scripts'] = [];
  for (const { id, name } of campaigns) {
    const versions = await store.scripts.versions(id);
    const best = versions.find((each) => scriptState(each, versions) === 'live') ?? versions[0];
    const document = best === undefined ? undefined : await store.scripts.document(id, best.version);
    if (best !== undefined && document !== undefined)
      found.push({ campaignId: id, name, version: best.version, title: document.title });
  }
  return found;
}

async function changed(
  parts: Parts,
  principal: Principal,
  campaign: Campaign,
  { reason, name, charityName, callerId, gatewayId }: z.output<typeof setUpChange>,
): Promise<SetUpView> {
  if (campaign.status === 'running')
    throw new Problem('not-possible', `The campaign "${campaign.name}" is running: stop it, then change this.`);
  if (name !== campaign.name) await refuseUnfit(parts, principal, { name });
  const next: Campaign = {
    ...campaign,
    ...(name === undefined ? {} : { name }),
    ...(charityName === undefined ? {} : { charityName }),
    ...(callerId === undefined ? {} : { callerId: callerId as E164 }),
    ...(gatewayId === undefined ? {} : { gatewayIds: [gatewayId as GatewayId] }),
  };
  if (JSON.stringify(next) === JSON.stringify(campaign)) return viewOf(campaign);
  await noted(parts, principal, campaign, next, reason);
  await parts.store.putCampaign(next);
  const put = await parts.floor.putCampaign(next, actorOf(principal));
  if (!put.ok) throw refusalProblem(put.error);
  return viewOf(next);
}

async function noted(
  { floor }: Parts,
  principal: Principal,
  before: Campaign,
  after: Campaign,
  reason: string,
): Promise<void> {
  const { campaignId, clientId, ...from } = viewOf(before);
  const { campaignId: _id, clientId: _client, ...to } = viewOf(after);
  const about = { stream: `campaign:${campaignId}`, clientId, campaignId };
  const told = await floor.note(
    [{ ...about, type: 'campaign.set-up-changed', data: { from, to, reason } }],
    actorOf(principal),
  );
  if (!told.ok) throw refusalProblem(told.error);
}

async function refuseUnfit(
  { store, orgId }: Parts,
  principal: Principal,
  { clientId, name }: { readonly clientId?: ClientId | undefined; readonly name?: string | undefined },
): Promise<void> {
  if (clientId !== undefined && !maySeeClient(principal, clientId))
    throw new Problem('not-found', 'There is no such charity.');
  if (name === undefined || !(await store.campaigns(orgId)).some((each) => each.name === name)) return;
  const message = `another campaign is called "${name}": give this one a name of its own`;
  throw new Problem('bad-request', `The request does not fit: name: ${message}.`, {
    errors: [{ field: 'name', message }],
  });
}

function viewOf({ id, clientId, name, charityName, callerId, gatewayIds }: Campaign): SetUpView {
  return { campaignId: id, clientId, name, charityName, callerId, gatewayId: gatewayIds[0] };
}

/** @throws Problem `not-found`, also for another charity's campaign */
async function ownCampaign({ store, orgId }: Parts, principal: Principal, id: CampaignId): Promise<Campaign> {
  const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
  if (campaign !== undefined && maySeeClient(principal, campaign.clientId)) return campaign;
  throw new Problem('not-found', 'There is no such campaign.');
}
