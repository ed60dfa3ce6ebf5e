import type { Clock } from '../../kernel/clock.ts';
import type { OrgId } from '../../kernel/id.ts';
import { SECOND_MS } from '../../kernel/time.ts';
import type { AccountStore } from '../../storage/index.ts';

/** Names are read again at most this often. */
const REFRESH_MS = 30 * SECOND_MS;

/** What agents are called: read from the accounts, now and then, and when somebody unknown turns up. */
export class AgentNames {
  readonly #read: () => Promise<ReadonlyMap<string, string>>;
  readonly #clock: Pick<Clock, 'monotonic'>;
  #names: ReadonlyMap<string, string> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;

  /** `clock`: the machine's. */
  constructor(accounts: AccountStore, orgId: OrgId, clock: Pick<Clock, 'monotonic'>) {
    this.#clock = clock;
    this.#read = async () => {
      const all = await accounts.all(orgId);
      return new Map(all.flatMap(({ agentId, displayName }) => (agentId === null ? [] : [[agentId, displayName]])));
    };
  }

  /** The name as last read; the id's end when it is not known yet. */
  of(agentId: string): string {
    return this.#names.get(agentId) ?? `… ${agentId.slice(-4)}`;
  }

  /** Reads the names when they are old. @throws StorageError */
  async refresh(): Promise<void> {
    if (this.#clock.monotonic() - this.#readAt < REFRESH_MS) return;
    this.#readAt = this.#clock.monotonic();
    this.#names = await this.#read();
  }
}
