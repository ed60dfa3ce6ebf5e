import type { CareLimitId } from '../../../src/compliance/index.ts';
import type { Floor } from '../../../src/dialer/index.ts';
import type { CampaignId, ClientId } from '../../../src/kernel/id.ts';
import type { Random } from '../../../src/kernel/random.ts';
import type { VirtualTime } from '../settle.ts';
import { type CareNumbers, usualCare } from './checker/care.ts';
import type { Jurisdiction } from './checker/facts.ts';
import { DAY, MINUTE, wallClock } from './checker/local-time.ts';
import type { Footing } from './engine-facts.ts';
import { pick } from './people.ts';
import { places } from './places.ts';

/** Minutes of the day at which a window opens or closes, a day or a grid begins, somewhere. */
const EDGES = [0, 480, 540, 570, 600, 780, 840, 960, 1_020, 1_080, 1_110, 1_140, 1_200, 1_230, 1_260, 1_290, 1_320];
const SHIFTS = 3;
const BEFORE_EDGE = 5 * MINUTE;
const SHIFT = 11 * MINUTE;

/** Agents work about three edges of a day, each in the zone of somebody who may be called. */
export function drawShifts(
  jurisdiction: Jurisdiction,
  day: number,
  random: Random,
): readonly { readonly from: number; readonly to: number }[] {
  const starts = Array.from({ length: SHIFTS }, () => {
    const [zone = 'UTC'] = pick(random, places[jurisdiction]).zones;
    const noon = wallClock(zone, day * DAY + DAY / 2);
    const midnight = day * DAY + DAY / 2 - noon.minute * MINUTE;
    return midnight + pick(random, EDGES) * MINUTE - BEFORE_EDGE;
  }).sort((a, b) => a - b);
  return starts.map((from) => ({ from, to: from + SHIFT }));
}

/** Two campaigns of one charity and one of another, each for a purpose of its own. */
export function drawFootings(jurisdiction: Jurisdiction, ids: readonly CampaignId[], random: Random): Footing[] {
  return ids.map((campaign, i) => ({
    campaign,
    client: i === 2 ? 'client-2' : 'client-1',
    jurisdiction,
    profile: random.next() < 0.65 ? 'recommended' : 'statutory',
    purpose: pick(random, ['donation', 'donation', 'donation', 'commercial', 'commercial', 'survey'] as const),
    callerType: random.next() < 0.7 ? 'paid_agency' : 'charity_own_staff',
    welcomes: i === 1 && random.next() < 0.5,
  }));
}

const settable: readonly (readonly [CareLimitId, keyof CareNumbers, number])[] = [
  ['number-dials-a-day', 'dialsPerNumberAndDay', 1],
  ['number-dials-30-days-client', 'dialsPerNumberAndMonthOfClient', 2],
  ['number-dials-30-days-agency', 'dialsPerNumberAndMonth', 3],
  ['donor-dials-a-day', 'dialsPerDonorAndDay', 1],
  ['donor-dials-30-days', 'dialsPerDonorAndMonth', 3],
  ['rest-after-agreement', 'daysAfterAgreement', 181],
  ['rest-after-refusal', 'daysAfterRefusal', 200],
  ['rest-after-thanks', 'daysAfterThanks', 91],
  ['rest-after-machine', 'hoursAfterMachine', 49],
  ['household-asks-30-days', 'asksPerHouseholdAndMonth', 1],
];

/** A limit of care that one charity sets stricter than usual, once, for as long as the floor lasts. */
export class TightLimit {
  readonly #limit: (typeof settable)[number];
  #isSet = false;

  constructor(limit: (typeof settable)[number]) {
    this.#limit = limit;
  }

  async set(floor: Floor, time: VirtualTime): Promise<void> {
    if (this.#isSet) return;
    const [limit, , value] = this.#limit;
    const reach = { scope: 'client', clientId: 'client-1' as ClientId } as const;
    const reason = 'As the charity wishes it in writing.';
    time.touch();
    const result = await floor.setLimit({ type: 'limit.set', limit, value, reach, reason }, { kind: 'system' });
    if (!result.ok) throw new Error(`the limit could not be set: ${result.error.message}`);
    this.#isSet = true;
  }

  numbersFor(client: string): CareNumbers {
    const [, name, value] = this.#limit;
    return this.#isSet && client === 'client-1' ? { ...usualCare, [name]: value } : usualCare;
  }
}

export function limitsOf(random: Random): TightLimit {
  return new TightLimit(pick(random, settable));
}
