import type { CampaignId } from '../../src/kernel/id.ts';
import { DAY_MS, HOUR_MS, SECOND_MS, type UtcMs } from '../../src/kernel/time.ts';
import type { PacingCampaignSettings } from '../../src/pacing/index.ts';
import { Agenda } from './agenda.ts';
import { type Floor, streamsOf, type WorldPlan } from './floor.ts';
import { Lines } from './lines.ts';
import type { Pacer } from './pacer.ts';
import { type DayCount, SLOT_MS, type Slot, sumOf, Tally } from './tally.ts';
import { Team } from './team.ts';

export interface WorldResult {
  /** Five minutes of opening time each, after the warm-up. */
  readonly slots: readonly Slot[];
  /** The first half hour, from a cold start. */
  readonly firstHalfHour: Slot;
  /** By campaign and day, from the first day on. */
  readonly days: readonly DayCount[];
  readonly decisions: number;
}

/** A team on lists of donors in virtual time, closed loop: the pacer's decisions dial, and outcomes teach it. */
export function runWorld(plan: WorldPlan, pacer: Pacer): WorldResult {
  return new World(plan, pacer).run();
}

/** A Monday, 00:00 UTC. */
const START: UtcMs = Date.UTC(2026, 10, 23);
const OPENS_AT = 9 * HOUR_MS;
const CLOSES_AT = 17 * HOUR_MS;
/** Longer than any line rings: by then the last answer of the day has met its agent. */
const LAST_ANSWERS_MS = 30 * SECOND_MS;
const HALF_HOUR_MS = HOUR_MS / 2;

/** As the floor asks where nothing happens (`TURN_MS` of the engine). */
const TICK_MS = SECOND_MS;

class World {
  readonly #floor: Floor;
  readonly #team: Team;
  readonly #lines: Lines;
  readonly #settings: PacingCampaignSettings[];
  readonly #warmUpSlots: number;
  #decisions = 0;
  #done = false;
  #personsAfterWarmUp = 0;

  constructor(plan: WorldPlan, pacer: Pacer) {
    const campaignIds = Array.from(
      { length: plan.mixed?.length ?? plan.campaigns ?? 1 },
      (_, n) => `campaign-${n + 1}` as CampaignId,
    );
    this.#floor = {
      plan,
      pacer,
      agenda: new Agenda(START),
      tally: new Tally(),
      random: streamsOf(plan.seed),
      campaignIds,
      open: false,
      changed: false,
    };
    this.#team = new Team(this.#floor, () => this.#lines.nextWaiting());
    this.#lines = new Lines(this.#floor, (call) => this.#team.take(call));
    const [opensAt, closesAt] = plan.calendar === 'days' ? [OPENS_AT, CLOSES_AT] : [0, DAY_MS];
    this.#settings = campaignIds.map((campaignId, n) => ({
      ...(plan.mixed?.[n]?.settings ?? plan.settings),
      campaignId,
      zone: 'UTC',
      opensAt,
      closesAt,
    }));
    this.#warmUpSlots = ((plan.warmUpHours ?? 0) * HOUR_MS) / SLOT_MS;
  }

  run(): WorldResult {
    const { agenda, plan, tally } = this.#floor;
    agenda.at(plan.calendar === 'days' ? START + OPENS_AT : START, () => this.#open());
    while (!this.#done && agenda.step()) if (this.#floor.changed && !agenda.goesOn) this.#decide();
    const { slots, days } = tally;
    const firstHalfHour = sumOf(slots.slice(0, HALF_HOUR_MS / SLOT_MS));
    return { slots: slots.slice(this.#warmUpSlots), firstHalfHour, days, decisions: this.#decisions };
  }

  #open(): void {
    const { agenda, plan } = this.#floor;
    this.#floor.open = true;
    this.#team.logIn();
    if (plan.calendar === 'days') agenda.after(CLOSES_AT - OPENS_AT, () => this.#close());
    agenda.after(SLOT_MS, () => this.#closeSlot());
    agenda.after(0, () => this.#tick());
  }

  #close(): void {
    const { agenda } = this.#floor;
    this.#team.flush();
    this.#floor.open = false;
    this.#floor.changed = false;
    agenda.after(LAST_ANSWERS_MS, () => this.#team.logOut());
    agenda.after(DAY_MS - (CLOSES_AT - OPENS_AT), () => this.#open());
  }

  #tick(): void {
    const { agenda, plan, open } = this.#floor;
    if (!open) return;
    this.#floor.changed = true;
    agenda.after(plan.tickMs ?? TICK_MS, () => this.#tick());
  }

  /** Also at the closing, whose own turn comes before: it was planned in the morning. */
  #closeSlot(): void {
    const { tally, plan, agenda, open } = this.#floor;
    if (open) this.#team.flush();
    if (tally.slots.length >= this.#warmUpSlots) this.#personsAfterWarmUp += tally.slot.persons;
    tally.closeSlot();
    const hours = (tally.slots.length * SLOT_MS) / HOUR_MS;
    this.#done = hours >= plan.hours || this.#personsAfterWarmUp >= (plan.persons ?? Number.POSITIVE_INFINITY);
    if (open) agenda.after(SLOT_MS, () => this.#closeSlot());
  }

  #decide(): void {
    const { agenda, pacer, campaignIds, open } = this.#floor;
    this.#floor.changed = false;
    if (!open) return;
    this.#decisions++;
    const { lines, cancel } = pacer.decide(agenda.now, this.#settings);
    for (const id of cancel) this.#lines.cancel(id);
    for (const [campaign, id] of campaignIds.entries()) {
      for (let n = lines[id] ?? 0; n > 0; n--) this.#lines.place(campaign, id);
    }
    // What it has just done itself is no news to it.
    this.#floor.changed = false;
  }
}
