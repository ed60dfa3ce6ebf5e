import { MINUTE_MS, type UtcMs } from '../../kernel/time.ts';

/** One day of minutes. */
const MINUTES = 24 * 60;

/** Named counts by minute over the last 24 hours, in constant memory; older minutes are forgotten. */
export class MinuteCounts<Name extends string> {
  /** Exact up to 16 million a minute. */
  readonly #counts: ReadonlyMap<Name, Float32Array>;
  /** The minute each place holds, in minutes since 1970. */
  readonly #minuteAt = new Float64Array(MINUTES);

  constructor(names: readonly Name[]) {
    this.#counts = new Map(names.map((name) => [name, new Float32Array(MINUTES)]));
  }

  /** Counts what happened at `at`; what is older than a day at the newest count of its place is left out. */
  add(name: Name, at: UtcMs, count = 1): void {
    const minute = Math.floor(at / MINUTE_MS);
    const place = minute % MINUTES;
    const held = this.#minuteAt[place] ?? 0;
    if (minute < held) return;
    if (minute > held) {
      for (const counts of this.#counts.values()) counts[place] = 0;
      this.#minuteAt[place] = minute;
    }
    const counts = this.#counts.get(name);
    if (counts !== undefined) counts[place] = (counts[place] ?? 0) + count;
  }

  /** The sum over the last `minutes` minutes, the present one included. */
  sum(name: Name, now: UtcMs, minutes: number): number {
    let total = 0;
    for (const count of this.#last(name, now, minutes)) total += count;
    return total;
  }

  /** The last `minutes` minutes, oldest first. */
  list(name: Name, now: UtcMs, minutes: number): number[] {
    return [...this.#last(name, now, minutes)];
  }

  *#last(name: Name, now: UtcMs, minutes: number): Generator<number> {
    const counts = this.#counts.get(name);
    const present = Math.floor(now / MINUTE_MS);
    for (let minute = present - Math.min(minutes, MINUTES) + 1; minute <= present; minute++) {
      const place = minute % MINUTES;
      yield this.#minuteAt[place] === minute ? (counts?.[place] ?? 0) : 0;
    }
  }
}
