import { MinHeap } from '../../src/kernel/min-heap.ts';
import { lognormal, type Random, seededRandom } from '../../src/kernel/random.ts';

/*
 * A call centre of its own, that knows nothing of the project but the protocol of `foyer pace`: it tells what happens
 * as lines of JSON and places what the decisions say.
 */
export interface PaceWorld {
  readonly agents: number;
  readonly hours: number;
  readonly seed: number;
  readonly mode: 'progressive' | 'predictive';
  readonly limit: number;
  /** More than one: the agents take the calls of all of them. */
  readonly campaigns?: readonly string[];
  /** More fields of the settings lines. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Which agents take which campaigns' calls; all of them when absent. */
  readonly skills?: (agent: number) => readonly string[];
}

export interface PaceDecision {
  readonly type: 'decision';
  readonly at: number;
  readonly place: number;
  readonly cancel: readonly string[];
  readonly mode: 'progressive' | 'predictive';
  readonly why: Readonly<Record<string, number>>;
  readonly text: string;
  readonly campaigns?: Readonly<Record<string, { place: number; cancel: readonly string[]; mode: string }>>;
}

export interface PaceOutcome {
  /** (talk + wrap-up) / logged-in time. */
  readonly utilisation: number;
  /** By campaign. */
  readonly persons: Readonly<Record<string, number>>;
  readonly abandoned: Readonly<Record<string, number>>;
  readonly cancelled: number;
  /** Shortest ringing of a line that was hung up on a decision's word, ms. */
  readonly shortestCancelMs: number;
  readonly mostLines: number;
  readonly mostPlacedInASecond: number;
}

const SECOND = 1_000;
const HOUR = 3_600_000;
const RING_LIMIT = 25 * SECOND;
const CONNECT_LIMIT = 2 * SECOND;
const DETECTION = 1_200;
const TICK = SECOND;
const PERSON = 0.22;
const MACHINE = 0.2;
const BUSY = 0.08;
const FAILED = 0.05;

interface Call {
  readonly id: string;
  readonly campaign: string;
  readonly placedAt: number;
  stage: 'ringing' | 'waiting' | 'gone';
}

/** Yields blocks of lines, each ending in a `decide`, and wants the decision for each. */
export function* runWorld(world: PaceWorld): Generator<string, PaceOutcome, PaceDecision> {
  const floor = new Floor(world);
  floor.open();
  for (let block = floor.untilDecide(); block !== undefined; block = floor.untilDecide()) {
    floor.obey(yield block);
  }
  return floor.outcome();
}

