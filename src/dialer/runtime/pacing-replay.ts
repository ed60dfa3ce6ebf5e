import { HOUR_MS, type UtcMs } from '../../kernel/time.ts';
import type { PacingDelta } from '../../pacing/index.ts';
import type { FloorEffect } from '../effect.ts';
import type { FloorEvent } from '../event.ts';
import type { FloorStore } from '../floor-store.ts';
import { pacingDelta } from '../pacing-feed.ts';

/** How far back the laws are learned again from the log itself: a day of calls tells them. */
const REPLAY_MS = 24 * HOUR_MS;
const PAGE = 5_000;

type PastStore = Pick<FloorStore, 'readEvents' | 'pastAnswers'>;

/**
 * The deltas of a group, read back from the log up to and including the given event, after the counts of what was placed
 * before: a restart gives no campaign its allowance again, whatever the window.
 */
export async function replayForPacing(
  store: PastStore,
  { campaignIds, upToEventId }: Extract<FloorEffect, { type: 'rebuild-pacing' }>,
  now: UtcMs,
): Promise<PacingDelta[]> {
  const since = now - REPLAY_MS;
  const deltas: PacingDelta[] = [];
  if (upToEventId === undefined) return deltas;
  for (const campaignId of campaignIds) {
    const quarters = await store.pastAnswers(campaignId, since);
    if (quarters.length > 0) deltas.push({ type: 'account', at: since, campaignId, quarters });
  }
  const members = new Set<string>(campaignIds);
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page: Awaited<ReturnType<FloorStore['readEvents']>> = await store.readEvents(after, PAGE, { since });
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
