import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../kernel/time.ts';
import { isoDate } from './civil-date.ts';
import { createGate } from './gate.ts';
import { computedHolidays } from './holidays.ts';
import type { Gate, PlannedCall } from './planned-call.ts';
import { type Profile, profiles } from './profile.ts';
import { audiences, callerTypes, type Purpose, purposes, type Rule } from './rule-pack.ts';
import { type NOTHING, sampleCall } from './sample-call.ts';
import { shippedRules } from './shipped-rules.ts';

const gates = new Map(profiles.map((profile) => [profile, createGate({ packs: shippedRules(), profile })]));
const gateOf = (profile: Profile): Gate => {
  const gate = gates.get(profile);
  if (gate === undefined) throw new Error('no gate');
  return gate;
};
const places = shippedRules().filter(({ territory }) => territory !== undefined);
const lists = shippedRules().flatMap(({ rules }) =>
  rules.flatMap(({ check }) => (check.type === 'registry_screen' ? [check.list] : [])),
);

/** Instants from 2025 to 2032: with published holidays and with computed ones, and some of the days of clock changes. */
const someInstant = fc.integer({
  min: Date.parse('2025-01-01T00:00:00Z'),
  max: Date.parse('2032-12-31T00:00:00Z'),
});

interface Asked {
  readonly at: number;
  readonly call: PlannedCall;
  readonly profile: Profile;
}

const ago = (at: number, days: number) => fc.integer({ min: 0, max: days * DAY_MS }).map((age) => at - age);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });

function someCall(at: number) {
  const history = fc.record({
    attemptedAt: fc.array(ago(at, 40), { maxLength: 7 }),
    contactedAt: fc.array(ago(at, 3), { maxLength: 2 }),
    lastAbandonedAt: maybe(ago(at, 40)),
    lastRefusalAt: maybe(ago(at, 80)),
    lastMachineAt: maybe(ago(at, 2)),
    objected: fc.boolean().map((value) => value && at % 7 === 0),
    objectedAt: fc.option(ago(at, 20), { nil: undefined, freq: 1 }).map((when) => (at % 3 === 0 ? when : undefined)),
  });
  const facts = fc.record(
    {
      audience: fc.constantFrom(...audiences),
      relations: fc.subarray(['current_contract', 'existing_business_relationship']),
      relationEndedOn: maybe(ago(at, 1_500)).map((when) => (when === undefined ? null : day(when))),
      consent: fc.record(
        {
          callAt: ago(at, 900).map((when) => when + 30 * DAY_MS),
          outOfHours: fc.boolean(),
          withdrawnAt: maybe(ago(at, 60)).map((when) => (when === undefined ? undefined : when + 30 * DAY_MS)),
        },
        { requiredKeys: ['callAt', 'outOfHours'] },
      ),
      registries: fc.array(
        fc.record({ list: fc.constantFrom(...lists), since: ago(at, 60).map((when) => day(when + 10 * DAY_MS)) }),
        { maxLength: 4 },
      ),
      listDates: ago(at, 40).map((when) =>
        Object.fromEntries([...lists, 'CH-UNLISTED'].map((list) => [list, day(when)])),
      ),
    },
    { requiredKeys: [] },
  );
  return fc
    .record({
      pack: fc.constantFrom(...places),
      kind: fc.constantFrom('fixed', 'mobile', 'other'),
      zoneShift: fc.nat(1_000),
      otherZone: maybe(fc.nat(1_000)),
      purpose: fc.constantFrom<Purpose>(...purposes),
      callerType: fc.constantFrom(...callerTypes),
      agentReserved: fc.boolean(),
      history,
      facts,
    })
    .map(({ pack, kind, zoneShift, otherZone, purpose, callerType, agentReserved, history, facts }) => {
      const zones = pack.territory?.zones ?? [];
      const regions = pack.territory?.holiday_regions ?? [];
      const pick = (list: readonly string[], i: number) => list[i % list.length] ?? 'UTC';
      return sampleCall({
        jurisdictions: [pack.jurisdiction],
        numberKind: kind,
        zones: [pick(zones, zoneShift), ...(otherZone === undefined ? [] : [pick(zones, otherZone)])],
        holidayRegions: [pick(regions, zoneShift)],
        agentReserved,
        campaign: { purpose, callerType },
        history,
        facts,
      });
    });
}

const asked: fc.Arbitrary<Asked> = someInstant.chain((at) =>
  fc.record({ at: fc.constant(at), call: someCall(at), profile: fc.constantFrom<Profile>(...profiles) }),
);

