import type { Outcome } from '../../campaigns/index.ts';
import type { FloorEvent } from '../../dialer/index.ts';
import { DAY_MS, type UtcMs } from '../../kernel/time.ts';
import type { Store } from '../../storage/index.ts';
import type { CampaignRates } from '../contract/index.ts';
import { MinuteCounts } from './minute-counts.ts';

const HOUR_MINUTES = 60;
const DAY_MINUTES = 24 * HOUR_MINUTES;
/** As many minutes as the sparkline draws. */
const DRAWN_MINUTES = 30;
const PAGE = 1_000;

/** Attempts that ended without an answer, and not by our own hand: what an answer rate divides by, with the answers. */
const unanswered: ReadonlySet<Outcome> = new Set([
  'busy',
  'no-answer',
  'rejected',
  'invalid-number',
  'network-failure',
  'congestion',
]);

const names = ['placed', 'answered', 'unanswered', 'bridged', 'abandoned', 'waits', 'waitMs'] as const;
type Counts = MinuteCounts<(typeof names)[number]>;

/** The moving figures of each campaign, from the events of the floor and of the log; nothing else. */
export class Rates {
  readonly #campaigns = new Map<string, Counts>();
  /** Talks that run: a donor handed to a second agent is still one person. */
  readonly #bridged = new Set<string>();

  take(events: readonly FloorEvent[]): void {
    for (const event of events) this.#take(event);
  }

  /** Reads what the log has of the last 24 hours before `now`, so that a restart forgets no abandoned call. */
  async warm(store: Pick<Store, 'readEvents'>, now: UtcMs): Promise<void> {
    let after: number | undefined = 0;
    while (after !== undefined) {
      const page: Awaited<ReturnType<Store['readEvents']>> = await store.readEvents(after, PAGE, {
        since: now - DAY_MS,
      });
      this.take(page.events.filter(({ at }) => at < now));
      after = page.next;
    }
  }

  of(campaignId: string, now: UtcMs, abandonmentLimit: number): CampaignRates {
    const counts = this.#campaigns.get(campaignId);
    const sum = (name: (typeof names)[number], minutes: number) => counts?.sum(name, now, minutes) ?? 0;
    const list = (name: (typeof names)[number]) =>
      counts?.list(name, now, DRAWN_MINUTES) ?? new Array<number>(DRAWN_MINUTES).fill(0);
    const answered = sum('answered', HOUR_MINUTES);
    const abandoned24h = sum('abandoned', DAY_MINUTES);
    const persons24h = abandoned24h + sum('bridged', DAY_MINUTES);
    return {
      answerRate: ratio(answered, answered + sum('unanswered', HOUR_MINUTES)),
      abandonmentRate: ratio(abandoned24h, persons24h),
      abandonmentLimit,
      abandoned24h,
      persons24h,
      meanWaitMs: mean(sum('waitMs', HOUR_MINUTES), sum('waits', HOUR_MINUTES)),
      minutes: { placed: list('placed'), bridged: list('bridged') },
    };
  }

  #take(event: FloorEvent): void {
    if (event.campaignId === null) return;
    const counts = this.#countsOf(event.campaignId);
    switch (event.type) {
      case 'call.placed':
        counts.add('placed', event.at);
        break;
      case 'call.answered':
        counts.add('answered', event.at);
        break;
      case 'call.bridged':
        if (this.#bridged.has(event.data.attemptId)) break;
        this.#bridged.add(event.data.attemptId);
        counts.add('bridged', event.at);
        counts.add('waits', event.at);
        counts.add('waitMs', event.at, event.data.waitedMs);
        break;
      case 'call.abandoned':
        // A talk that lost its agent and found no other was answered by one person, not two.
        if (this.#bridged.delete(event.data.attemptId)) counts.add('bridged', event.at, -1);
        counts.add('abandoned', event.at);
        break;
      case 'call.ended':
        this.#bridged.delete(event.data.attemptId);
        if (unanswered.has(event.data.outcome)) counts.add('unanswered', event.at);
        break;
      default:
    }
  }

  #countsOf(campaignId: string): Counts {
    let counts = this.#campaigns.get(campaignId);
    if (counts === undefined) {
      counts = new MinuteCounts(names);
      this.#campaigns.set(campaignId, counts);
    }
    return counts;
  }
}

function ratio(part: number, whole: number): number | null {
  return whole > 0 ? Math.max(0, Math.min(1, part / whole)) : null;
}

function mean(sum: number, count: number): number | null {
  return count > 0 ? Math.round(sum / count) : null;
}
