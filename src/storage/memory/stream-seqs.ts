/** Which sequence numbers of which stream are taken; a stream without holes costs one number. */
export class StreamSeqs {
  readonly #upTo = new Map<string, number>();
  readonly #beyond = new Map<string, Set<number>>();

  has(stream: string, seq: number): boolean {
    return (seq >= 1 && seq <= (this.#upTo.get(stream) ?? 0)) || this.#beyond.get(stream)?.has(seq) === true;
  }

  add(stream: string, seq: number): void {
    const upTo = this.#upTo.get(stream) ?? 0;
    const beyond = this.#beyond.get(stream);
    if (seq !== upTo + 1) {
      this.#beyond.set(stream, (beyond ?? new Set()).add(seq));
      return;
    }
    let last = seq;
    while (beyond?.delete(last + 1) === true) last++;
    if (beyond?.size === 0) this.#beyond.delete(stream);
    this.#upTo.set(stream, last);
  }

  last(stream: string): number | undefined {
    const beyond = this.#beyond.get(stream);
    if (beyond !== undefined) return Math.max(...beyond, this.#upTo.get(stream) ?? 0);
    return this.#upTo.get(stream);
  }
}
