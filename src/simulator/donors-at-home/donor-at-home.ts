import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { type DurationMs, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts';
import { mistyped, printed, testIban } from './test-iban.ts';

/** Share of donors who copy their IBAN wrongly first. */
const MISTYPES = 0.25;
const OPENS_MS = [4 * SECOND_MS, 12 * SECOND_MS] as const;
const TYPES_MS = [8 * SECOND_MS, 20 * SECOND_MS] as const;
const READS_CODE_MS = [4 * SECOND_MS, 9 * SECOND_MS] as const;
/** A request that is not answered within this is given up. */
const REQUEST_LIMIT_MS = MINUTE_MS;
const CODE_LIFE_MS = 10 * MINUTE_MS;
/** Pages that a donor opens again when the server says that it is busy. */
const PATIENCE = 3;

const firstNames = ['Anne-Marie', 'Benoît', 'Danièle', 'Joël', 'Jacqueline', 'Loïc', 'Hélène', 'Rémi', 'Sylvie'];
const lastNames = ['Tournebise', 'Chérot', 'Guérinel', 'Brévault', 'Clairambault', 'Sénéchault', 'Kerambrun'];

export interface DonorAtHomeParts {
  readonly baseUrl: string;
  /** Path of the link in the message. */
  readonly path: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Ends everything at once. */
  readonly gone: AbortSignal;
}

/** One donor with a link, who uses the page as a browser without script does: it is read, forms are sent. */
export class DonorAtHome {
  readonly #parts: DonorAtHomeParts;
  #codeCame: (code: string) => void = () => undefined;
  readonly #code: Promise<string>;

  constructor(parts: DonorAtHomeParts) {
    this.#parts = parts;
    this.#code = new Promise((resolve) => {
      this.#codeCame = resolve;
    });
  }

  /** A message with a code has come. */
  readCode(code: string): void {
    this.#codeCame(code);
  }

  /** Opens the link and looks at it. True: there is something to sign. */
  async open(): Promise<boolean> {
    await this.#take(OPENS_MS);
    return fieldsOf(await this.#page()).includes('iban');
  }

  /** Types name and IBAN, waits for the code and signs. True: signed. */
  async sign(): Promise<boolean> {
    const { random } = this.#parts;
    const name = `${oneOf(firstNames, random)} ${oneOf(lastNames, random)}`;
    const iban = testIban(random);
    await this.#take(TYPES_MS);
    let page = await this.#page({
      step: 'details',
      name,
      iban: printed(random.next() < MISTYPES ? mistyped(iban) : iban),
    });
    if (fieldsOf(page).includes('iban')) {
      await this.#take(TYPES_MS);
      page = await this.#page({ step: 'details', name, iban: printed(iban) });
    }
    if (!fieldsOf(page).includes('code')) return false;
    const code = await this.#codeInTime();
    if (code === '') return false;
    await this.#take(READS_CODE_MS);
    page = await this.#page({ step: 'code', code });
    return page !== '' && fieldsOf(page).length === 0;
  }

  /** Empty when none comes as long as one is good. */
  async #codeInTime(): Promise<string> {
    const giveUp = () => this.#codeCame('');
    const cancel = this.#parts.clock.schedule(CODE_LIFE_MS, giveUp);
    this.#parts.gone.addEventListener('abort', giveUp, { once: true });
    const code = await this.#code;
    cancel();
    return code;
  }

  /** The page, or what it answers to a form; empty when there is none. */
  async #page(form?: Readonly<Record<string, string>>): Promise<string> {
    const { baseUrl, path, gone } = this.#parts;
    for (let tries = 0; tries < PATIENCE && !gone.aborted; tries++) {
      const limit = new AbortController();
      const cancel = this.#parts.clock.schedule(REQUEST_LIMIT_MS, () => limit.abort());
      try {
        const response = await fetch(new URL(path, baseUrl), {
          headers: { 'Accept-Language': 'fr' },
          signal: AbortSignal.any([gone, limit.signal]),
          ...(form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }),
        });
        const page = await response.text();
        if (response.status !== 429 && response.status < 500) return page;
      } catch {
        // No answer: the page is loaded again, as people do.
      } finally {
        cancel();
      }
      await this.#take(OPENS_MS);
    }
    return '';
  }

  #take([least, most]: readonly [DurationMs, DurationMs]): Promise<void> {
    const { clock, random, gone } = this.#parts;
    if (gone.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = clock.schedule(random.int(least, most), done);
      function done(): void {
        cancel();
        gone.removeEventListener('abort', done);
        resolve();
      }
      gone.addEventListener('abort', done);
    });
  }
}

/** What a page asks for. */
function fieldsOf(page: string): readonly string[] {
  return [...page.matchAll(/<input id="\w+" name="(\w+)"/g)].map(([, name]) => name ?? '');
}

function oneOf(list: readonly string[], random: Random): string {
  return list[random.int(0, list.length - 1)] ?? '';
}
