import { type DurationMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../kernel/time.ts';
import { type CampaignView, linesOut } from './floor-view.ts';
import { firstBooked } from './model/abandonment-account.ts';

/*
 * Campaigns that share agents share the risk: an answer of one takes the agent of another. Were the most careful of
 * them heeded all the time, one with a low limit, or with its allowance spent, would idle the agents of all. So such a
 * one dials by turns: in its turn all keep to its threshold, for the rest it dials nothing and the others bet as if it
 * were not there.
 */

/** While a campaign's allowance is spent, it keeps to this share of the risk at most. */
const SPENT_SHARE = 0.3;
/** Below this share of the boldest one's threshold, a campaign dials by turns. */
const CAREFUL_SHARE = 0.6;
/** A round of turns; long beside the time a phone rings. */
const ROUND_MS: DurationMs = 6 * MINUTE_MS;
/** The careful ones have so much of it at most. */
const MOST_OF_ROUND = 0.5;
/** Without a line placed for so long, a campaign has no list left, and no claim. */
const CLAIM_MS: DurationMs = 2 * ROUND_MS;
/** For so long in each minute, one without a claim is waited for all the same: it may have been given a list. */
const ASKED_FOR_MS: DurationMs = 5 * SECOND_MS;

/** Settles the part of each campaign; `shares` must be known. */
export function settle(views: readonly CampaignView[], at: UtcMs): void {
  const asked = views.filter(({ settings }) => settings !== undefined);
  for (const view of asked) settleBet(view);
  for (const view of asked) settleTurn(view, at);
  for (const view of asked) view.sharing.quota = quotaOf(view, at);
}

function settleBet(view: CampaignView): void {
  const { allowance, sharing, settings, oneToOne } = view;
  const besideBets = settings?.mode === 'predictive' && allowance.stopped === 'spent' && others(view).some(isBold);
  sharing.bets = !oneToOne || besideBets;
  sharing.threshold = oneToOne ? Math.min(SPENT_SHARE * allowance.reference, allowance.threshold) : allowance.threshold;
}

function isBold({ oneToOne, settings }: CampaignView): boolean {
  return settings !== undefined && !oneToOne;
}

function others(view: CampaignView): CampaignView[] {
  return [...view.shares.keys()].filter((other) => other !== view);
}

function bettors(view: CampaignView): CampaignView[] {
  return [...view.shares.keys()].filter(({ sharing }) => sharing.bets);
}

function settleTurn(view: CampaignView, at: UtcMs): void {
  const { sharing } = view;
  if (!sharing.bets) return;
  const all = bettors(view).filter((other) => other === view || hasClaim(other, at));
  if (all.length < 2) return;
  const boldest = Math.max(...all.map((other) => other.sharing.threshold));
  const isCareful = (other: CampaignView) => other.sharing.threshold < CAREFUL_SHARE * boldest;
  sharing.careful = isCareful(view);
  const share = Math.min(MOST_OF_ROUND, all.filter(isCareful).length / all.length);
  sharing.rests = sharing.careful && at % ROUND_MS >= share * ROUND_MS;
}

/** The most careful threshold among those that dial now, or whose lines are out. */
export function sharedThreshold(view: CampaignView, granted: ReadonlyMap<CampaignView, number>): number {
  let least = view.sharing.threshold;
  for (const other of view.shares.keys()) {
    const { bets, rests, threshold } = other.sharing;
    if (!bets || (rests && linesOut(other) + (granted.get(other) ?? 0) === 0)) continue;
    least = Math.min(least, threshold);
  }
  return least;
}

/** It places lines when it may. One that never placed any is waited for until the others have been at it for a while. */
export function hasClaim({ model: { placedAt }, shares }: CampaignView, at: UtcMs): boolean {
  const last = placedAt.at(-1);
  if (last !== undefined) return at - last <= CLAIM_MS;
  for (const { model } of shares.keys()) if (at - (firstBooked(model.account) ?? at) > CLAIM_MS) return false;
  return true;
}

/** An equal part of the agents for each campaign that shares them. */
function quotaOf(view: CampaignView, at: UtcMs): number {
  if (view.sharing.bets) return Number.POSITIVE_INFINITY;
  const probing = at % MINUTE_MS < ASKED_FOR_MS;
  const rivals = bettors(view).filter((other) => probing || hasClaim(other, at)).length;
  return rivals === 0 ? Number.POSITIVE_INFINITY : Math.max(1, Math.round(view.agents.length / (1 + rivals)));
}

/**
 * Whoever placed a line longest ago comes first, of several the one with the fewest answers of late, so that equals
 * fare alike; one that places nothing comes last, and first now and then: it may have been given a list.
 */
export function inTurn<T extends { readonly view: CampaignView }>(list: readonly T[], version: number, at: UtcMs): T[] {
  if (list.length < 2) return [...list];
  const without = Math.abs(version) % CLAIMLESS_FIRST === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const last = new Map(
    list.map((own) => [own, hasClaim(own.view, at) ? (own.view.model.placedAt.at(-1) ?? 0) : without]),
  );
  return [...list].sort(
    (a, b) => compare(last.get(a), last.get(b)) || compare(a.view.model.pace.answers, b.view.model.pace.answers),
  );
}

/** One decision in so many. */
const CLAIMLESS_FIRST = 8;

function compare(a = 0, b = 0): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
