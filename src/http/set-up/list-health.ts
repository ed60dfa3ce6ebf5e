import { type ContactStanding, type ContactState, lookAtContacts } from '../../campaigns/index.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { CampaignId } from '../../kernel/id.ts';
import type { ListHealth } from '../contract/index.ts';
import type { Parts } from '../parts.ts';

/** Groups shown; the rest is in the file. */
const MAX_SEGMENTS = 40;
/** So many calls without having been reached: the list is tired. */
const TIRED = 4;

/** Who is in a list and how good it is still; of the beginning of a list that is too long for one answer. */
export async function healthOfList(
  pages: Parts['store']['contactPage'],
  id: CampaignId,
  clock: Pick<Clock, 'monotonic'>,
): Promise<Omit<ListHealth, 'at'>> {
  const tally = new ListTally();
  const { looked, complete } = await lookAtContacts(pages, id, (standing) => tally.add(standing), clock);
  return { complete, contacts: looked, ...tally.result() };
}

class ListTally {
  readonly #states: Partial<Record<ContactState, number>> = {};
  readonly #segments = new Map<string | null, number>();
  readonly #waiting = { contacts: 0, mobile: 0, fixed: 0, other: 0, severalNumbers: 0, neverCalled: 0, tired: 0 };
  #noNumber = 0;

  add({ state, candidate }: ContactStanding): void {
    this.#states[state] = (this.#states[state] ?? 0) + 1;
    if (candidate === undefined) {
      if (state === 'ready' || state === 'callback') this.#noNumber++;
      return;
    }
    const { segment = null, numbers, attempts } = candidate;
    this.#segments.set(segment, (this.#segments.get(segment) ?? 0) + 1);
    const waiting = this.#waiting;
    waiting.contacts++;
    waiting[numbers[0].kind === 'mobile' || numbers[0].kind === 'fixed' ? numbers[0].kind : 'other']++;
    if (numbers.length > 1) waiting.severalNumbers++;
    if (attempts === 0) waiting.neverCalled++;
    if (attempts >= TIRED) waiting.tired++;
  }

  result(): Pick<ListHealth, 'states' | 'segments' | 'waiting' | 'noNumber'> {
    const segments = [...this.#segments].sort(([, a], [, b]) => b - a).slice(0, MAX_SEGMENTS);
    return {
      states: { ...this.#states },
      segments: segments.map(([segment, contacts]) => ({ segment, contacts })),
      waiting: { ...this.#waiting },
      noNumber: this.#noNumber,
    };
  }
}
