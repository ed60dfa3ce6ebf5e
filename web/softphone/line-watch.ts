import type { LineMeasure } from '../../src/http/contract/line-verdict.ts';
import { countersOf, type LineCounters, measureBetween } from './line-stats.ts';

const LOOK_EVERY_MS = 1_000;
/** Looks between two measures. */
const MEASURE_EVERY = 5;
/** A line without any sign for longer is lost. */
const SILENCE_MS = 4_000;

interface LineWatchOptions {
  readonly onMeasure: (measure: LineMeasure) => void;
  readonly onSilence: () => void;
  readonly onSound: () => void;
}

/** Looks at an open line every second: how good it is, and whether it is still there. */
export class LineWatch {
  readonly #options: LineWatchOptions;
  #timer: number | undefined;

  constructor(options: LineWatchOptions) {
    this.#options = options;
  }

  start(connection: RTCPeerConnection): void {
    this.stop();
    let measured: LineCounters | undefined;
    let looks = 0;
    let last = { signs: 0, at: performance.now() };
    const look = async () => {
      const stats: Record<string, unknown>[] = [];
      for (const stat of (await connection.getStats()).values()) stats.push(stat as Record<string, unknown>);
      if (this.#timer !== timer) return;
      const now = countersOf(stats);
      if (now.signs > last.signs) {
        last = { signs: now.signs, at: performance.now() };
        this.#options.onSound();
      } else if (performance.now() - last.at > SILENCE_MS) this.#options.onSilence();
      if (looks++ % MEASURE_EVERY !== 0 || now.received === 0) return;
      if (measured !== undefined) this.#options.onMeasure(measureBetween(measured, now));
      measured = now;
    };
    const timer = window.setInterval(() => void look(), LOOK_EVERY_MS);
    this.#timer = timer;
  }

  stop(): void {
    window.clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
