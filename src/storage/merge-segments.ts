import { type CallingOrder, nextSegment } from '../campaigns/hopper/index.ts';
import type { UtcMs } from '../kernel/time.ts';

interface DueHead {
  readonly rank: number;
  readonly dueAt: UtcMs;
  readonly contactId: string;
}

/** The contacts of all segments, each segment's in its own order, the segments as the order of calling has them. */
export function* mergeSegments(
  queues: readonly (readonly [segment: string, queue: Iterator<DueHead>])[],
  order: CallingOrder,
  at: UtcMs,
): Generator<string> {
  const served = new Map<string, number>();
  const heads = new Map<string, DueHead & { readonly segment: string; readonly queue: Iterator<DueHead> }>();
  const advance = (segment: string, queue: Iterator<DueHead>) => {
    const next = queue.next();
    if (next.done === true) heads.delete(segment);
    else {
      const { rank, dueAt, contactId } = next.value;
      heads.set(segment, { segment, queue, rank, dueAt, contactId });
    }
  };
  for (const [segment, queue] of queues) advance(segment, queue);
  for (let next = nextSegment(order, [...heads.values()], served, at); next !== undefined; ) {
    yield next.contactId;
    served.set(next.segment, (served.get(next.segment) ?? 0) + 1);
    advance(next.segment, next.queue);
    next = nextSegment(order, [...heads.values()], served, at);
  }
}
