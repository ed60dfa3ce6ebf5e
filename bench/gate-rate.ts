import {
  type CareAct,
  careCounted,
  careDefaults,
  createGate,
  type Gate,
  type GateDecision,
  type PlannedCall,
  type RulePack,
  shippedRules,
} from '../src/compliance/index.ts';
import type { AttemptId, CampaignId, ClientId } from '../src/kernel/id.ts';
import type { E164 } from '../src/kernel/phone-number.ts';
import { seededRandom } from '../src/kernel/random.ts';
import { DAY_MS, HOUR_MS } from '../src/kernel/time.ts';
import { atLeast, atMost, quantilesOf, report, said } from './parts/measure.ts';

/*
 * What a decision of the gate costs, with the history of every number in memory: how many a second on one core, by
 * the processor's time and by the clock, and how long planning the next lawful instant of a refused call takes.
 */
const CALLS = 20_000;
const ROUNDS = 20;
/** A Tuesday: half of the instants fall into the hours of the calls' places. */
const DAY = Date.parse('2026-11-24T00:00:00Z');

const random = seededRandom(1).fork('gate');
const gate = createGate({
  packs: shippedRules(),
  profile: 'recommended',
  purpose: 'donation',
  callerType: 'paid_agency',
});
const places = shippedRules().filter(({ territory }) => territory !== undefined);

interface Asked {
  readonly call: PlannedCall;
  readonly at: number;
}

/** What the limits of care count of a person: the same 12 attempts, half of them on another telephone, two talks, a refusal. */
function careOf(call: PlannedCall, at: number): NonNullable<PlannedCall['care']> {
  const { number, history } = call;
  const of = { number, donorId: 'donor', campaignId: 'campaign', clientId: 'client' };
  const acts = (what: CareAct['what'], instants: readonly number[]): CareAct[] =>
    instants.map((instant, i) => ({
      attemptId: `${what}-${i}`,
      what,
      at: instant,
      ...of,
      ...(i % 2 === 0 ? {} : { number: 'another' }),
    }));
  const { attemptedAt, contactedAt, lastRefusalAt } = history;
  const refusals = acts('refusals', lastRefusalAt === undefined ? [] : [lastRefusalAt]);
  const spouse = acts('contacts', [at - 40 * DAY_MS]).map((act) => ({
    ...act,
    donorId: 'spouse',
    campaignId: 'campaign-2',
  }));
  const all = [...acts('attempts', attemptedAt), ...acts('contacts', contactedAt), ...refusals, ...spouse];
  return { values: careDefaults, counted: careCounted(all, of) };
}

/** A person with 60 days of history: 12 attempts, contacts, an abandoned call long ago, a screening, a consent. */
function someone(pack: RulePack, n: number): Asked {
  const { numbers = [], zones = [], holiday_regions: regions = [] } = pack.territory ?? {};
  const at = DAY + random.int(0, DAY_MS - 1);
  const ago = (fromDays: number, toDays: number) => at - random.int(fromDays * DAY_MS, toDays * DAY_MS);
  const attempts = [...Array.from({ length: 9 }, () => ago(31, 60)), ago(20, 30), ago(10, 20), ago(3, 10)];
  const call: PlannedCall = {
    attemptId: `attempt-${n}` as AttemptId,
    campaignId: 'campaign' as CampaignId,
    clientId: 'client' as ClientId,
    number: `${numbers[n % numbers.length]}${String(100_000_000 + n).slice(1)}` as E164,
    numberKind: 'fixed',
    zones: [zones[n % zones.length] ?? 'UTC'],
    holidayRegions: [regions[n % regions.length] ?? ''],
    history: {
      attemptedAt: attempts,
      contactedAt: [ago(31, 60), ago(3, 10)],
      lastAbandonedAt: random.next() < 0.1 ? ago(31, 60) : undefined,
      lastRefusalAt: random.next() < 0.2 ? ago(50, 200) : undefined,
      objected: random.next() < 0.01,
    },
    agentReserved: false,
    facts: {
      audience: 'donor',
      relations: [],
      consent: { callAt: ago(100, 400), outOfHours: false },
      registries: random.next() < 0.1 ? [{ list: 'TPS', since: '2020-01-01' }] : [],
    },
  };
  return { call: { ...call, care: careOf(call, at) }, at };
}

const people = Array.from({ length: CALLS }, (_, n) => someone(places[n % places.length] as RulePack, n));
const everyone = people.map((each) => ({ ...each, decision: gate.decide(each.call, each.at) }));
const callable = everyone.filter(({ decision }) => decision.allowed);
const refused = everyone.filter(({ decision }) => !decision.allowed);
const planned = refused.filter(({ decision }) => !decision.allowed && decision.nextAllowedAt !== null);

interface Rate {
  readonly byClock: number;
  readonly byProcessor: number;
}

function rate(asked: readonly Asked[], judge: Gate): Rate {
  const results: GateDecision[] = [];
  const cpu = process.threadCpuUsage();
  const from = performance.now();
  for (let round = 0; round < ROUNDS; round++) {
    results.length = 0;
    for (const { call, at } of asked) results.push(judge.decide(call, at));
  }
  const seconds = (performance.now() - from) / 1_000;
  const { user, system } = process.threadCpuUsage(cpu);
  const decisions = asked.length * ROUNDS;
  return { byClock: decisions / seconds, byProcessor: decisions / ((user + system) / 1e6) };
}

/** Each call timed by itself, the least of some runs: what lasts longer was waiting for the processor. */
function planningUs(asked: readonly Asked[]): number[] {
  return asked.map(({ call, at }) => {
    let least = Number.POSITIVE_INFINITY;
    for (let run = 0; run < 3; run++) {
      const from = performance.now();
      gate.decide(call, at);
      least = Math.min(least, (performance.now() - from) * 1_000);
    }
    return least;
  });
}

rate(everyone, gate);
const withoutCare = everyone.map(({ call: { care: _care, ...call }, at }) => ({ call, at }));
const plain = rate(withoutCare, gate);
const permits = rate(callable, gate);
const mixed = rate(everyone, gate);
const plans = quantilesOf(planningUs(planned));
const long = planned.filter(
  ({ decision, at }) => !decision.allowed && (decision.nextAllowedAt ?? 0) - at > 24 * HOUR_MS,
);
report('The compliance gate, all 12 jurisdictions, with the limits of donor care', [
  said('calls asked: allowed / refused', `${callable.length} / ${refused.length}`),
  atLeast('decisions a second of processor time, calls that are allowed', permits.byProcessor, 200_000, '/s'),
  atLeast(
    'decisions a second of processor time, allowed and refused with the next instant',
    mixed.byProcessor,
    200_000,
    '/s',
  ),
  said('the same without what the limits of care count', Math.round(plain.byProcessor), '/s'),
  said('the same by the clock, allowed / all', `${Math.round(permits.byClock)} / ${Math.round(mixed.byClock)}`, '/s'),
  atMost('planning the next lawful instant, median', plans.p50, 50, 'us'),
  said('planning the next lawful instant, p99', plans.p99, 'us'),
  said('planning more than a day ahead, median', quantilesOf(planningUs(long)).p50, `us (${long.length} calls)`),
]);
