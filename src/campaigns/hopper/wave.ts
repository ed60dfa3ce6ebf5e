import type { UtcMs } from '../../kernel/time.ts';

/** Segments that begin on a day of their own; a segment in no wave is called from the first day. */
export interface Wave {
  readonly name: string;
  /** YYYY-MM-DD, in the campaign's zone. */
  readonly startsOn: string;
  readonly segments: readonly string[];
}

/** The segments whose day has not come, with that day. */
export function segmentsToCome(waves: readonly Wave[], zone: string, at: UtcMs): ReadonlyMap<string, string> {
  if (waves.length === 0) return new Map();
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
  return new Map(
    waves
      .filter(({ startsOn }) => startsOn > today)
      .flatMap(({ segments, startsOn }) => segments.map((segment) => [segment, startsOn] as const)),
  );
}
