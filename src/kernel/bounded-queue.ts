/** A first-in first-out queue with a maximum; `push` says whether the item was taken. */
export class BoundedQueue<T> {
  readonly #items: T[] = [];
  #head = 0;
  readonly maximum: number;

  constructor(maximum: number) {
    this.maximum = maximum;
  }

  get size(): number {
    return this.#items.length - this.#head;
  }

  push(item: T): boolean {
    if (this.size >= this.maximum) return false;
    this.#items.push(item);
    return true;
  }

  shift(): T | undefined {
    const item = this.#items[this.#head];
    if (item === undefined && this.size === 0) return undefined;
    this.#items[this.#head] = undefined as T;
    this.#head++;
    if (this.#head > 1024 && this.#head * 2 > this.#items.length) {
      this.#items.splice(0, this.#head);
      this.#head = 0;
    }
    return item;
  }

  /** Takes up to `count` items, oldest first. */
  take(count: number): T[] {
    const taken: T[] = [];
    while (taken.length < count && this.size > 0) taken.push(this.shift() as T);
    return taken;
  }
}
