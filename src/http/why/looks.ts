import { Problem } from '../problem.ts';

/** Walks over whole lists at a time: each has the readers of the database to itself for some of the time. */
const MAX_LOOKS = 3;

/** Whoever asks what is being looked at already waits for the same answer. */
export class Looks {
  readonly #running = new Map<string, Promise<unknown>>();

  /** @throws Problem `overloaded` when too many lists are being looked at */
  async share<T>(key: string, look: () => Promise<T>): Promise<T> {
    const running = this.#running.get(key);
    if (running !== undefined) return (await running) as T;
    if (this.#running.size >= MAX_LOOKS)
      throw new Problem('overloaded', 'Other lists are being looked at: ask again in some seconds.');
    const started = look();
    this.#running.set(key, started);
    try {
      return await started;
    } finally {
      this.#running.delete(key);
    }
  }
}
