import { MinHeap } from '../../src/kernel/min-heap.ts';
import type { UtcMs } from '../../src/kernel/time.ts';

interface Todo {
  readonly at: UtcMs;
  readonly order: number;
  readonly run: () => void;
}

/** What will happen when, in whole milliseconds; of one instant, in the order it was planned. */
export class Agenda {
  now: UtcMs;
  readonly #todos = new MinHeap<Todo>((a, b) => a.at - b.at || a.order - b.order);
  #order = 0;

  constructor(now: UtcMs) {
    this.now = now;
  }

  at(at: UtcMs, run: () => void): void {
    this.#todos.push({ at: Math.max(this.now, Math.round(at)), order: this.#order++, run });
  }

  after(ms: number, run: () => void): void {
    this.at(this.now + ms, run);
  }

  /** Runs the next thing; false when nothing is planned. */
  step(): boolean {
    const todo = this.#todos.pop();
    if (todo === undefined) return false;
    this.now = todo.at;
    todo.run();
    return true;
  }

  /** More will happen in this very instant. */
  get goesOn(): boolean {
    return this.#todos.peek()?.at === this.now;
  }
}
