import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { Piscina } from 'piscina';
import type { Clock } from '../../kernel/clock.ts';
import { type DurationMs, SECOND_MS } from '../../kernel/time.ts';
import { historyProblem } from './call-history.ts';
import { type Comparison, type CoursePair, comparisonOf, type WhatIfQuestion } from './compare.ts';
import { MAX_REPLICATIONS } from './forecast-day.ts';
import { LEAST_COURSES, newProgress, setPhase } from './progress.ts';
import type { SimulationTask } from './simulation-worker.ts';

/** A manager who moves a slider waits no longer. */
export const WHAT_IF_DEADLINE_MS: DurationMs = 2 * SECOND_MS;
/** Of the deadline, kept for coming back and adding up. */
const RETURN_MS: DurationMs = 100;
/** Workers that simulate; the floor's own threads need the rest of the machine. */
const MAX_SIMULATION_WORKERS = 4;
/** Questions that wait for the workers; beyond, they are refused. */
const MAX_WAITING_QUESTIONS = 4;
/** On a busy machine the first courses are waited for so many times the deadline, rather than none be told. */
const PATIENCE = 10;
const WORKER_MEMORY_MB = 256;

export type WhatIfReply =
  | { readonly kind: 'answered'; readonly comparison: Comparison }
  /** In words: what is wrong with the question, and the remedy. */
  | { readonly kind: 'refused'; readonly reason: string };

/**
 * Simulates a change before it is made, in worker threads, within a deadline. The same question gives the same
 * answer as long as all its courses fit into the deadline; the reply says how many did.
 */
export class Simulations {
  readonly #clock: Clock;
  readonly #threads: number;
  /** Opened with the first question: a floor that nobody asks anything spares the memory. */
  #pool: Piscina<SimulationTask, CoursePair[]> | undefined;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  constructor({ clock }: { readonly clock: Clock }) {
    this.#clock = clock;
    this.#threads = Math.min(MAX_SIMULATION_WORKERS, availableParallelism());
  }

  /** Rejects only when a worker dies; `deadlineMs` runs from when the workers begin; it is passed only while fewer than `LEAST_COURSES` are done. */
  async compare(question: WhatIfQuestion, deadlineMs: DurationMs = WHAT_IF_DEADLINE_MS): Promise<WhatIfReply> {
    const problem = questionProblem(question);
    if (problem !== undefined) return { kind: 'refused', reason: problem };
    if (this.#waiting >= MAX_WAITING_QUESTIONS)
      return {
        kind: 'refused',
        reason: `${this.#waiting} simulations are waiting already: ask again in some seconds.`,
      };
    this.#waiting++;
    const turn = this.#last.then(() => this.#simulate(question, deadlineMs));
    this.#last = turn.catch(() => undefined);
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
  }

  async #simulate(question: WhatIfQuestion, deadlineMs: DurationMs): Promise<WhatIfReply> {
    const progress = newProgress();
    const cancels = [
      this.#clock.schedule(Math.max(0, deadlineMs - RETURN_MS), () => setPhase(progress, 'enough')),
      this.#clock.schedule(deadlineMs * PATIENCE, () => setPhase(progress, 'over')),
    ];
    try {
      this.#pool ??= openPool(this.#threads);
      const pool = this.#pool;
      const shares = Array.from({ length: this.#threads }, (_, first) =>
        pool.run({ question, first, step: this.#threads, progress }),
      );
      const pairs = (await Promise.all(shares)).flat();
      if (pairs.length >= Math.min(LEAST_COURSES, question.replications))
        return { kind: 'answered', comparison: comparisonOf(question, pairs) };
      return {
        kind: 'refused',
        reason: `only ${pairs.length} simulated courses were done in ${deadlineMs * PATIENCE} ms, ${LEAST_COURSES} are needed: ask for a shorter period, or a longer deadline.`,
      };
    } finally {
      for (const cancel of cancels) cancel();
    }
  }
}

function questionProblem({ history, replications, durationMs }: WhatIfQuestion): string | undefined {
  if (!(replications >= 1 && replications <= MAX_REPLICATIONS))
    return `replications ${replications} is not from 1 to ${MAX_REPLICATIONS}.`;
  if (!(durationMs > 0)) return `the period to forecast is ${durationMs} ms long: give one above 0.`;
  return historyProblem(history);
}

function openPool(threads: number): Piscina<SimulationTask, CoursePair[]> {
  return new Piscina<SimulationTask, CoursePair[]>({
    filename: fileURLToPath(new URL('./simulation-worker.ts', import.meta.url)),
    minThreads: threads,
    maxThreads: threads,
    concurrentTasksPerWorker: 1,
    maxQueue: threads,
    resourceLimits: { maxOldGenerationSizeMb: WORKER_MEMORY_MB },
  });
}