class Floor {
  readonly #world: PaceWorld;
  readonly #campaigns: readonly string[];
  readonly #named: boolean;
  readonly #random: Record<'fate' | 'ring' | 'talk' | 'wrap', Random>;
  readonly #todo = new MinHeap<{ at: number; order: number; run: () => void }>(
    (a, b) => a.at - b.at || a.order - b.order,
  );
  readonly #idle: { id: string; skills: readonly string[] }[] = [];
  readonly #waiting: Call[] = [];
  readonly #calls = new Map<string, Call>();
  readonly #persons: Record<string, number> = {};
  readonly #abandoned: Record<string, number> = {};
  readonly #placedAt: number[] = [];
  #said: string[] = [];
  #now = 0;
  #order = 0;
  #busyMs = 0;
  #cancelled = 0;
  #shortestCancelMs = Number.POSITIVE_INFINITY;
  #mostLines = 0;
  #mostPlaced = 0;
  #placed = 0;

  constructor(world: PaceWorld) {
    this.#world = world;
    this.#named = world.campaigns !== undefined;
    this.#campaigns = world.campaigns ?? ['default'];
    const random = seededRandom(world.seed);
    this.#random = {
      fate: random.fork('fate'),
      ring: random.fork('ring'),
      talk: random.fork('talk'),
      wrap: random.fork('wrap'),
    };
  }

  open(): void {
    for (const campaign of this.#campaigns) {
      this.#persons[campaign] = 0;
      this.#abandoned[campaign] = 0;
      const { mode, limit, settings } = this.#world;
      this.#say({
        type: 'settings',
        ...this.#campaignField(campaign),
        limit,
        window: 'day',
        opensAt: 0,
        closesAt: this.#world.hours * HOUR,
        ringLimitMs: RING_LIMIT,
        connectLimitMs: CONNECT_LIMIT,
        maxLines: null,
        cps: null,
        cancelAfterMs: null,
        mode,
        seed: 1,
        ...settings,
      });
    }
    for (let n = 0; n < this.#world.agents; n++) {
      const skills = this.#world.skills?.(n) ?? this.#campaigns;
      const agent = { id: `a${n}`, skills };
      this.#say({ type: 'agent', agent: agent.id, state: 'ready', ...(this.#named ? { campaigns: skills } : {}) });
      this.#idle.push(agent);
    }
    this.#tick();
  }

  #tick(): void {
    this.#later(TICK, () => this.#tick());
  }

  /** The lines of the next instant at which something happens; undefined when the time is over. */
  untilDecide(): string | undefined {
    const next = this.#todo.pop();
    if (next === undefined || next.at > this.#world.hours * HOUR) return undefined;
    this.#now = next.at;
    next.run();
    this.#say({ type: 'decide' });
    const block = `${this.#said.join('\n')}\n`;
    this.#said = [];
    return block;
  }

  obey({ place, cancel, campaigns }: PaceDecision): void {
    for (const id of cancel) this.#cancel(id);
    const [first = 'default'] = this.#campaigns;
    const lines =
      campaigns === undefined
        ? [[first, place] as const]
        : this.#campaigns.map((id) => [id, campaigns[id]?.place ?? 0] as const);
    for (const [campaign, count] of lines) for (let n = 0; n < count; n++) this.#dial(campaign);
    this.#mostLines = Math.max(
      this.#mostLines,
      [...this.#calls.values()].filter(({ stage }) => stage !== 'gone').length,
    );
  }

  outcome(): PaceOutcome {
    return {
      utilisation: this.#busyMs / (this.#world.agents * this.#world.hours * HOUR),
      persons: this.#persons,
      abandoned: this.#abandoned,
      cancelled: this.#cancelled,
      shortestCancelMs: this.#shortestCancelMs,
      mostLines: this.#mostLines,
      mostPlacedInASecond: this.#mostPlaced,
    };
  }

  #say(line: Readonly<Record<string, unknown>>): void {
    this.#said.push(JSON.stringify({ ...line, at: this.#now }));
  }

  #tell(call: Call, state: string, more: Readonly<Record<string, unknown>> = {}): void {
    this.#say({ type: 'call', call: call.id, state, ...more });
  }

  #campaignField(campaign: string): Readonly<Record<string, unknown>> {
    return this.#named ? { campaign } : {};
  }

  #later(delayMs: number, run: () => void): void {
    this.#todo.push({ at: Math.round(this.#now + delayMs), order: this.#order++, run });
  }

  #dial(campaign: string): void {
    const call: Call = { id: `c${this.#placed++}`, campaign, placedAt: this.#now, stage: 'ringing' };
    this.#calls.set(call.id, call);
    while ((this.#placedAt[0] ?? this.#now) <= this.#now - SECOND) this.#placedAt.shift();
    this.#mostPlaced = Math.max(this.#mostPlaced, this.#placedAt.push(this.#now));
    this.#tell(call, 'placed', this.#campaignField(campaign));
    const fate = this.#random.fate.next();
    const ring = this.#random.ring;
    if (fate < PERSON)
      this.#while(call, Math.min(lognormal(ring, 10 * SECOND, 0.6), RING_LIMIT - 1), () => this.#picksUp(call, true));
    else if (fate < PERSON + MACHINE) this.#while(call, ring.int(14, 22) * SECOND, () => this.#picksUp(call, false));
    else if (fate < PERSON + MACHINE + BUSY) this.#while(call, 2 * SECOND, () => this.#end(call, 'busy'));
    else if (fate < PERSON + MACHINE + BUSY + FAILED) this.#while(call, SECOND, () => this.#end(call, 'failed'));
    else this.#while(call, RING_LIMIT, () => this.#end(call, 'no-answer'));
  }

  /** What comes of the ringing, unless the line is hung up before. */
  #while(call: Call, ringMs: number, run: () => void): void {
    this.#later(ringMs, () => {
      if (call.stage === 'ringing') run();
    });
  }

  #end(call: Call, outcome: string): void {
    call.stage = 'gone';
    this.#calls.delete(call.id);
    this.#tell(call, 'ended', { outcome });
  }

  #cancel(id: string): void {
    const call = this.#calls.get(id);
    if (call?.stage !== 'ringing') throw new Error(`${id} is not ringing`);
    this.#cancelled++;
    this.#shortestCancelMs = Math.min(this.#shortestCancelMs, this.#now - call.placedAt);
    this.#end(call, 'cancelled');
  }

  #picksUp(call: Call, person: boolean): void {
    call.stage = 'waiting';
    this.#tell(call, 'answered');
    this.#later(DETECTION, () => {
      this.#tell(call, person ? 'person' : 'machine');
      if (!person) {
        this.#end(call, 'completed');
        return;
      }
      this.#persons[call.campaign] = (this.#persons[call.campaign] ?? 0) + 1;
      this.#waiting.push(call);
      this.#match();
      if (call.stage !== 'gone') this.#later(CONNECT_LIMIT, () => this.#abandon(call));
    });
  }

  #abandon(call: Call): void {
    const at = this.#waiting.indexOf(call);
    if (at === -1) return;
    this.#waiting.splice(at, 1);
    this.#abandoned[call.campaign] = (this.#abandoned[call.campaign] ?? 0) + 1;
    this.#tell(call, 'abandoned');
    this.#later(8 * SECOND, () => this.#end(call, 'completed'));
  }

  #match(): void {
    for (const call of [...this.#waiting]) {
      const free = this.#idle.findIndex(({ skills }) => skills.includes(call.campaign));
      const [agent] = free === -1 ? [] : this.#idle.splice(free, 1);
      if (agent === undefined) continue;
      this.#waiting.splice(this.#waiting.indexOf(call), 1);
      this.#talk(call, agent);
    }
  }

  #talk(call: Call, agent: { id: string; skills: readonly string[] }): void {
    call.stage = 'gone';
    const refuses = this.#random.talk.next() < 0.4;
    const talkMs = lognormal(this.#random.talk, (refuses ? 40 : 200) * SECOND, 0.7);
    const wrapMs = lognormal(this.#random.wrap, 25 * SECOND, 0.6);
    this.#busyMs += Math.min(talkMs + wrapMs, this.#world.hours * HOUR - this.#now);
    this.#tell(call, 'connected', { agent: agent.id });
    this.#say({ type: 'agent', agent: agent.id, state: 'talking' });
    this.#later(talkMs, () => {
      this.#end(call, 'completed');
      this.#say({ type: 'agent', agent: agent.id, state: 'wrap-up' });
    });
    this.#later(talkMs + wrapMs, () => {
      this.#say({ type: 'agent', agent: agent.id, state: 'ready' });
      this.#idle.push(agent);
      this.#match();
    });
  }
}
