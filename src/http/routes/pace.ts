import { z } from 'zod';
import type { CampaignId } from '../../kernel/id.ts';
import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';
import { campaignId, type PaceDecision, paceView } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient } from '../principal.ts';
import { Problem } from '../problem.ts';
import { abandonmentViews } from '../why/views.ts';
import { jsonRoute } from './route.ts';

/** Decisions are looked for so far back, in so many pages of the log at most. */
const REACH_MS = 2 * MINUTE_MS;
const MAX_PAGES = 5;
const PAGE = 1_000;
const MAX_DECISIONS = 20;

const show = jsonRoute({
  method: 'get',
  path: '/api/campaigns/{id}/pace',
  summary: 'The lawful range of the pace, what may still be abandoned, and the last decisions with their reason',
  params: z.object({ id: campaignId }),
  answer: paceView,
});

export function paceRoutes(app: App, parts: Parts): void {
  app.openapi(show, async (c) => {
    const { floor, store, clock, orgId } = parts;
    const id = c.req.valid('param').id;
    const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
    const figures = floor.snapshot().campaigns.find((each) => each.campaignId === id);
    if (campaign === undefined || figures === undefined || !maySeeClient(c.var.principal, campaign.clientId))
      throw new Problem('not-found', 'There is no such campaign.');
    const at = clock.now();
    const { jurisdictions, zone, basis, terms } = figures;
    const asked = { campaignId: id, jurisdictions, zone, profile: basis.profile, at };
    return c.json(
      {
        at,
        range: {
          abandonmentMost: terms.abandonmentLimit,
          cancelAfterLeastMs: terms.minimumRingMs,
          cancelAfterBelowMs: campaign.ringLimitMs,
        },
        abandonment: await abandonmentViews(store, floor.gate, asked),
        decisions: await decisionsSince(parts, id, at - REACH_MS),
      },
      200,
    );
  });
}

async function decisionsSince({ store }: Parts, id: CampaignId, since: UtcMs): Promise<PaceDecision[]> {
  const found: PaceDecision[] = [];
  let after: number | undefined = 0;
  for (let page = 0; page < MAX_PAGES && after !== undefined; page++) {
    const read: Awaited<ReturnType<Parts['store']['readEvents']>> = await store.readEvents(after, PAGE, { since });
    for (const event of read.events) {
      if (event.type !== 'pacing.decided') continue;
      const lines = event.data.lines[id] ?? 0;
      if (lines > 0) found.push({ version: event.data.version, at: event.at, lines, words: { ...event.data.words } });
    }
    after = read.next;
  }
  return found.slice(-MAX_DECISIONS).reverse();
}
