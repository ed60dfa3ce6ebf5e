import { type CallingOrder, nextSegment, plainOrder } from '../../src/campaigns/hopper/order.ts';
import { HOURS_A_WEEK, type ReachCount, reachModel } from '../../src/campaigns/hopper/reach.ts';
import { worth } from '../../src/campaigns/hopper/worth.ts';
import { MinHeap } from '../../src/kernel/min-heap.ts';
import { seededRandom } from '../../src/kernel/random.ts';
import { DAY_MS, HOUR_MS, SECOND_MS } from '../../src/kernel/time.ts';
import { type Donor, makeList } from './list.ts';

/** A Monday. */
const START = Date.UTC(2026, 10, 2);
const TODAY = '2026-11-02';
export const orders = ['file', 'last-gift', 'foyer'] as const;
export type OrderName = (typeof orders)[number];

export interface Plan {
  readonly seed: number;
  readonly order: OrderName;
  readonly donors: number;
  readonly agents: number;
  readonly days: number;
}

export interface Result {
  readonly dials: number;
  readonly useful: number;
  readonly agreed: number;
  /** Expected cents of those who agreed, by their last gift. */
  readonly cents: number;
  readonly hours: number;
}

/** Called at these hours, on workdays; an attempt that reached nobody is repeated in another part of the day, 20 h later. */
const PARTS = [
  [10, 13],
  [14, 17],
  [17, 20],
] as const;
const MAX_ATTEMPTS = 6;
const AGAIN_MS = 20 * HOUR_MS;
/** An agent is bound for so long by a call that rings out, and by what goes before and after a talk. */
const RINGS_OUT_MS = 22 * SECOND_MS;
const PICKED_UP_MS = 10 * SECOND_MS;
/** Of who has not given yet. */
const FIRST_GIFT_CENTS = 2_000;
const TALK_MS = { useful: 190 * SECOND_MS, other: 45 * SECOND_MS };

interface Lead {
  readonly donor: Donor;
  readonly segment: string;
  readonly rank: number;
  dueAt: number;
  attempts: number;
  lastPart: number;
}

/** One campaign, dialed 1:1 by agents who are all alike: what they get out of their hours, by the order of the list. */
export function runCampaign(plan: Plan): Result {
  const random = seededRandom(plan.seed);
  const list = makeList(random.fork('list'), plan.donors, START);
  const world: World = {
    plan,
    list,
    // Each donor's luck at each attempt is his own: the same in every order.
    luck: (donor, attempt, what) => random.fork(`${what} ${donor.row} ${attempt}`).next(),
    floor: makeFloor(list.map((donor) => leadOf(donor, plan.order))),
    counts: new Map(),
    sum: { dials: 0, useful: 0, agreed: 0, cents: 0, hours: 0 },
  };
  for (let day = 0, worked = 0; worked < plan.days; day++) {
    if (day % 7 >= 5) continue;
    worked++;
    for (const [part, [from, to]] of PARTS.entries())
      for (let hour = from; hour < to; hour++) runHour(world, day, part, hour);
  }
  return world.sum;
}

interface World {
  readonly plan: Plan;
  readonly list: readonly Donor[];
  readonly luck: (donor: Donor, attempt: number, what: string) => number;
  readonly floor: ReturnType<typeof makeFloor>;
  readonly counts: Map<string, { segment: string; hourOfWeek: number; dials: number; reached: number }>;
  readonly sum: { -readonly [Field in keyof Result]: Result[Field] };
}

