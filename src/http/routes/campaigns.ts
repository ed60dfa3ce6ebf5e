import { z } from 'zod';
import { type CallBasis, type CampaignPacing, endWords } from '../../campaigns/index.ts';
import type { CampaignAct, CampaignFigures } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import {
  basisRequest,
  type CampaignView,
  campaignDetail,
  campaignId,
  campaignList,
  modeRequest,
  pacingRequest,
  campaignView as viewSchema,
} from '../contract/index.ts';
import { campaignView } from '../live/floor-view.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { endsOf, hasEnd } from './campaign-ends.ts';
import { jsonRoute } from './route.ts';

const params = z.object({ id: campaignId });
const NOTHING_YET = { placed: 0, answered: 0, bridged: 0, abandoned: 0, ended: 0 };

const list = jsonRoute({
  method: 'get',
  path: '/api/campaigns',
  summary: 'The campaigns I may see',
  answer: campaignList,
});
const show = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}',
  summary: 'One campaign with its counts',
  params,
  answer: campaignDetail,
});
const start = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/start',
  summary: 'Begin to dial',
  params,
  answer: viewSchema,
});
const stop = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/stop',
  summary: 'No new call; talks go on',
  params,
  answer: viewSchema,
});
const setMode = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/mode',
  summary: 'Change the way of dialing',
  params,
  body: modeRequest,
  answer: viewSchema,
});

const setBasis = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/basis',
  summary: 'Change what the calls are for and under which rules, with the reason',
  params,
  body: basisRequest,
  answer: viewSchema,
});
const setPacing = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/pacing',
  summary: 'Change the pace within the rules, with the reason',
  params,
  body: pacingRequest,
  answer: viewSchema,
});

export function campaignRoutes(app: App, parts: Parts): void {
  const { floor, store, rates } = parts;

  app.openapi(list, (c) => {
    const snapshot = floor.snapshot();
    const own = snapshot.campaigns.filter(({ clientId }) => maySeeClient(c.var.principal, clientId));
    return c.json({ campaigns: own.map((each) => campaignView(each, snapshot, rates)) }, 200);
  });

  app.openapi(show, async (c) => {
    const figures = ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    const [counts, contacts] = await Promise.all([
      store.campaignCounts(),
      store.contactTally(figures.campaignId, parts.clock.now()),
    ]);
    const { placed, answered, bridged, abandoned, ended } =
      counts.find((each) => each.campaignId === figures.campaignId) ?? NOTHING_YET;
    return c.json(
      {
        campaign: campaignView(figures, floor.snapshot(), rates),
        totals: { placed, answered, bridged, abandoned, ended },
        contacts: { ...contacts },
      },
      200,
    );
  });

  const act = (principal: Principal, act: CampaignAct) => actOn(parts, principal, act);
  app.openapi(start, async (c) =>
    c.json(await act(c.var.principal, { type: 'campaign.start', campaignId: c.req.valid('param').id }), 200),
  );
  app.openapi(stop, async (c) =>
    c.json(await act(c.var.principal, { type: 'campaign.stop', campaignId: c.req.valid('param').id }), 200),
  );
  app.openapi(setMode, async (c) => {
    const { mode } = c.req.valid('json');
    return c.json(
      await act(c.var.principal, { type: 'campaign.set-mode', campaignId: c.req.valid('param').id, mode }),
      200,
    );
  });
  app.openapi(setBasis, async (c) => {
    const { reason, ...basis } = c.req.valid('json');
    const { id: campaignId } = c.req.valid('param');
    const change = { type: 'campaign.set-basis', campaignId, basis: basis as Partial<CallBasis>, reason } as const;
    return c.json(await act(c.var.principal, change), 200);
  });
  app.openapi(setPacing, async (c) => {
    const { reason, ...pacing } = c.req.valid('json');
    const change = {
      type: 'campaign.set-pacing',
      campaignId: c.req.valid('param').id,
      // What is missing in JSON is missing here too, never undefined.
      pacing: pacing as Partial<CampaignPacing>,
      reason,
    } as const;
    return c.json(await act(c.var.principal, change), 200);
  });
}

async function actOn(parts: Parts, principal: Principal, act: CampaignAct): Promise<CampaignView> {
  const { floor, rates } = parts;
  ownCampaign(parts, principal, act.campaignId);
  if (act.type === 'campaign.start') await refuseEnded(parts, act.campaignId);
  const result = await floor.actOnCampaign(act, actorOf(principal));
  if (!result.ok) throw refusalProblem(result.error);
  return campaignView(ownCampaign(parts, principal, act.campaignId), floor.snapshot(), rates);
}

/** One that has come to its end would only be stopped again. */
async function refuseEnded(parts: Parts, id: CampaignId): Promise<void> {
  const { store, orgId, clock } = parts;
  const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
  if (campaign === undefined || !hasEnd(campaign)) return;
  const { ends } = await endsOf({ store, orgId, at: clock.now() }, campaign);
  if (ends.length > 0) throw new Problem('not-possible', endWords(ends).en);
}

/** @throws Problem `not-found`, also for another charity's campaign */
function ownCampaign({ floor }: Parts, principal: Principal, id: CampaignId): CampaignFigures {
  const found = floor.snapshot().campaigns.find((each) => each.campaignId === id);
  if (found !== undefined && maySeeClient(principal, found.clientId)) return found;
  throw new Problem('not-found', 'There is no such campaign.');
}
