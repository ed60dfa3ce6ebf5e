import type { UtcMs } from '../kernel/time.ts';
import { type Check, NEVER } from './check.ts';
import { type DayNumber, monthsLater, parseIsoDate } from './civil-date.ts';
import type { CheckOf } from './pack-checks.ts';
import type { Consent, PersonFacts } from './planned-call.ts';
import type { Zone } from './zone.ts';

/** A consent that was given and not withdrawn at that instant. */
export function holds(consent: Consent, at: UtcMs): boolean {
  return consent.callAt <= at && (consent.withdrawnAt === undefined || consent.withdrawnAt > at);
}

/** From when a consent, if there is one, allows a call at or after `at`. */
export function consentFrom(consent: Consent | undefined, at: UtcMs): UtcMs {
  if (consent === undefined) return NEVER;
  const from = Math.max(at, consent.callAt);
  return holds(consent, from) ? from : NEVER;
}

/** Without a known, valid consent the call is refused: what is not known counts as not given. */
export function consentRequired(check: CheckOf<'consent_required'>): Check {
  const renewalFrom = check.renewal_from === undefined ? undefined : parseIsoDate(check.renewal_from);
  const lapsesAt = (consent: Consent, zone: Zone): UtcMs => {
    if (check.renewal_years === undefined) return NEVER;
    const given = Math.max(zone.localDay(consent.callAt), renewalFrom ?? Number.NEGATIVE_INFINITY);
    return zone.startOfDay(monthsLater(given, check.renewal_years * 12) + 1);
  };
  return {
    earliest({ facts }, zone, at) {
      if (isExempt(facts, check.exempt_relations)) return at;
      const from = consentFrom(facts?.consent, at);
      if (from === NEVER || facts?.consent === undefined) return NEVER;
      return from < lapsesAt(facts.consent, zone) ? from : NEVER;
    },
    closesAt({ facts }, zone) {
      const consent = facts?.consent;
      if (consent === undefined || isExempt(facts, check.exempt_relations)) return NEVER;
      return Math.min(consent.withdrawnAt ?? NEVER, lapsesAt(consent, zone));
    },
  };
}

/** People whose tie to the charity ended longer ago are left in peace; an end that is not known counts as too long ago. */
export function relationAge(check: CheckOf<'relation_age'>): Check {
  const lastDay = (facts: PersonFacts | undefined): DayNumber => {
    if (facts?.relationEndedOn === undefined) return Number.NEGATIVE_INFINITY;
    if (facts.relationEndedOn === null) return Number.POSITIVE_INFINITY;
    const ended = parseIsoDate(facts.relationEndedOn);
    return ended === undefined ? Number.NEGATIVE_INFINITY : monthsLater(ended, check.max_months);
  };
  const binds = (facts: PersonFacts | undefined) => facts?.audience === undefined || facts.audience === check.audience;
  return {
    earliest({ facts }, zone, at) {
      if (!binds(facts) || zone.localDay(at) <= lastDay(facts)) return at;
      return check.overridden_by.length > 0 ? consentFrom(facts?.consent, at) : NEVER;
    },
    closesAt({ facts }, zone, at) {
      if (!binds(facts)) return NEVER;
      const last = lastDay(facts);
      if (zone.localDay(at) > last) return facts?.consent?.withdrawnAt ?? NEVER;
      return Number.isFinite(last) ? zone.startOfDay(last + 1) : NEVER;
    },
  };
}

export function isExempt(facts: PersonFacts | undefined, relations: readonly string[]): boolean {
  if (facts === undefined || relations.length === 0) return false;
  if (facts.audience !== undefined && relations.includes(facts.audience)) return true;
  return facts.relations?.some((relation) => relations.includes(relation)) === true;
}
