import { z } from 'zod';
import { callingDay, historyFacts, paceWithin } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { UtcMs } from '../../kernel/time.ts';
import {
  type Change,
  type HistoryFact,
  historyOfLog,
  measure,
  type PacingCampaignSettings,
  WHAT_IF_DEADLINE_MS,
  whatIf,
} from '../../pacing/index.ts';
import { campaignId, type WhatIfRequest, whatIfAnswer, whatIfRequest } from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { jsonRoute } from './route.ts';

const PAGE = 1_000;
/** Facts of the log read for one question: an hour of two hundred agents; adding them up holds the loop some 20 ms. */
const MAX_FACTS = 60_000;
/** Courses asked for; the deadline decides how many there are. */
const REPLICATIONS = 40;
/** Time in which the workers at least get their chance, however long the log took to read. */
const LEAST_DEADLINE_MS = 1_000;

const ask = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/what-if',
  summary: 'What other settings would give, simulated from the last hours of the campaign; changes nothing',
  params: z.object({ id: campaignId }),
  body: whatIfRequest,
  answer: whatIfAnswer,
});

export function whatIfRoutes(app: App, parts: Parts): void {
  app.openapi(ask, async (c) => {
    const from = parts.wallClock.monotonic();
    const { lookBackMs, aheadMs, seed, ...tried } = c.req.valid('json');
    const now = await settingsOf(parts, c.var.principal, c.req.valid('param').id);
    const to = parts.clock.now();
    const facts = await factsSince(parts, to - lookBackMs);
    const history = historyOfLog(facts, now.campaignId, to - lookBackMs, to);
    const question = whatIf({ history, now, change: changeOf(tried), aheadMs, seed, replications: REPLICATIONS });
    const leftMs = WHAT_IF_DEADLINE_MS - (parts.wallClock.monotonic() - from);
    const reply = await parts.simulations.compare(question, Math.max(LEAST_DEADLINE_MS, leftMs));
    if (reply.kind === 'refused') throw new Problem('wrong-state', `No forecast: ${reply.reason}`);
    const { now: asNow, tried: asTried, difference } = reply.comparison;
    return c.json(
      {
        startAt: asNow.startAt,
        durationMs: asNow.durationMs,
        seed,
        replications: asNow.replications,
        happened: { ...measure(history, history.from, history.to) },
        now: { ...asNow.intervals },
        tried: { ...asTried.intervals },
        difference: { ...difference },
      },
      200,
    );
  });
}

/** @throws Problem `not-found`, also for another charity's campaign */
async function settingsOf(
  { floor, store, orgId }: Parts,
  principal: Principal,
  id: CampaignId,
): Promise<PacingCampaignSettings> {
  const campaign = (await store.campaigns(orgId)).find((each) => each.id === id);
  if (campaign === undefined || !maySeeClient(principal, campaign.clientId))
    throw new Problem('not-found', 'There is no such campaign.');
  const figures = floor.snapshot().campaigns.find((each) => each.campaignId === id);
  const mode = figures?.mode ?? campaign.mode;
  const terms = figures?.terms ?? floor.gate.terms();
  const jurisdictions = new Set(figures?.jurisdictions);
  return {
    campaignId: id,
    // Preview and manual dialing hold an agent for each call, as 1:1 does.
    mode: mode === 'predictive' ? 'predictive' : 'progressive',
    ...paceWithin(campaign, terms),
    window: terms.abandonmentWindow,
    ...callingDay({
      places: { jurisdictions, zone: jurisdictions.size === 0 ? undefined : figures?.zone, looked: true },
    }),
    ringLimitMs: campaign.ringLimitMs,
    connectLimitMs: terms.connectLimitMs,
  };
}

function changeOf({ mode, abandonmentLimit, ringLimitMs, maxLines, agents }: Partial<WhatIfRequest>): Change {
  return {
    ...(mode === undefined ? {} : { mode }),
    ...(abandonmentLimit === undefined ? {} : { abandonmentLimit }),
    ...(ringLimitMs === undefined ? {} : { ringLimitMs }),
    ...(maxLines === undefined ? {} : { maxLines }),
    ...(agents === undefined ? {} : { agents }),
  };
}

async function factsSince({ store }: Parts, since: UtcMs): Promise<HistoryFact[]> {
  const facts: HistoryFact[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Parts['store']['readEvents']>> = await store.readEvents(after, PAGE, { since });
    for (const event of page.events) facts.push(...historyFacts(event));
    if (facts.length > MAX_FACTS)
      throw new Problem('wrong-state', 'No forecast: the log of this stretch is too long; give a smaller lookBackMs.');
    after = page.next;
  }
  return facts;
}
