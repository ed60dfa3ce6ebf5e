import type { AppOptions } from '../parts.ts';
import { endTrial } from './trials.ts';

/** Half an hour is not missed by much. */
const LOOK_EVERY_MS = 5_000;

type Watched = Pick<AppOptions, 'floor' | 'clock' | 'wallClock' | 'log' | 'orgId'> & {
  readonly store: Pick<AppOptions['store'], 'trials'>;
};

/** Ends trials of settings when their time is over, those that a restart left open too. */
export function watchTrials({ floor, store, clock, wallClock, log, orgId }: Watched): () => void {
  let closed = false;
  let cancel = wallClock.schedule(LOOK_EVERY_MS, look);
  async function lookAtAll(): Promise<void> {
    for (const trial of await store.trials.open(orgId))
      if (trial.endsAt <= clock.now() && !closed) await endTrial({ floor }, trial);
  }
  // One look after the other.
  function look(): void {
    void lookAtAll()
      .catch((error: unknown) =>
        log.error({ error }, 'a trial of settings could not be ended: the next look tries again'),
      )
      .then(() => {
        if (!closed) cancel = wallClock.schedule(LOOK_EVERY_MS, look);
      });
  }
  return () => {
    closed = true;
    cancel();
  };
}
