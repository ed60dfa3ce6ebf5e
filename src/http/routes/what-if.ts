import { z } from 'zod';
import { callingDay, paceWithin } from '../../dialer/index.ts';
import type { CampaignId } from '../../kernel/id.ts';
import {
  type Change,
  type Comparison,
  historyOfLog,
  type Measures,
  measure,
  type PacingCampaignSettings,
  replayOf,
  WHAT_IF_DEADLINE_MS,
  type WhatIfQuestion,
  whatIf,
  workBegins,
} from '../../pacing/index.ts';
import {
  campaignId,
  replayRequest,
  type WhatIfAnswer,
  type WhatIfRequest,
  whatIfAnswer,
  whatIfRequest,
} from '../contract/index.ts';
import type { App, Parts } from '../parts.ts';
import { maySeeClient, type Principal } from '../principal.ts';
import { Problem } from '../problem.ts';
import { factsBetween, historyBetweenOf } from './past-facts.ts';
import { jsonRoute } from './route.ts';

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

const replay = jsonRoute({
  method: 'post',
  path: '/api/campaigns/{id}/replay',
  summary: 'Past hours of the campaign again, with the agents who were there, under other settings; changes nothing',
  params: z.object({ id: campaignId }),
  body: replayRequest,
  answer: whatIfAnswer,
});

export function whatIfRoutes(app: App, parts: Parts): void {
  app.openapi(ask, async (c) => {
    const begun = parts.wallClock.monotonic();
    const { lookBackMs, aheadMs, seed, ...tried } = c.req.valid('json');
    const now = await settingsOf(parts, c.var.principal, c.req.valid('param').id);
    const to = parts.clock.now();
    const facts = await factsBetween(parts, to - lookBackMs, to);
    const history = historyOfLog(facts, now.campaignId, to - lookBackMs, to);
    const question = whatIf({ history, now, change: changeOf(tried), aheadMs, seed, replications: REPLICATIONS });
    const happened = measure(history, history.from, history.to);
    const past = { happened, happenedMs: to - workBegins(history) };
    return c.json(answerOf(await compared(parts, question, begun), seed, past), 200);
  });

  app.openapi(replay, async (c) => {
    const begun = parts.wallClock.monotonic();
    const { from, lengthMs, seed, ...tried } = c.req.valid('json');
    const now = await settingsOf(parts, c.var.principal, c.req.valid('param').id);
    if (from + lengthMs > parts.clock.now()) throw notYet();
    const history = await historyBetweenOf(parts, now.campaignId, from, from + lengthMs);
    const change = changeOf(tried);
    const { question, happened } = replayOf({
      ...{ history, now, change, from, lengthMs, seed },
      replications: REPLICATIONS,
    });
    const past = { happened, happenedMs: lengthMs };
    return c.json(answerOf(await compared(parts, question, begun), seed, past), 200);
  });
}

function notYet(): Problem {
  const message = 'ends in the future: take hours that are over';
  return new Problem('bad-request', `The request does not fit: from ${message}.`, {
    errors: [{ field: 'from', message }],
  });
}

/** @throws Problem `wrong-state` */
async function compared({ simulations, wallClock }: Parts, question: WhatIfQuestion, begun: number) {
  const leftMs = WHAT_IF_DEADLINE_MS - (wallClock.monotonic() - begun);
  const reply = await simulations.compare(question, Math.max(LEAST_DEADLINE_MS, leftMs));
  if (reply.kind === 'refused') throw new Problem('wrong-state', `No forecast: ${reply.reason}`);
  return reply.comparison;
}

interface Past {
  readonly happened: Measures;
  readonly happenedMs: number;
}

function answerOf({ now, tried, difference }: Comparison, seed: number, past: Past): WhatIfAnswer {
  return {
    startAt: now.startAt,
    durationMs: now.durationMs,
    seed,
    replications: now.replications,
    happened: { ...past.happened },
    happenedMs: past.happenedMs,
    now: { ...now.intervals },
    tried: { ...tried.intervals },
    difference: { ...difference },
  };
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
