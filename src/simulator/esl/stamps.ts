import type { Clock } from '../../kernel/clock.ts';

export interface StampRow {
  readonly uuid: string;
  /** CHANNEL_ANSWER handed to the operating system, on the server's own monotonic clock, ms. */
  readonly answerWrittenMs: number | undefined;
  /** The bytes of `uuid_bridge` for this leg read from the socket, ms. */
  readonly bridgeArrivedMs: number | undefined;
}

/** How long the client took from an answer to its bridge, seen from the server: for benchmarks. */
export interface Stamps {
  answerWritten(uuid: string): void;
  bridgeArrived(uuid: string): void;
  rows(): readonly StampRow[];
}

/** Legs remembered; the oldest go first. */
const MAX_STAMPS = 100_000;

export function recordStamps(clock: Pick<Clock, 'monotonic'>): Stamps {
  const rows = new Map<
    string,
    { uuid: string; answerWrittenMs: number | undefined; bridgeArrivedMs: number | undefined }
  >();
  const rowOf = (uuid: string) => {
    const known = rows.get(uuid);
    if (known !== undefined) return known;
    const row = { uuid, answerWrittenMs: undefined, bridgeArrivedMs: undefined };
    rows.set(uuid, row);
    const oldest = rows.keys().next().value;
    if (rows.size > MAX_STAMPS && oldest !== undefined) rows.delete(oldest);
    return row;
  };
  return {
    answerWritten: (uuid) => {
      const row = rowOf(uuid);
      row.answerWrittenMs ??= clock.monotonic();
    },
    bridgeArrived: (uuid) => {
      const row = rowOf(uuid);
      row.bridgeArrivedMs ??= clock.monotonic();
    },
    rows: () => [...rows.values()],
  };
}