const day = (at: number) => isoDate(Math.floor(at / DAY_MS));
const decide = ({ call, at, profile }: Asked) => gateOf(profile).decide(call, at);
const runs = { numRuns: 1_000 } as const;

const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  return format;
}

/** The wall clock of a zone by the runtime's own formatter, as an independent reading. */
function wallClock(at: number, timeZone: string) {
  const text = formatOf(timeZone).format(at);
  const match = /^(\w+), (\d+)\/(\d+)\/(\d+), (\d+):(\d+):(\d+)$/.exec(text);
  if (match === null) throw new Error(`${text} is no date as expected`);
  const [, name = '', month, dayOfMonth, year, hour, minute, second] = match;
  return {
    weekday: name.toLowerCase(),
    date: `${year}-${month}-${dayOfMonth}`,
    seconds: Number(hour) * 3_600 + Number(minute) * 60 + Number(second),
  };
}

/** The rules of the call's jurisdiction that bind it on a local date, read from the pack and not from the gate. */
function bindingRules({ call, profile }: Asked, date: string): readonly Rule[] {
  const pack = places.find(({ jurisdiction }) => jurisdiction === call.jurisdictions?.[0]);
  const { purpose = 'donation', callerType = 'paid_agency' } = call.campaign ?? {};
  const audience = call.facts?.audience;
  return (pack?.rules ?? []).filter(
    ({ gates_dialing, strength, applies_to: to, effective_from: from, effective_to: until }) =>
      gates_dialing &&
      (profile === 'recommended' || strength === 'law' || strength === 'regulator_policy') &&
      to.purposes.includes(purpose) &&
      to.caller_types.includes(callerType) &&
      (audience === undefined || to.audiences.includes(audience)) &&
      (call.numberKind === 'other' || to.number_types.includes(call.numberKind)) &&
      from <= date &&
      (until === null || date <= until),
  );
}

function isOutOfHoursAgreed({ call, at }: Asked): boolean {
  const consent = call.facts?.consent;
  return (
    consent?.outOfHours === true &&
    consent.callAt <= at &&
    (consent.withdrawnAt === undefined || consent.withdrawnAt > at)
  );
}

function holidayDates(pack: (typeof places)[number] | undefined, set: string, region: string, year: number): string[] {
  const entry = pack?.calendar[set];
  const found = entry === undefined ? undefined : 'definition' in entry ? entry : entry.by_region[region];
  if (found === undefined) return [];
  return [...(found.dates?.[year] ?? [...computedHolidays(found.definition, year)].map(isoDate))];
}

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

describe('a permit is never given', () => {
  it('outside a window or on a closed holiday', () => {
    fc.assert(
      fc.property(asked, (each) => {
        if (!decide(each).allowed) return;
        const pack = places.find(({ jurisdiction }) => jurisdiction === each.call.jurisdictions?.[0]);
        for (const zone of each.call.zones) {
          const { weekday, date, seconds } = wallClock(each.at, zone);
          for (const { check } of bindingRules(each, date)) {
            if (check.type !== 'calling_window') continue;
            if (typeof check.waived_by === 'string' && isOutOfHoursAgreed(each)) continue;
            const [region = ''] = each.call.holidayRegions;
            const days = holidayDates(pack, check.holiday_set ?? '', region, Number(date.slice(0, 4)));
            const holiday = days.includes(date) && check.on_holiday !== 'normal';
            if (holiday) expect(check.on_holiday).toBe('as_sunday');
            const windows = check.weekly[holiday ? 0 : names.indexOf(weekday)] ?? [];
            const inside = windows.some(([from, to]) => seconds * 1_000 >= from && seconds * 1_000 < to);
            expect(inside).toBe(true);
          }
        }
      }),
      runs,
    );
  });

  it('after an objection, a refusal, over a cap or too soon after an abandoned call', () => {
    fc.assert(
      fc.property(asked, (each) => {
        if (!decide(each).allowed) return;
        const { call, at } = each;
        const { history } = call;
        expect(history.objected).toBe(false);
        for (const zone of call.zones) {
          const today = wallClock(at, zone).date;
          const dayNo = (when: number) => Date.parse(`${wallClock(when, zone).date}T00:00:00Z`) / DAY_MS;
          for (const { check } of bindingRules(each, today)) {
            if (check.type === 'opt_out' && check.grace_days === 0)
              expect(history.objectedAt === undefined || history.objectedAt > at).toBe(true);
            if (check.type === 'frequency_cap')
              expect(
                history.attemptedAt.filter((when) => dayNo(when) > dayNo(at) - check.window_days).length,
              ).toBeLessThan(check.max);
            if (check.type === 'refusal_silence' && history.lastRefusalAt !== undefined)
              expect(dayNo(at) - dayNo(history.lastRefusalAt)).toBeGreaterThanOrEqual(check.first_allowed_offset_days);
            if (check.type === 'abandoned_retry_block' && history.lastAbandonedAt !== undefined && !call.agentReserved)
              expect(at - history.lastAbandonedAt).toBeGreaterThanOrEqual(check.hours * HOUR_MS);
            if (check.type === 'amd_retry_block' && history.lastMachineAt !== undefined && !call.agentReserved)
              expect(wallClock(history.lastMachineAt, zone).date).not.toBe(today);
          }
        }
      }),
      runs,
    );
  });

  it('without what a rule needs to know', () => {
    fc.assert(
      fc.property(asked, (each) => {
        const { call } = each;
        const unknown = { ...each, call: { ...call, facts: {} } };
        if (!decide(unknown).allowed) return;
        const rules = bindingRules(unknown, wallClock(each.at, call.zones[0] ?? 'UTC').date);
        for (const { check } of rules)
          expect(['consent_required', 'registry_screen', 'relation_age']).not.toContain(check.type);
      }),
      runs,
    );
  });
});

