import { DAY_MS, MINUTE_MS, type UtcMs } from '../../src/kernel/time.ts';

export type TalliedState = 'offline' | 'paused' | 'ready' | 'talking' | 'wrap-up' | 'machine';

/** Sums over a slot of opening time. Times in ms over all agents. */
export interface Slot {
  ready: number;
  talking: number;
  wrapUp: number;
  machine: number;
  connected: number;
  persons: number;
  abandoned: number;
  placed: number;
}

/** What a campaign's regulator counts of a day. */
export interface DayCount {
  readonly campaign: number;
  readonly day: number;
  persons: number;
  abandoned: number;
}

function emptySlot(): Slot {
  return { ready: 0, talking: 0, wrapUp: 0, machine: 0, connected: 0, persons: 0, abandoned: 0, placed: 0 };
}

export function sumOf(slots: readonly Slot[]): Slot {
  const sum = emptySlot();
  for (const slot of slots) for (const key of Object.keys(sum) as (keyof Slot)[]) sum[key] += slot[key];
  return sum;
}

/** Time logged in: pauses the agent takes are not the dialer's. */
export function loggedInMs(slot: Slot): number {
  return slot.ready + slot.talking + slot.wrapUp + slot.machine;
}

export const SLOT_MS = 5 * MINUTE_MS;

/** Counts while the floor is open; `slots` are consecutive, of opening time. */
export class Tally {
  readonly slots: Slot[] = [];
  slot: Slot = emptySlot();
  readonly #days = new Map<string, DayCount>();

  get days(): DayCount[] {
    return [...this.#days.values()];
  }

  spent(state: TalliedState, ms: number): void {
    if (state === 'ready') this.slot.ready += ms;
    else if (state === 'talking') this.slot.talking += ms;
    else if (state === 'wrap-up') this.slot.wrapUp += ms;
    else if (state === 'machine') this.slot.machine += ms;
  }

  person(campaign: number, at: UtcMs): void {
    this.slot.persons++;
    this.#day(campaign, at).persons++;
  }

  /** `personAt` decides the day, so that a count and its base are of the same one. */
  abandoned(campaign: number, personAt: UtcMs): void {
    this.slot.abandoned++;
    this.#day(campaign, personAt).abandoned++;
  }

  closeSlot(): void {
    this.slots.push(this.slot);
    this.slot = emptySlot();
  }

  #day(campaign: number, at: UtcMs): DayCount {
    const day = Math.floor(at / DAY_MS);
    const key = `${campaign} ${day}`;
    let count = this.#days.get(key);
    if (count === undefined) {
      count = { campaign, day, persons: 0, abandoned: 0 };
      this.#days.set(key, count);
    }
    return count;
  }
}
