import type { UtcMs } from '../kernel/time.ts';
import { type Check, NEVER } from './check.ts';
import { type DayNumber, parseIsoDate } from './civil-date.ts';
import { consentFrom, holds, isExempt } from './consent.ts';
import type { CheckOf } from './pack-checks.ts';
import type { PersonFacts } from './planned-call.ts';
import type { Zone } from './zone.ts';

/**
 * Without the result of a screening the call is refused: a list that was not asked, or is too old, may hold the
 * number by now.
 */
export function registryScreen(check: CheckOf<'registry_screen'>): Check {
  const lists = check.also_blocks === undefined ? [check.list] : [check.list, check.also_blocks];
  const byAnyConsent = check.overridden_by.includes('consent.call');
  const byLaterConsent = check.overridden_by.includes('consent.call_after_listing');

  /** The last local day on which the screening counts. */
  const lastFreshDay = (facts: PersonFacts): DayNumber => {
    if (facts.listDates === undefined) return Number.POSITIVE_INFINITY;
    let last = Number.POSITIVE_INFINITY;
    for (const list of lists) {
      const day = parseIsoDate(facts.listDates[list] ?? '');
      if (day === undefined) return Number.NEGATIVE_INFINITY;
      if (check.max_list_age_days !== undefined) last = Math.min(last, day + check.max_list_age_days);
    }
    return last;
  };
  const blocksFrom = (since: string) => {
    const day = parseIsoDate(since);
    return day === undefined ? Number.NEGATIVE_INFINITY : day + check.grace_days;
  };
  const listed = (facts: PersonFacts) => facts.registries?.filter(({ list }) => lists.includes(list)) ?? [];
  const overridden = (facts: PersonFacts, since: string, zone: Zone, at: UtcMs): UtcMs => {
    const { consent } = facts;
    if (consent === undefined) return NEVER;
    const day = parseIsoDate(since);
    const later = byLaterConsent && day !== undefined && zone.localDay(consent.callAt) > day;
    return byAnyConsent || later ? consentFrom(consent, at) : NEVER;
  };

  return {
    earliest({ facts }, zone, at) {
      if (isExempt(facts, check.exempt_relations)) return at;
      if (facts?.registries === undefined) return NEVER;
      const today = zone.localDay(at);
      if (today > lastFreshDay(facts)) return NEVER;
      let from = at;
      for (const { since } of listed(facts)) {
        if (today >= blocksFrom(since)) from = Math.max(from, overridden(facts, since, zone, at));
      }
      return from;
    },
    closesAt({ facts }, zone, at) {
      if (facts === undefined || isExempt(facts, check.exempt_relations)) return NEVER;
      const lastDay = lastFreshDay(facts);
      let closes = Number.isFinite(lastDay) ? zone.startOfDay(lastDay + 1) : NEVER;
      for (const { since } of listed(facts)) {
        const from = blocksFrom(since);
        const blocks = Number.isFinite(from) ? zone.startOfDay(from) : at;
        const { consent } = facts;
        if (blocks > at) closes = Math.min(closes, blocks);
        else if (consent !== undefined && holds(consent, at)) closes = Math.min(closes, consent.withdrawnAt ?? NEVER);
      }
      return closes;
    },
  };
}
