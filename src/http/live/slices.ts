import type { Cancel, Clock } from '../../kernel/clock.ts';

/** Clients served before the event loop may turn to calls again: well under a millisecond of writing. */
const SLICE = 25;

/** Serves many clients a slice at a time, so that no call waits for thousands of boards; then, not at once, `done`. */
export function inSlices<T>(clock: Clock, clients: readonly T[], serve: (client: T) => void, done: () => void): Cancel {
  let from = 0;
  let cancel: Cancel = () => {};
  const next = () => {
    for (const client of clients.slice(from, from + SLICE)) serve(client);
    from += SLICE;
    cancel = clock.schedule(0, from < clients.length ? next : done);
  };
  next();
  return () => cancel();
}
