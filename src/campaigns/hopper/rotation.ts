import type { AgentId } from '../../kernel/id.ts';
import type { Candidate } from '../contact.ts';

/** Who was tried so often is of the hard end of a list: seldom there, and tired of it. */
const LATE_ATTEMPTS = 2;
/** Agents who are remembered; the one who was heard of longest ago is forgotten first. */
const MAX_AGENTS = 5_000;
/** Contacts after which half of what an agent had is forgotten: an evil morning is not paid back for weeks. */
const MEMORY = 200;

interface Had {
  readonly late: number;
  readonly all: number;
}

const NOTHING: Had = { late: 0, all: 0 };

export function isLate({ attempts }: Pick<Candidate, 'attempts'>): boolean {
  return attempts >= LATE_ATTEMPTS;
}

/** Spreads the hard end of a list evenly: each agent has the same share of it, whoever is first at the bell. */
export class Rotation {
  readonly #agents = new Map<AgentId, Had>();
  #whole: Had = NOTHING;

  /** What this agent is to get next; undefined: whatever is best. */
  due(agentId: AgentId): 'late' | 'fresh' | undefined {
    const { late, all } = this.#agents.get(agentId) ?? NOTHING;
    if (this.#whole.all === 0) return undefined;
    const fair = ((all + 1) * this.#whole.late) / this.#whole.all;
    if (late > fair) return 'fresh';
    return late + 1 < fair ? 'late' : undefined;
  }

  took(agentId: AgentId, candidate: Pick<Candidate, 'attempts'>): void {
    const more = isLate(candidate) ? 1 : 0;
    const had = this.#agents.get(agentId) ?? NOTHING;
    this.#agents.delete(agentId);
    this.#agents.set(agentId, halved({ late: had.late + more, all: had.all + 1 }, MEMORY));
    this.#whole = halved({ late: this.#whole.late + more, all: this.#whole.all + 1 }, MEMORY * this.#agents.size);
    if (this.#agents.size <= MAX_AGENTS) return;
    const [oldest] = this.#agents.keys();
    if (oldest !== undefined) this.#agents.delete(oldest);
  }
}

function halved({ late, all }: Had, most: number): Had {
  return all > most ? { late: late / 2, all: all / 2 } : { late, all };
}
