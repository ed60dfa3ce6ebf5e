import {
  factsOf,
  type Jurisdiction,
  type JurisdictionFacts,
  type LawfulnessProfile,
  type OptOutFacts,
  type RegistryFacts,
  type RuleFacts,
} from './facts.ts';
import { DAY, dayOf, textOf, type WallClock, wallClock } from './local-time.ts';
import { opensAt } from './minute-table.ts';

/** What is true of a call that is about to start. Instants are UTC ms, days are YYYY-MM-DD. */
export interface CallFacts {
  /** Whose rules bind the call: more than one where nobody knows in which country the person is; all must allow. */
  readonly jurisdictions: readonly Jurisdiction[];
  readonly numberType: 'fixed' | 'mobile';
  /** Where the person may be; the law of every place has to let the call start. */
  readonly zones: readonly string[];
  readonly holidayRegions: readonly string[];
  readonly purpose: 'commercial' | 'donation' | 'survey';
  readonly callerType: 'charity_own_staff' | 'paid_agency';
  readonly audience: 'prospect' | 'donor' | 'lapsed_donor' | 'member' | 'volunteer' | 'customer';
  readonly relations: readonly string[];
  readonly relationEndedOn: string | null;
  readonly consent: {
    readonly callAt: number;
    readonly withdrawnAt: number | null;
    readonly outOfHours: boolean;
  } | null;
  readonly optOutAt: number | null;
  readonly lastRefusalAt: number | null;
  readonly attempts: readonly number[];
  readonly lastAbandonedAt: number | null;
  readonly lastMachineAt: number | null;
  readonly listings: readonly { readonly list: string; readonly since: string }[];
  /** The day of the copy of each list that was asked; null when whoever asked vouches for them. */
  readonly listCopies: Readonly<Record<string, string>> | null;
  readonly agentGuaranteed: boolean;
}

/** A call, an instant, and the wall clock of one place where the person may be. */
interface Case {
  readonly call: CallFacts;
  readonly profile: LawfulnessProfile;
  readonly at: number;
  readonly zone: string;
  readonly clock: WallClock;
  readonly facts: JurisdictionFacts;
}

const STRENGTHS = ['law', 'regulator_policy', 'industry_code', 'product_default'];
const CATEGORIES = [
  'opt_out',
  'do_not_call_registry',
  'consent',
  'relation_age',
  'refusal_silence',
  'frequency_cap',
  'abandoned_retry',
  'amd',
  'calling_hours',
];

/**
 * The ids of the rules that a call starting at this instant would break; empty when it is lawful. Heaviest first.
 * @throws RangeError for an unknown zone, Error for a person who may be nowhere
 */
export function rulesBroken(call: CallFacts, profile: LawfulnessProfile, at: number): string[] {
  if (call.zones.length === 0) throw new Error('a person without a zone can not be judged');
  if (call.jurisdictions.length === 0) throw new Error('a person without a country can not be judged');
  const broken = new Set<RuleFacts>();
  for (const zone of call.zones) {
    const clock = wallClock(zone, at);
    for (const jurisdiction of call.jurisdictions) {
      const each = { call, profile, at, zone, clock, facts: factsOf(jurisdiction) };
      for (const rule of each.facts.rules) if (binds(rule, each) && breaks(rule, each)) broken.add(rule);
    }
  }
  return [...broken].sort(byWeight).map(({ id }) => id);
}

function byWeight(a: RuleFacts, b: RuleFacts): number {
  return (
    CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category) ||
    STRENGTHS.indexOf(a.strength) - STRENGTHS.indexOf(b.strength) ||
    (a.id < b.id ? -1 : 1)
  );
}

function binds(rule: RuleFacts, { call, profile, clock }: Case): boolean {
  const { purposes, audiences, caller_types, number_types } = rule.applies_to;
  const enforced = profile === 'recommended' || rule.strength === 'law' || rule.strength === 'regulator_policy';
  return (
    enforced &&
    dayOfRule(rule.effective_from) <= clock.day &&
    (rule.effective_to === null || clock.day <= dayOfRule(rule.effective_to)) &&
    purposes.includes(call.purpose) &&
    audiences.includes(call.audience) &&
    caller_types.includes(call.callerType) &&
    number_types.includes(call.numberType)
  );
}

const ruleDays = new Map<string, number>();

function dayOfRule(text: string): number {
  let day = ruleDays.get(text);
  if (day === undefined) {
    day = dayOf(text);
    ruleDays.set(text, day);
  }
  return day;
}