function runHour(world: World, day: number, part: number, hour: number): void {
  const { list, counts, floor, sum } = world;
  const { order, agents } = world.plan;
  const hourOfWeek = ((day % 7) * 24 + hour) % HOURS_A_WEEK;
  const standing = order === 'foyer' ? standings(list, [...counts.values()], hourOfWeek) : plainOrder;
  const begins = START + day * DAY_MS + hour * HOUR_MS;
  const whole = agents * HOUR_MS;
  sum.hours += agents;
  for (let spent = 0; spent < whole; ) {
    const at = begins + (spent / whole) * HOUR_MS;
    const lead = floor.next(standing, at, part, order);
    if (lead === undefined) return;
    sum.dials++;
    const reached = world.luck(lead.donor, lead.attempts, 'reach') < (lead.donor.reach[hour] ?? 0);
    note(counts, lead.segment, hourOfWeek, reached);
    lead.attempts++;
    if (!reached) floor.again(lead, at, part);
    spent += reached ? talk(world, lead.donor) : RINGS_OUT_MS;
  }
}

/** The donor picks up; returns for how long the agent is bound. */
function talk({ luck, sum }: World, donor: Donor): number {
  if (luck(donor, 0, 'listen') >= donor.listens) return PICKED_UP_MS + TALK_MS.other;
  sum.useful++;
  if (luck(donor, 0, 'agree') < donor.agrees) {
    sum.agreed++;
    sum.cents += donor.giving.lastGiftCents ?? FIRST_GIFT_CENTS;
  }
  return PICKED_UP_MS + TALK_MS.useful;
}

function leadOf(donor: Donor, order: OrderName): Lead {
  const rank = {
    file: donor.row,
    'last-gift': -(donor.giving.lastGiftCents ?? 0),
    foyer: -worth(donor.giving, 'current-donors', TODAY).cents,
  }[order];
  const segment = order === 'foyer' ? donor.segment : '';
  return { donor, segment, rank, dueAt: START, attempts: 0, lastPart: -1 };
}

function standings(list: readonly Donor[], counts: readonly ReachCount[], hourOfWeek: number): CallingOrder {
  const model = reachModel(counts);
  const names = new Set(list.map(({ segment }) => segment));
  return {
    segments: Object.fromEntries(
      [...names].map((name) => [name, { expected: model.rate(name, hourOfWeek).rate, weight: null, open: true }]),
    ),
  };
}

function note(
  counts: Map<string, { segment: string; hourOfWeek: number; dials: number; reached: number }>,
  segment: string,
  hourOfWeek: number,
  reached: boolean,
): void {
  const key = `${segment} ${hourOfWeek}`;
  const cell = counts.get(key) ?? { segment, hourOfWeek, dials: 0, reached: 0 };
  cell.dials++;
  if (reached) cell.reached++;
  counts.set(key, cell);
}

/** The leads that are due, by segment; what rang out in this part of the day waits for another. */
function makeFloor(leads: readonly Lead[]) {
  const bySoon = (a: Lead, b: Lead) => a.rank - b.rank || a.donor.row - b.donor.row;
  const due = new Map<string, MinHeap<Lead>>();
  const coming = new MinHeap<Lead>((a, b) => a.dueAt - b.dueAt);
  const parked = new Map<number, Lead[]>();
  for (const lead of leads) coming.push(lead);
  return {
    next(order: CallingOrder, at: number, part: number, name: OrderName): Lead | undefined {
      for (const lead of [...parked].flatMap(([avoid, list]) => (avoid === part ? [] : list.splice(0)))) release(lead);
      for (let top = coming.peek(); top !== undefined && top.dueAt <= at; top = coming.peek()) {
        coming.pop();
        if (top.lastPart === part) parked.set(part, [...(parked.get(part) ?? []), top]);
        else release(top);
      }
      const heads = [...due.values()].flatMap((heap) => heap.peek() ?? []);
      const best = name === 'foyer' ? nextSegment(order, heads, new Map(), at) : heads[0];
      return best === undefined ? undefined : due.get(best.segment)?.pop();
    },
    again(lead: Lead, at: number, part: number): void {
      if (lead.attempts >= MAX_ATTEMPTS) return;
      lead.dueAt = at + AGAIN_MS;
      lead.lastPart = part;
      coming.push(lead);
    },
  };
  function release(lead: Lead): void {
    const heap = due.get(lead.segment) ?? new MinHeap<Lead>(bySoon);
    due.set(lead.segment, heap);
    heap.push(lead);
  }
}
