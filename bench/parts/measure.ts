import { availableParallelism, loadavg } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';

/** How a bench was asked to run: `--long` for the full length, `--seconds N` for another one. */
export function benchOptions(lengths: { readonly short: number; readonly long: number }) {
  const { values } = parseArgs({ options: { long: { type: 'boolean', default: false }, seconds: { type: 'string' } } });
  const usual = values.long ? lengths.long : lengths.short;
  return { long: values.long, seconds: values.seconds === undefined ? usual : Number(values.seconds) };
}

export interface Quantiles {
  readonly n: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export function quantilesOf(samples: readonly number[]): Quantiles {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { n: sorted.length, p50: at(0.5), p99: at(0.99), max: sorted.at(-1) ?? Number.NaN };
}

/** Reading minus resolution: the histogram measures from one timer of 1 ms to the next. */
const RESOLUTION_MS = 1;

export interface Load {
  readonly seconds: number;
  readonly loop: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Processor seconds of the whole process, and of the thread of the event loop alone. */
  readonly cpuSeconds: number;
  readonly mainSeconds: number;
  /** Share of one core. */
  readonly cpuShare: number;
  readonly mainShare: number;
}

/** From now on: event loop delay and processor time, until `read`. */
export function startLoad(): { read(): Load } {
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  const startedAt = performance.now();
  const cpu = process.cpuUsage();
  const main = process.threadCpuUsage();
  return {
    read() {
      histogram.disable();
      const seconds = (performance.now() - startedAt) / 1_000;
      const all = process.cpuUsage(cpu);
      const own = process.threadCpuUsage(main);
      const cpuSeconds = (all.user + all.system) / 1e6;
      const mainSeconds = (own.user + own.system) / 1e6;
      const delay = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
      const loop = {
        p50: delay(histogram.percentile(50)),
        p99: delay(histogram.percentile(99)),
        max: delay(histogram.max),
      };
      return {
        seconds,
        loop,
        cpuSeconds,
        mainSeconds,
        cpuShare: cpuSeconds / seconds,
        mainShare: mainSeconds / seconds,
      };
    },
  };
}

export function rssMb(): number {
  return process.memoryUsage.rss() / 1e6;
}

/** One line of a bench's table; a figure with a bar misses it or holds it. */
export interface Figure {
  readonly figure: string;
  readonly value: string;
  readonly bar?: string;
  readonly held?: boolean;
}

export function atMost(figure: string, value: number, bar: number, unit: string): Figure {
  return { figure, value: `${round(value)} ${unit}`, bar: `<= ${bar} ${unit}`, held: value <= bar };
}

export function atLeast(figure: string, value: number, bar: number, unit: string): Figure {
  return { figure, value: `${round(value)} ${unit}`, bar: `>= ${bar} ${unit}`, held: value >= bar };
}

export function said(figure: string, value: string | number, unit = ''): Figure {
  return { figure, value: `${typeof value === 'number' ? round(value) : value} ${unit}`.trim() };
}

export function loadFigures(who: string, load: Load): Figure[] {
  const { p50, p99, max } = load.loop;
  return [
    said(`${who}: event loop delay p50 / p99 / max`, `${round(p50)} / ${round(p99)} / ${round(max)}`, 'ms'),
    said(
      `${who}: processor, process / thread of the loop`,
      `${round(load.cpuShare * 100)} / ${round(load.mainShare * 100)}`,
      '% of a core',
    ),
  ];
}

export function round(value: number): string {
  return Number.isFinite(value) ? Number(value.toPrecision(3)).toString() : '-';
}

/** Prints the table; a missed bar ends the process with status 1. */
export function report(title: string, figures: readonly Figure[]): void {
  const load = loadavg().map((value) => value.toFixed(1));
  process.stdout.write(
    `\n${title}\n(Node ${process.versions.node}, ${availableParallelism()} cores, load average at the end ${load.join(' ')})\n`,
  );
  const wide = Math.max(...figures.map(({ figure }) => figure.length));
  const wideValue = Math.max(...figures.map(({ value }) => value.length));
  for (const { figure, value, bar, held } of figures) {
    const verdict = bar === undefined ? '' : `   ${bar}  ${held === true ? 'held' : 'MISSED'}`;
    process.stdout.write(`  ${figure.padEnd(wide)}  ${value.padStart(wideValue)}${verdict}\n`);
  }
  if (figures.some(({ held }) => held === false)) process.exitCode = 1;
}

export function waitMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Looks ten times a second; false when it did not come true in time. */
export async function until(holds: () => boolean, patienceMs: number): Promise<boolean> {
  const end = performance.now() + patienceMs;
  while (!holds()) {
    if (performance.now() > end) return false;
    await waitMs(100);
  }
  return true;
}
