import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Job } from './job.ts';
import type { Summary } from './summary.ts';

interface Waiting {
  readonly job: Job;
  readonly resolve: (summary: Summary) => void;
  readonly reject: (error: Error) => void;
}

/** Child processes that run worlds; jobs queue for the next one that is free. */
export class JobPool {
  readonly #children: ChildProcess[];
  readonly #free: ChildProcess[];
  readonly #queue: Waiting[] = [];

  constructor(processes: number) {
    const file = fileURLToPath(import.meta.resolve('./job-worker.ts'));
    this.#children = Array.from({ length: processes }, () =>
      fork(file, { execArgv: ['--disable-warning=ExperimentalWarning'] }),
    );
    this.#free = [...this.#children];
  }

  run(job: Job): Promise<Summary> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#next();
    });
  }

  close(): void {
    for (const child of this.#children) child.disconnect();
  }

  #next(): void {
    if (this.#queue.length === 0) return;
    const child = this.#free.pop();
    const waiting = child === undefined ? undefined : this.#queue.shift();
    if (child === undefined || waiting === undefined) return;
    const { job, resolve, reject } = waiting;
    const onExit = () => reject(new Error(`the process of ${JSON.stringify(job)} ended`));
    child.once('exit', onExit);
    child.once('message', (summary) => {
      child.off('exit', onExit);
      this.#free.push(child);
      resolve(summary as Summary);
      this.#next();
    });
    child.send(job);
  }
}
