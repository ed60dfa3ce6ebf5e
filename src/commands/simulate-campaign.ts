import { historyFacts } from '../dialer/index.ts';
import { systemClock } from '../kernel/system-clock.ts';
import { HOUR_MS, MINUTE_MS, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import {
  type Change,
  type HistoryFact,
  historyOfLog,
  measure,
  type PacingCampaignSettings,
  whatIf,
} from '../pacing/index.ts';
import type { Store } from '../storage/index.ts';
import { CommandError, EXIT } from './exit-code.ts';
import { ORG_ID } from './installation.ts';
import { openStore } from './open-store.ts';
import type { WhatIfOptions } from './simulate-options.ts';
import { plainSettings, simulateOrExit } from './simulate-question.ts';
import { comparisonColumns, happenedColumn, table } from './simulate-words.ts';

const PAGE = 1_000;
/** How far the log is looked back for the hours in which the campaign called. */
const LOOK_BACK_MS = 30 * 24 * HOUR_MS;

/** What other settings would give a campaign of this installation, from its own last hours. */
export async function simulateCampaign(dataFolder: string, name: string, options: WhatIfOptions): Promise<number> {
  const store = await openStore(dataFolder, systemClock);
  try {
    const campaign = (await store.campaigns(ORG_ID)).find((one) => one.name === name);
    if (campaign === undefined)
      throw new CommandError(`There is no campaign ${JSON.stringify(name)} here.`, EXIT.usage);
    const facts = await factsSince(store, systemClock.now() - LOOK_BACK_MS);
    const last = facts.reduce(
      (at, fact) => (fact.type === 'placed' && fact.campaignId === campaign.id ? fact.at : at),
      0,
    );
    const to = last + MINUTE_MS;
    const history = historyOfLog(facts, campaign.id, to - options.hours * HOUR_MS, to);
    const now: PacingCampaignSettings = {
      ...plainSettings(campaign.id),
      mode: campaign.mode === 'predictive' ? 'predictive' : 'progressive',
      abandonmentLimit: options.limit / 100,
      ringLimitMs: campaign.ringLimitMs,
      maxLines: campaign.maxLines,
    };
    const question = whatIf({
      history,
      now,
      change: changeOf(options),
      aheadMs: options.ahead === undefined ? undefined : options.ahead * MINUTE_MS,
      seed: options.seed,
      replications: options.replications,
    });
    const comparison = await simulateOrExit(question, systemClock);
    const happened = measure(history, history.from, history.to);
    process.stdout.write(
      options.json === true
        ? `${JSON.stringify({ happened, comparison })}\n`
        : `${name}: the next ${Math.round(question.durationMs / MINUTE_MS)} minutes, ${comparison.now.replications} times, seed ${options.seed}:\n${table([happenedColumn(happened), ...comparisonColumns(comparison, ['as set now', 'as tried'])])}`,
    );
    return EXIT.ok;
  } finally {
    await store.close();
  }
}

function changeOf({ toLimit, toRing, toAgents, toMode }: WhatIfOptions): Change {
  if (toMode !== undefined && toMode !== 'progressive' && toMode !== 'predictive')
    throw new CommandError(`--to-mode ${toMode} is neither progressive nor predictive.`, EXIT.usage);
  return {
    ...(toLimit === undefined ? {} : { abandonmentLimit: toLimit / 100 }),
    ...(toRing === undefined ? {} : { ringLimitMs: toRing * SECOND_MS }),
    ...(toAgents === undefined ? {} : { agents: toAgents }),
    ...(toMode === undefined ? {} : { mode: toMode }),
  };
}

async function factsSince(store: Store, since: UtcMs): Promise<HistoryFact[]> {
  const facts: HistoryFact[] = [];
  for (let after: number | undefined = 0; after !== undefined; ) {
    const page: Awaited<ReturnType<Store['readEvents']>> = await store.readEvents(after, PAGE, { since });
    for (const event of page.events) facts.push(...historyFacts(event));
    after = page.next;
  }
  return facts;
}
