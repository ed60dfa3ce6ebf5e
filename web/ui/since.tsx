import { type FloorClock, useTick } from '../floor-clock.ts';
import { clockLength } from '../i18n/format.ts';

const SECOND_MS = 1_000;

/** How long something has lasted; counts by itself, so that the row around it need not be drawn anew. */
export function Since({ at, clock }: { readonly at: number; readonly clock: FloorClock }) {
  useTick(SECOND_MS);
  return clockLength(clock.now() - at);
}