describe('the next instant', () => {
  it('is allowed, and the second before it is not', () => {
    fc.assert(
      fc.property(asked, (each) => {
        const decision = decide(each);
        if (decision.allowed || decision.nextAllowedAt === null) return;
        const next = decision.nextAllowedAt;
        expect(next).toBeGreaterThan(each.at);
        expect(decide({ ...each, at: next }).allowed).toBe(true);
        expect(decide({ ...each, at: Math.max(each.at, next - SECOND_MS) }).allowed).toBe(false);
        expect(decision.nextAllowedWithAgentAt ?? Infinity).toBeLessThanOrEqual(next);
      }),
      runs,
    );
  });

  it('has none that is allowed before it', () => {
    fc.assert(
      fc.property(asked, fc.double({ min: 0, max: 0.999_999, noNaN: true }), (each, share) => {
        const decision = decide(each);
        if (decision.allowed) return;
        const end = decision.nextAllowedAt ?? each.at + 500 * DAY_MS;
        const between = each.at + Math.floor((end - each.at) * share);
        expect(decide({ ...each, at: between }).allowed).toBe(false);
      }),
      runs,
    );
  });
});

describe('a permit', () => {
  it('is good until it expires', () => {
    fc.assert(
      fc.property(asked, (each) => {
        const decision = decide(each);
        if (!decision.allowed) return;
        expect(decision.permit.expiresAt).toBeGreaterThan(each.at);
        expect(decide({ ...each, at: decision.permit.expiresAt - 1 }).allowed).toBe(true);
      }),
      runs,
    );
  });
});

describe('knowing more against a call', () => {
  const soonest = (each: Asked): number => {
    const decision = decide(each);
    return decision.allowed ? each.at : (decision.nextAllowedAt ?? Infinity);
  };
  const worse: Record<string, (call: PlannedCall, when: number) => PlannedCall> = {
    attempt: (call, when) => withHistory(call, { attemptedAt: [...call.history.attemptedAt, when] }),
    contact: (call, when) => withHistory(call, { contactedAt: [...call.history.contactedAt, when] }),
    refusal: (call, when) => withHistory(call, { lastRefusalAt: Math.max(when, call.history.lastRefusalAt ?? 0) }),
    abandoned: (call, when) =>
      withHistory(call, { lastAbandonedAt: Math.max(when, call.history.lastAbandonedAt ?? 0) }),
    machine: (call, when) => withHistory(call, { lastMachineAt: Math.max(when, call.history.lastMachineAt ?? 0) }),
    objection: (call) => withHistory(call, { objected: true }),
    'dated objection': (call, when) =>
      withHistory(call, { objectedAt: Math.min(when, call.history.objectedAt ?? when) }),
  };
  const withHistory = (call: PlannedCall, change: Partial<typeof NOTHING>) => ({
    ...call,
    history: { ...call.history, ...change },
  });

  it.each(Object.keys(worse))('never allows it earlier: one more %s', (what) => {
    fc.assert(
      fc.property(asked, fc.nat(40 * DAY_MS), (each, age) => {
        const call = worse[what]?.(each.call, each.at - age) ?? each.call;
        expect(soonest({ ...each, call })).toBeGreaterThanOrEqual(soonest(each));
      }),
      { numRuns: 250 },
    );
  });
});
