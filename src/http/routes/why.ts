import { z } from 'zod';
import { type Campaign, countBlocked, countCallable, lookAtContacts } from '../../campaigns/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import { callableAnswer, callerIdList, whyAnswer } from '../contract/index.ts';
import type { HttpContext } from '../http-env.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { callerIdViews, healthOfNumbers } from '../why/caller-ids.ts';
import { closedHours } from '../why/closed-hours.ts';
import { floorReasons } from '../why/floor-reasons.ts';
import { Looks } from '../why/looks.ts';
import { abandonmentViews, blockedViews, healthView } from '../why/views.ts';
import { jsonRoute } from './route.ts';

/** The id of a campaign, or its name. */
const params = z.object({ id: z.string().min(1).max(200) });

const callable = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/callable',
  summary: 'How many contacts may be called in each hour of the week to come, and what keeps the rest out of it',
  params,
  answer: callableAnswer,
});
const why = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/why',
  summary: 'Why nothing, or not more, is being dialed now: every contact under one reason',
  params,
  answer: whyAnswer,
});
const callerIds = jsonRoute({
  method: 'get',
  path: '/api/caller-ids',
  summary: 'How well the numbers shown are answered, against their own past and each other',
  answer: callerIdList,
});

export function whyRoutes(app: App, parts: Parts): void {
  const looks = new Looks();

  app.openapi(callable, async (c) => {
    const { id } = await ownCampaign(parts, c, c.req.valid('param').id);
    return c.json(await looks.share(`callable ${id}`, () => callableOf(parts, id)), 200);
  });

  app.openapi(why, async (c) => {
    const campaign = await ownCampaign(parts, c, c.req.valid('param').id);
    return c.json(await looks.share(`why ${campaign.id}`, () => whyOf(parts, campaign)), 200);
  });

  app.openapi(callerIds, async (c) => {
    const at = parts.clock.now();
    const health = await healthOfNumbers(parts.store, parts.floor.gate, at);
    return c.json({ at, callerIds: callerIdViews(health, await campaignsFor(parts, c)) }, 200);
  });
}

async function callableOf({ floor, store, clock, wallClock }: Parts, id: CampaignId) {
  const at = clock.now();
  const hours = closedHours(floor.gate);
  const plan = (candidate: Parameters<typeof floor.plannedCalls>[0]) => {
    const calls = floor.plannedCalls(candidate);
    hours.see(calls);
    return calls;
  };
  const counter = countCallable(floor.gate, plan, at);
  const looked = await lookAtContacts(store.contactPage, id, counter.add, wallClock);
  const { week, callable: contacts, blocked } = counter.result();
  return {
    at,
    week: { from: week.from, contacts: [...week.donors], ...hours.result(week.from, week.donors) },
    ...looked,
    callable: contacts,
    blocked: blockedViews(blocked),
  };
}

async function whyOf(parts: Parts, campaign: Campaign): Promise<z.infer<typeof whyAnswer>> {
  const { floor, store, clock, wallClock } = parts;
  const at = clock.now();
  const counter = countBlocked(floor.gate, (candidate) => floor.plannedCalls(candidate), at);
  const looked = await lookAtContacts(store.contactPage, campaign.id, counter.add, wallClock);
  const snapshot = floor.snapshot();
  const figures = snapshot.campaigns.find((each) => each.campaignId === campaign.id);
  if (figures === undefined) throw new Problem('not-found', 'There is no such campaign.');
  const health = await healthOfNumbers(store, floor.gate, at);
  const shown = health.find((each) => each.callerId === campaign.callerId);
  const { jurisdictions, zone, mode, status, name } = figures;
  const where = { jurisdictions, profile: figures.basis.profile };
  const { callable: contacts, blocked } = counter.result();
  return {
    at,
    campaign: { campaignId: campaign.id, name, mode, status },
    calls: Object.values(figures.calls).reduce((sum, count) => sum + count, 0),
    reasons: [...floorReasons(snapshot, figures, floor.gate.callerIdRefusals(campaign.callerId, mode, at, where))],
    contacts: { ...looked, callable: contacts, blocked: blockedViews(blocked) },
    abandonment: await abandonmentViews(store, floor.gate, { campaignId: campaign.id, ...where, zone, at }),
    callerId: shown === undefined ? null : healthView(shown),
  };
}

/** Of the charities this person may see; a program on this machine sees all. */
async function campaignsFor({ store, orgId }: Parts, c: HttpContext): Promise<readonly Campaign[]> {
  const principal = c.get('principal') as Principal | undefined;
  const all = await store.campaigns(orgId);
  return principal === undefined ? all : all.filter(({ clientId }) => maySeeClient(principal, clientId));
}

/** @throws Problem `not-found`, also for another charity's campaign */
async function ownCampaign(parts: Parts, c: HttpContext, idOrName: string): Promise<Campaign> {
  const found = (await campaignsFor(parts, c)).find(({ id, name }) => id === idOrName || name === idOrName);
  if (found !== undefined) return found;
  throw new Problem('not-found', 'There is no such campaign.');
}
