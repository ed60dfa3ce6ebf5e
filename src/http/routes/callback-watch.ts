import { isMissed } from '../../campaigns/index.ts';
import { SYSTEM } from '../../dialer/index.ts';
import { MINUTE_MS } from '../../kernel/time.ts';
import type { AppOptions } from '../parts.ts';

/** How often callbacks are looked at; where each stands follows from the clock in any case. */
const LOOK_EVERY_MS = MINUTE_MS;

type Watched = Pick<AppOptions, 'floor' | 'clock' | 'wallClock' | 'log' | 'orgId'> & {
  readonly store: Pick<AppOptions['store'], 'scripts'>;
};

/** A callback that its owner has missed is told to the log once: supervisors and webhooks hear of it from there. */
export function watchCallbacks({ floor, store, clock, wallClock, log, orgId }: Watched): () => void {
  let closed = false;
  let cancel = wallClock.schedule(LOOK_EVERY_MS, look);
  async function tell(): Promise<void> {
    const at = clock.now();
    for (const callback of await store.scripts.callbacks(orgId)) {
      const { contactId, clientId, campaignId, ownerId, missedAt } = callback;
      if (closed || missedAt !== null || ownerId === null || clientId === null || !isMissed(callback, at)) continue;
      const about = { stream: `callback:${contactId}`, clientId, campaignId };
      const noted = await floor.note([{ ...about, type: 'callback.missed', data: { contactId, ownerId } }], SYSTEM);
      if (!noted.ok) throw new Error(noted.error.message);
    }
  }
  // One look after the other.
  function look(): void {
    void tell()
      .catch((error: unknown) => log.error({ error }, 'missed callbacks could not be told: the next look tries again'))
      .then(() => {
        if (!closed) cancel = wallClock.schedule(LOOK_EVERY_MS, look);
      });
  }
  return () => {
    closed = true;
    cancel();
  };
}
