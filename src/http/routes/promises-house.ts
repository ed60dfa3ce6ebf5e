import { createPromiseHouse, noMessages, type PromiseHouse, type PromisePorts } from '../../campaigns/index.ts';
import { idSource } from '../../kernel/id.ts';
import { seededRandom } from '../../kernel/random.ts';
import { freshSecret, freshSeed } from '../../kernel/system-random.ts';
import { MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import type { AppOptions } from '../parts.ts';

/** Promises over the floor and the storage of an app. */
export function promiseHouse(
  { floor, store, clock, publicUrl }: Pick<AppOptions, 'floor' | 'store' | 'clock' | 'publicUrl'>,
  { messages = noMessages, vault, cards }: PromisePorts = {},
): PromiseHouse {
  return createPromiseHouse({
    store: store.promises,
    note: (facts, actor) => floor.note(facts, actor),
    now: () => clock.now(),
    ids: idSource(clock, seededRandom(freshSeed()).fork('promises')),
    keys: store.numberKeys,
    secrets: freshSecret,
    messages,
    vault,
    cards,
    publicUrl,
    charityOf: ({ campaignId, clientId }) => {
      const { campaigns } = floor.snapshot();
      const own = campaigns.find((each) => each.campaignId === campaignId);
      return (own ?? campaigns.find((each) => each.clientId === clientId))?.charityName ?? 'L’association';
    },
  });
}

/** How often time is asked what it brings to promises. */
const CARE_EVERY_MS = 5 * MINUTE_MS;
const FIRST_CARE_MS = 5 * SECOND_MS;

/**
 * Freezes what a vulnerable or complaining person promised as soon as the floor knows, and sends what is due. What is
 * missed while the server is down, the next look finds.
 */
export function watchPromises({
  floor,
  promises,
  wallClock,
  log,
}: Pick<AppOptions, 'floor' | 'wallClock' | 'log'> & { readonly promises: PromiseHouse }): () => void {
  const failed = (error: unknown): void =>
    log.error({ error }, 'promises could not be looked after: the next look tries again');
  const unsubscribe = floor.subscribe((events) => {
    for (const { type, data } of events) {
      if (type === 'vulnerable.flagged') promises.freezeCall(data.attemptId, 'vulnerable').catch(failed);
      if (type !== 'call.disposed') continue;
      if (data.disposition === 'VUL') promises.freezeCall(data.attemptId, 'vulnerable').catch(failed);
      if (data.disposition === 'PLA') promises.freezeCall(data.attemptId, 'complaint').catch(failed);
    }
  });
  let closed = false;
  let cancel = wallClock.schedule(FIRST_CARE_MS, look);
  // One look after the other: a slow gateway must not be asked twice.
  function look(): void {
    void promises
      .care()
      .catch(failed)
      .then(() => {
        if (!closed) cancel = wallClock.schedule(CARE_EVERY_MS, look);
      });
  }
  return () => {
    closed = true;
    unsubscribe();
    cancel();
  };
}
