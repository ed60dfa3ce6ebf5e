import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Gauge, type Registry } from 'prom-client';

/** The monitor's own timer period, ms; it is part of every reading and taken off again. */
const RESOLUTION_MS = 1;
const NS_PER_SECOND = 1e9;
const QUANTILES = [0.5, 0.9, 0.99] as const;

/**
 * `foyer_event_loop_delay_seconds`: how late the event loop is since the last scrape. Two scrapers would halve each
 * other's window, never lose a peak.
 */
export function watchEventLoop(registers: Registry[]): { close(): void } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const seconds = (ns: number) => Math.max(0, ns / NS_PER_SECOND - RESOLUTION_MS / 1_000);
  new Gauge({
    name: 'foyer_event_loop_delay_seconds',
    help: 'Delay of the event loop since the last scrape, by quantile (1 is the longest)',
    labelNames: ['quantile'],
    registers,
    collect() {
      if (histogram.count === 0) return;
      for (const quantile of QUANTILES)
        this.set({ quantile: String(quantile) }, seconds(histogram.percentile(quantile * 100)));
      this.set({ quantile: '1' }, seconds(histogram.max));
      histogram.reset();
    },
  });
  return { close: () => histogram.disable() };
}
