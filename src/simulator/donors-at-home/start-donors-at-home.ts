import type { Cancel, Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import { DonorAtHome } from './donor-at-home.ts';
import { codeIn, linkIn, type Sms, Telephones } from './telephone.ts';

/** How often the gateway is looked at. */
const LOOK_MS = 2 * SECOND_MS;
/** Donors with a link at a time; the links of the others stay unread. */
const MOST_DONORS = 500;
/** Who does not sign at once may be reminded; not in the time of a demonstration. */
const SIGNS = 0.7;

export interface DonorsAtHomeOptions {
  /** Where donors' links open. */
  readonly baseUrl: string;
  /** The newest messages of the gateway first; undefined when they cannot be had now. */
  readonly messages: () => Promise<readonly Sms[] | undefined>;
  readonly clock: Clock;
  readonly random: Random;
  /** So many mandates are surely signed before the lot alone decides. */
  readonly sureSignatures: number;
}

export interface DonorsAtHome {
  stop(): void;
}

/** Donors who get messages, open their links and sign, or do not. They know of Foyer what their telephones show. */
export function startDonorsAtHome(options: DonorsAtHomeOptions): DonorsAtHome {
  const { clock, messages } = options;
  const gone = new AbortController();
  const homes = new Homes(options, gone.signal);
  let cancel: Cancel = () => undefined;
  const look = async (): Promise<void> => {
    homes.ring((await messages()) ?? []);
    if (!gone.signal.aborted) cancel = clock.schedule(LOOK_MS, () => void look());
  };
  void look();
  return {
    stop: () => {
      gone.abort();
      cancel();
    },
  };
}

class Homes {
  readonly #options: DonorsAtHomeOptions;
  readonly #gone: AbortSignal;
  readonly #telephones = new Telephones();
  /** By the number. */
  readonly #donors = new Map<string, DonorAtHome>();
  #links = 0;
  #sure: number;

  constructor(options: DonorsAtHomeOptions, gone: AbortSignal) {
    this.#options = options;
    this.#gone = gone;
    this.#sure = options.sureSignatures;
  }

  ring(newestFirst: readonly Sms[]): void {
    for (const sms of this.#telephones.take(newestFirst)) {
      const path = linkIn(sms);
      const code = codeIn(sms);
      if (path !== undefined && this.#donors.size < MOST_DONORS) void this.#follow(sms.to, path);
      else if (code !== undefined) this.#donors.get(sms.to)?.readCode(code);
    }
  }

  async #follow(number: string, path: string): Promise<void> {
    const { baseUrl, clock, random } = this.#options;
    const own = random.fork(`link ${this.#links++}`);
    const donor = new DonorAtHome({ baseUrl, path, clock, random: own, gone: this.#gone });
    this.#donors.set(number, donor);
    if (await donor.open()) await this.#sign(donor, own);
    if (this.#donors.get(number) === donor) this.#donors.delete(number);
  }

  async #sign(donor: DonorAtHome, random: Random): Promise<void> {
    const isSure = this.#sure > 0;
    if (isSure) this.#sure--;
    else if (random.next() >= SIGNS) return;
    const isSigned = await donor.sign();
    if (isSure && !isSigned) this.#sure++;
  }
}
