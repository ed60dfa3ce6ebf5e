import { z } from 'zod';
import { beforeAfter, type CampaignChange, type Figures, type Tally } from '../../campaigns/figures/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import { DAY_MS } from '../../kernel/time.ts';
import { type ChangeList, campaignId, changeList, objectiveRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem, refusalProblem } from '../problem.ts';
import { actorOf } from './act.ts';
import { jsonRoute } from './route.ts';

/** Hours worked are looked for so far on each side of a change. */
const REACH_MS = 7 * DAY_MS;

const params = z.object({ id: campaignId });
const list = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/changes',
  summary: 'What was changed of its pace and objectives, by whom, why, and what was before and after',
  params,
  answer: changeList,
});
const setObjective = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/objective',
  summary: 'Change what a campaign is to reach, with the reason',
  params,
  body: objectiveRequest,
  answer: changeList,
});

export function campaignChangeRoutes(app: App, parts: Parts): void {
  app.openapi(list, async (c) => {
    const campaign = ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    return c.json(await changesOf(parts, campaign.campaignId), 200);
  });

  app.openapi(setObjective, async (c) => {
    const { campaignId: id, clientId } = ownCampaign(parts, c.var.principal, c.req.valid('param').id);
    const { objective, value, reason } = c.req.valid('json');
    const known = (await parts.store.campaignChanges(id)).find(({ to }) => objective in to);
    const data = { objective, from: numberOf(known?.to[objective]), to: value, reason };
    const fact = {
      stream: `campaign:${id}`,
      type: 'campaign.objective-changed',
      data,
      clientId,
      campaignId: id,
    } as const;
    const result = await parts.floor.note([fact], actorOf(c.var.principal));
    if (!result.ok) throw refusalProblem(result.error);
    return c.json(await changesOf(parts, id), 200);
  });
}

function numberOf(value: string | number | null | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

async function changesOf({ store, clock, orgId }: Parts, id: CampaignId): Promise<ChangeList> {
  const changes = await store.campaignChanges(id);
  const [newest, oldest] = [changes[0]?.at ?? 0, changes.at(-1)?.at ?? 0];
  const period = { from: oldest - REACH_MS, to: Math.min(newest + REACH_MS, clock.now() + DAY_MS) };
  const asked = { orgId, campaignIds: [id], ...period, by: 'hour', zone: 'UTC', at: clock.now() } as const;
  const hours = changes.length === 0 ? [] : await store.figures(asked);
  const accounts = changes.length === 0 ? [] : await store.accounts.all(orgId);
  const names = new Map<string, string>(accounts.map(({ userId, displayName }) => [userId, displayName]));
  return {
    changes: changes.map((change) => changeView(change, beforeAfter(change, hours), names.get(change.actor) ?? null)),
  };
}

function changeView(
  change: CampaignChange,
  compared: ReturnType<typeof beforeAfter>,
  actorName: string | null,
): ChangeList['changes'][number] {
  const { changeId, at, actor, kind, from, to, reason } = change;
  const { hours, before, after, figuresBefore, figuresAfter, differences } = compared;
  return {
    changeId,
    at,
    actor,
    actorName,
    kind,
    from: { ...from },
    to: { ...to },
    reason,
    hours,
    before: shown(before, figuresBefore),
    after: shown(after, figuresAfter),
    differences: { ...differences },
  };
}

function shown({ dials, connected }: Tally, figures: Figures) {
  const { usefulPerHour, occupancy, abandonment, agreement } = figures;
  return { dials, connected, usefulPerHour, occupancy, abandonment, agreement };
}

/** Of another charity, a campaign is not there. */
function ownCampaign({ floor }: Parts, principal: Principal, id: CampaignId) {
  const campaign = floor.snapshot().campaigns.find((each) => each.campaignId === id);
  if (campaign === undefined || !maySeeClient(principal, campaign.clientId))
    throw new Problem('not-found', 'There is no such campaign.');
  return campaign;
}