function breaks(rule: RuleFacts, each: Case): boolean {
  const { call, at, zone, clock } = each;
  const { check } = rule;
  switch (check.type) {
    case 'opt_out':
      return objected(check, each);
    case 'registry_screen':
      return listed(check, each);
    case 'consent_required':
      return !consents(each) && !isOneOf(check.exempt_relations, call);
    case 'relation_age':
      return !consents(each) && outlived(call, check.max_months, clock.day);
    case 'refusal_silence':
      return (
        call.lastRefusalAt !== null &&
        clock.day < wallClock(zone, call.lastRefusalAt).day + check.first_allowed_offset_days
      );
    case 'frequency_cap': {
      const onDays = call.attempts.map((attempt) => wallClock(zone, attempt).day);
      return onDays.filter((day) => day > clock.day - check.window_days && day <= clock.day).length >= check.max;
    }
    case 'abandoned_retry_block':
      if (check.unless === 'agent_guaranteed' && call.agentGuaranteed) return false;
      return call.lastAbandonedAt !== null && at - call.lastAbandonedAt < check.hours * 3_600_000;
    case 'amd_retry_block':
      if (check.unless === 'agent_guaranteed' && call.agentGuaranteed) return false;
      return call.lastMachineAt !== null && wallClock(zone, call.lastMachineAt).day === clock.day;
    case 'calling_window': {
      if (check.waived_by === 'consent.out_of_hours' && consents(each) && call.consent?.outOfHours === true)
        return false;
      return !opensAt(each.facts, rule, check, call.holidayRegions, clock);
    }
  }
}

function consents({ call: { consent }, at }: Case): boolean {
  if (consent === null || consent.callAt > at) return false;
  return consent.withdrawnAt === null || at < consent.withdrawnAt;
}

function isOneOf(exempt: readonly string[], call: CallFacts): boolean {
  return exempt.includes(call.audience) || call.relations.some((relation) => exempt.includes(relation));
}

/** From the day on which the grace is over (local dates, as for the lists) to the end of the duration. */
function objected(check: OptOutFacts, { call, profile, at, zone, clock }: Case): boolean {
  if (call.optOutAt === null || at < call.optOutAt) return false;
  const product = profile === 'recommended';
  const grace = product ? (check.product_grace_days ?? check.grace_days) : check.grace_days;
  const duration = product && check.product_duration !== undefined ? check.product_duration : check.duration;
  const since = wallClock(zone, call.optOutAt).day;
  if (clock.day - since < grace) return false;
  return duration === null || clock.day < addDuration(since, duration);
}

/** @param duration ISO 8601 with years and days, for example P3Y14D */
function addDuration(day: number, duration: string): number {
  const years = Number(/(\d+)Y/.exec(duration)?.[1] ?? 0);
  const days = Number(/(\d+)D/.exec(duration)?.[1] ?? 0);
  return addMonths(day, 12 * years) + days;
}

/** The same day of a later month, or that month's last. */
function addMonths(day: number, months: number): number {
  const from = new Date(day * DAY);
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  return Date.UTC(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay)) / DAY;
}

function outlived(call: CallFacts, months: number, today: number): boolean {
  if (call.audience !== 'lapsed_donor' || call.relationEndedOn === null) return false;
  return today > addMonths(dayOf(call.relationEndedOn), months);
}

/** A copy that is older than the rule allows, or not there, may lack the number: unknown means no. */
function isStale({ list, also_blocks: other, max_list_age_days: most }: RegistryFacts, call: CallFacts, today: number) {
  const copies = call.listCopies;
  if (copies === null || most === undefined) return false;
  return [list, ...(other === undefined ? [] : [other])].some((name) => {
    const copy = copies[name];
    return copy === undefined || today - dayOf(copy) > most;
  });
}

function listed(check: RegistryFacts, each: Case): boolean {
  const { call, zone, clock } = each;
  if (isOneOf(check.exempt_relations, call)) return false;
  if (isStale(check, call, clock.day)) return true;
  const blocking = call.listings.filter(
    ({ list, since }) =>
      (list === check.list || list === check.also_blocks) && clock.day - dayOf(since) >= check.grace_days,
  );
  if (blocking.length === 0 || !consents(each) || call.consent === null) return blocking.length > 0;
  if (check.overridden_by.includes('consent.call')) return false;
  if (!check.overridden_by.includes('consent.call_after_listing')) return true;
  const consentedOn = textOf(wallClock(zone, call.consent.callAt).day);
  return blocking.some(({ since }) => consentedOn <= since);
}
