import type { DurationMs, UtcMs } from '../../kernel/time.ts';
import { DAY_MS } from '../../kernel/time.ts';

/** How the segments of a list stand to each other in this hour. */
export interface SegmentStanding {
  /** Useful contacts expected of a dial, from 0 to 1: reach of this hour times what talks of the segment have brought. */
  readonly expected: number;
  /** Its share of the dials, relative to the others'; null: the expected value decides. */
  readonly weight: number | null;
  /** False before its wave begins and once its quota is reached: none of it is dialed but what was promised. */
  readonly open: boolean;
}

/** The order of calling of one campaign for the hour that it was made for. */
export interface CallingOrder {
  readonly segments: Readonly<Record<string, SegmentStanding>>;
}

/** Before anything is known: the contacts by their own worth, whatever their segment. */
export const plainOrder: CallingOrder = { segments: {} };

const UNKNOWN: SegmentStanding = { expected: 1, weight: null, open: true };

export function standingOf(order: CallingOrder, segment: string): SegmentStanding {
  return order.segments[segment] ?? UNKNOWN;
}

/** The first contact of a segment in its own order. */
export interface Head {
  readonly segment: string;
  /** Minus the expected cents of a talk: lower is sooner. */
  readonly rank: number;
  readonly dueAt: UtcMs;
}

/** A contact that has waited so long counts double: a poor segment is called late, but it is called. */
const PATIENCE_MS: DurationMs = 5 * DAY_MS;

/**
 * Which segment gives the next contact. With weights the one that is furthest behind its share of what has been served
 * (the rule of D'Hondt, which never leaves one short of the whole contacts of its share); without, the one whose first contact is worth most in this hour.
 * @param served contacts given so far, by segment
 */
export function nextSegment<T extends Head>(
  order: CallingOrder,
  heads: readonly T[],
  served: ReadonlyMap<string, number>,
  at: UtcMs,
): T | undefined {
  const open = heads.filter(({ segment }) => standingOf(order, segment).open);
  const weighted = open.some(({ segment }) => standingOf(order, segment).weight !== null);
  const key = weighted ? (head: T) => behind(order, head, served) : (head: T) => -expectedCents(order, head, at);
  let best: T | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const head of open) {
    const value = key(head);
    if (best === undefined || value < least || (value === least && comesFirst(head, best)))
      [best, least] = [head, value];
  }
  return best;
}

/** What a dial of this contact is worth in this hour, in cents, with the patience that its wait has earned. */
export function expectedCents(order: CallingOrder, { segment, rank, dueAt }: Head, at: UtcMs): number {
  const patience = 1 + Math.max(0, at - dueAt) / PATIENCE_MS;
  // A donor of no known worth is not worth nothing.
  return standingOf(order, segment).expected * Math.max(1, -rank) * patience;
}

function behind(order: CallingOrder, { segment }: Head, served: ReadonlyMap<string, number>): number {
  return ((served.get(segment) ?? 0) + 1) / (standingOf(order, segment).weight ?? 1);
}

function comesFirst(a: Head, b: Head): boolean {
  return a.rank !== b.rank ? a.rank < b.rank : a.segment < b.segment;
}
