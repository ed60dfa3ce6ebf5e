import { describe, expect, it } from 'vitest';
import { historyFacts } from '../../src/dialer/index.ts';
import type { CampaignId } from '../../src/kernel/id.ts';
import { HOUR_MS, MINUTE_MS } from '../../src/kernel/time.ts';
import {
  coverage,
  type ForecastScore,
  forecastDay,
  type HistoryFact,
  historyOfLog,
  measure,
  measures,
  score,
  whatIf,
} from '../../src/pacing/index.ts';
import { settings } from './known-world.ts';
import { World } from './world.ts';

const LONG = process.env['FOYER_LONG_TESTS'] === '1';
const AGENTS = 12;
const RUN_IN_MINUTES = 5;
const PAST_MINUTES = 60;
const AHEAD_MINUTES = 45;
/** The floor goes on for a while, so that its closing time is not part of what is scored. */
const REST_MINUTES = 6;

/** The whole floor on a seeded carrier: the log of its first hour makes the forecast, the next 45 minutes score it. */
async function replay(seed: number): Promise<ForecastScore> {
  const minutes = RUN_IN_MINUTES + PAST_MINUTES + AHEAD_MINUTES + REST_MINUTES;
  const world = new World({ seed, agents: AGENTS, minutes, mode: 'predictive', donors: 250 * AGENTS });
  await world.run();
  const { facts, campaignId } = await logOf(world);
  const from = (facts[0]?.at ?? 0) + RUN_IN_MINUTES * MINUTE_MS;
  const startAt = from + PAST_MINUTES * MINUTE_MS;
  const endAt = startAt + AHEAD_MINUTES * MINUTE_MS;
  const hours = { zone: 'Europe/Paris', opensAt: 10 * HOUR_MS, closesAt: 20 * HOUR_MS };
  const question = whatIf({
    history: historyOfLog(facts, campaignId, from, startAt),
    now: { ...settings, ...hours, campaignId, window: '24h' },
    change: {},
    aheadMs: AHEAD_MINUTES * MINUTE_MS,
    seed,
    replications: 9,
  });
  const forecast = forecastDay({ ...question, ...question.now });
  return score(forecast, measure(historyOfLog(facts, campaignId, from, endAt), startAt, endAt));
}

async function logOf(world: World): Promise<{ readonly facts: HistoryFact[]; readonly campaignId: CampaignId }> {
  const facts: HistoryFact[] = [];
  let campaignId: CampaignId | undefined;
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<World['store']['readEvents']>> = await world.store.readEvents(after, 1_000);
    for (const event of page.events) {
      facts.push(...historyFacts(event));
      if (event.type === 'call.placed') campaignId ??= event.campaignId ?? undefined;
    }
    after = page.next;
  }
  if (campaignId === undefined) throw new Error('the floor placed no call');
  return { facts, campaignId };
}

describe.runIf(LONG)('forecasts of a whole floor from its log', () => {
  it('hold in 70 to 90 % of 100 replays', async () => {
    const scores: ForecastScore[] = [];
    for (let seed = 0; seed < 100; seed++) scores.push(await replay(seed));
    const held = coverage(scores);
    console.log(JSON.stringify(held));
    const mean = measures.reduce((sum, name) => sum + held[name], 0) / measures.length;
    expect(mean).toBeGreaterThanOrEqual(0.7);
    expect(mean).toBeLessThanOrEqual(0.9);
    // Each share is known to some 4 points.
    for (const name of measures) expect(held[name], name).toBeGreaterThanOrEqual(0.65);
  });
});
