import { type DurationMs, HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { shortestWindow } from './abandonment.ts';
import type { CheckOf, RuleCheck } from './pack-checks.ts';
import type { CallTerms } from './planned-call.ts';
import { type Profile, profileStrengths } from './profile.ts';
import type { RulePack } from './rule-pack.ts';

/** What the house keeps to wherever no rule says more: most regulators that name figures name these. */
const HOUSE: CallTerms = {
  connectLimitMs: 2 * SECOND_MS,
  minimumRingMs: 15 * SECOND_MS,
  abandonedRestMs: 72 * HOUR_MS,
  abandonmentLimit: 0.03,
  abandonmentWindow: '24h',
};

/**
 * The terms of a jurisdiction. In the recommended profile the strictest of its rules and the house's own; in the
 * statutory one the law's figures, and the house's only where the law has none: silence helps nobody.
 * Versions of a rule that are over count no more; one that is to come counts already.
 */
export function callTerms(packs: readonly RulePack[], jurisdiction: string, profile: Profile): CallTerms {
  const own = packs.find((pack) => pack.jurisdiction === jurisdiction);
  const all = <T extends RuleCheck['type']>(type: T) =>
    (own?.rules ?? [])
      .filter((rule) => rule.effective_to === null && profileStrengths[profile].includes(rule.strength))
      .map(({ check }) => check)
      .filter((check): check is CheckOf<T> => check.type === type);
  const house = <T>(found: readonly T[], value: T): readonly T[] =>
    profile === 'recommended' || found.length === 0 ? [...found, value] : found;
  const msOf = (values: readonly number[], unitMs: number) => values.map((value) => value * unitMs);

  const connect = msOf(
    all('connect_delay').map((check) => check.max_seconds),
    SECOND_MS,
  );
  const ring = msOf(
    all('ring_time').map((check) => check.min_seconds),
    SECOND_MS,
  );
  const rest = msOf(
    all('abandoned_retry_block').map((check) => check.hours),
    HOUR_MS,
  );
  const limits = all('abandonment');
  const window = shortestWindow(limits.flatMap((check) => check.windows));
  return {
    connectLimitMs: Math.min(...house(connect, HOUSE.connectLimitMs)),
    minimumRingMs: Math.max(...house(ring, HOUSE.minimumRingMs)),
    abandonedRestMs: Math.max(...house(rest, HOUSE.abandonedRestMs)),
    abandonmentLimit: Math.min(
      ...house(
        limits.map((check) => check.max_rate),
        HOUSE.abandonmentLimit,
      ),
    ),
    abandonmentWindow: window === 'none' ? HOUSE.abandonmentWindow : window,
  };
}

/** The terms of each jurisdiction in either profile, ready to be looked up; without one, the strictest of all. */
export function termsTable(packs: readonly RulePack[], codes: readonly string[]) {
  const table = (profile: Profile) => {
    const each = new Map(codes.map((code) => [code, callTerms(packs, code, profile)]));
    return { each, strictest: strictestTerms([...each.values()]) };
  };
  const tables = { statutory: table('statutory'), recommended: table('recommended') };
  return (profile: Profile, jurisdiction: string | undefined): CallTerms => {
    const { each, strictest } = tables[profile];
    return jurisdiction === undefined ? strictest : (each.get(jurisdiction) ?? strictest);
  };
}

/** The rest after an abandoned call that law or a regulator asks for, ms; the rest of it is a courtesy. 0: none does. */
export function abandonedLawMs(packs: readonly RulePack[], jurisdiction: string): DurationMs {
  const rules = packs.find((pack) => pack.jurisdiction === jurisdiction)?.rules ?? [];
  const hours = rules.flatMap(({ effective_to: to, strength, check }) =>
    to === null && profileStrengths.statutory.includes(strength) && check.type === 'abandoned_retry_block'
      ? [check.hours]
      : [],
  );
  return Math.max(0, ...hours) * HOUR_MS;
}

/** The strictest of each term. */
export function strictestTerms(all: readonly CallTerms[]): CallTerms {
  const terms = all.length === 0 ? [HOUSE] : all;
  return {
    connectLimitMs: Math.min(...terms.map((each) => each.connectLimitMs)),
    minimumRingMs: Math.max(...terms.map((each) => each.minimumRingMs)),
    abandonedRestMs: Math.max(...terms.map((each) => each.abandonedRestMs)),
    abandonmentLimit: Math.min(...terms.map((each) => each.abandonmentLimit)),
    abandonmentWindow: shortestWindow(terms.map((each) => each.abandonmentWindow)),
  };
}
