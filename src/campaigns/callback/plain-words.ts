/** Words as people type or say them, in one plain form: small letters, no accents, one space, times as `14h30`. */
export function plainWords(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[’'‑–—-]/g, ' ')
    .replace(/(\d)\s*(?:heures?|h|:)\s*(\d{2})(?!\d)/g, '$1h$2')
    .replace(/\b(\d{1,2})\.(\d{2})\s*([ap])\.?\s*m\b\.?/g, '$1h$2$3m')
    .replace(/([ap])\.\s?m\.?/g, '$1m')
    .replace(/(\d)\s*h(?:eures?|rs?)?(?=\s|$|[,.;!?])/g, '$1h')
    .replace(/[,.;!?()"]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A sentence that is eaten piece by piece: what nobody has understood is what remains. */
export class Sentence {
  #rest: string;

  constructor(text: string) {
    this.#rest = plainWords(text);
  }

  /** What has not been understood yet. */
  get rest(): string {
    return this.#rest;
  }

  /** Takes the first piece that fits, if any; patterns stand for whole words. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = new RegExp(`(?<=^|\\s)(?:${pattern.source})(?=\\s|$)`).exec(this.#rest);
    if (found === null) return undefined;
    const before = this.#rest.slice(0, found.index);
    this.#rest = `${before}·${this.#rest.slice(found.index + found[0].length)}`
      .replace(/·/g, ' · ')
      .replace(/\s+/g, ' ')
      .trim();
    return found;
  }

  /** Words left over that say something, once these are taken away. */
  unknown(fillers: ReadonlySet<string>): readonly string[] {
    return this.#rest.split(' ').filter((word) => word !== '' && word !== '·' && !fillers.has(word));
  }
}
