import type { Cancel, Clock } from './clock.ts';
import { MinHeap } from './min-heap.ts';
import type { DurationMs, UtcMs } from './time.ts';

interface Scheduled {
  at: number;
  order: number;
  work: (() => void) | undefined;
}

/** Virtual time: nothing happens until `advance` or `runUntil`; equal instants run in the order they were scheduled. */
export class SimulatedClock implements Clock {
  #elapsedMs = 0;
  #wallOffsetMs: number;
  #order = 0;
  readonly #queue = new MinHeap<Scheduled>((a, b) => a.at - b.at || a.order - b.order);

  constructor(start: UtcMs) {
    this.#wallOffsetMs = start;
  }

  now(): UtcMs {
    return this.#elapsedMs + this.#wallOffsetMs;
  }

  monotonic(): number {
    return this.#elapsedMs;
  }

  schedule(delayMs: DurationMs, work: () => void): Cancel {
    const entry: Scheduled = { at: this.#elapsedMs + Math.max(0, delayMs), order: this.#order++, work };
    this.#queue.push(entry);
    return () => {
      entry.work = undefined;
    };
  }

  /** Makes the wall clock jump (an NTP step); timers, which count elapsed time, are not moved. */
  jump(byMs: DurationMs): void {
    this.#wallOffsetMs += byMs;
  }

  /** When the next piece of work is due, in elapsed ms, or undefined when nothing is scheduled. */
  nextDue(): number | undefined {
    this.#dropCancelled();
    return this.#queue.peek()?.at;
  }

  /** Runs the next piece of work, moving time to it; false when nothing is scheduled. */
  runNext(): boolean {
    this.#dropCancelled();
    const entry = this.#queue.pop();
    if (entry === undefined) return false;
    this.#elapsedMs = Math.max(this.#elapsedMs, entry.at);
    const { work } = entry;
    entry.work = undefined;
    work?.();
    return true;
  }

  /** Runs everything due within `byMs`, then stands at that instant. */
  advance(byMs: DurationMs): void {
    this.runUntilElapsed(this.#elapsedMs + byMs);
  }

  runUntilElapsed(elapsedMs: number): void {
    for (let due = this.nextDue(); due !== undefined && due <= elapsedMs; due = this.nextDue()) this.runNext();
    this.#elapsedMs = Math.max(this.#elapsedMs, elapsedMs);
  }

  #dropCancelled(): void {
    while (this.#queue.peek()?.work === undefined && this.#queue.size > 0) this.#queue.pop();
  }
}
