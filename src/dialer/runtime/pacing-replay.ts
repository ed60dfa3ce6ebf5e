import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingDelta } from '../../pacing/index.ts';
import type { FloorEffect } from '../effect.ts';
import type { FloorEvent } from '../event.ts';
import type { FloorStore } from '../floor-store.ts';
import { pacingDelta } from '../pacing-feed.ts';

/** How far back a model is rebuilt: the abandonment account counts 24 hours. */
const REPLAY_MS = 24 * HOUR_MS;
const PAGE = 5_000;

/** The deltas of a group, read back from the log up to and including the given event. */
export async function replayForPacing(
  store: Pick<FloorStore, 'readEvents'>,
  { campaignIds, upToEventId }: Extract<FloorEffect, { type: 'rebuild-pacing' }>,
  now: UtcMs,
): Promise<PacingDelta[]> {
  const deltas: PacingDelta[] = [];
  if (upToEventId === undefined) return deltas;
  const members = new Set<string>(campaignIds);
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: Awaited<ReturnType<FloorStore['readEvents']>> = await store.readEvents(after, PAGE, {
      since: now - REPLAY_MS,
    });
    for (const event of page.events) {
      const delta = deltaFor(event, members);
      if (delta !== undefined) deltas.push(delta);
      if (event.id === upToEventId) return deltas;
    }
    after = page.next;
  }
  return deltas;
}

function deltaFor(event: FloorEvent, members: ReadonlySet<string>): PacingDelta | undefined {
  const delta = pacingDelta(event);
  if (delta?.type === 'agent') return delta.campaignIds.some((id) => members.has(id)) ? delta : undefined;
  return event.campaignId !== null && members.has(event.campaignId) ? delta : undefined;
}
