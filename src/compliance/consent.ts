import { holds } from './calling-hours.ts';
import { type Check, NEVER } from './check.ts';
import { parseIsoDate } from './civil-date.ts';
import type { PersonFacts } from './planned-call.ts';
import type { CheckOf } from './rule-pack.ts';

/** An objection holds from the request, for ever. */
export function optOut(): Check {
  return { earliest: (call, _zone, at) => (call.history.objected ? NEVER : at) };
}

/** Without a known, valid consent the call is refused: what is not known counts as not given. */
export function consentRequired(check: CheckOf<'consent_required'>): Check {
  return {
    earliest({ facts }, _zone, at) {
      if (isExempt(facts, check.exempt_relations)) return at;
      const consent = facts?.consent;
      if (consent === undefined) return NEVER;
      const from = Math.max(at, consent.callAt);
      return holds(consent, from) ? from : NEVER;
    },
  };
}

/** Without the result of a screening the call is refused: a list that was not asked may hold the number. */
export function registryScreen(check: CheckOf<'registry_screen'>): Check {
  return {
    earliest({ facts }, zone, at) {
      if (isExempt(facts, check.exempt_relations)) return at;
      if (facts?.registries === undefined) return NEVER;
      const listing = facts.registries.find(({ list }) => list === check.list);
      if (listing === undefined) return at;
      const listedDay = parseIsoDate(listing.since);
      if (listedDay !== undefined && zone.localDay(at) < listedDay + check.grace_days) return at;
      const { consent } = facts;
      if (consent === undefined || !holds(consent, at)) return NEVER;
      const afterListing = listedDay !== undefined && zone.localDay(consent.callAt) > listedDay;
      const overridden = check.overridden_by.some((by) => by === 'consent.call' || afterListing);
      return overridden ? at : NEVER;
    },
    closesAt({ facts }, zone, at) {
      const listedDay = parseIsoDate(facts?.registries?.find(({ list }) => list === check.list)?.since ?? '');
      const closes = listedDay === undefined ? NEVER : zone.startOfDay(listedDay + check.grace_days);
      return closes > at ? closes : NEVER;
    },
  };
}

function isExempt(facts: PersonFacts | undefined, relations: readonly string[]): boolean {
  return facts?.relations?.some((relation) => relations.includes(relation)) === true;
}
