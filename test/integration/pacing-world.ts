import type { AgentId, AttemptId, CampaignId } from '../../src/kernel/id.ts';
import { MinHeap } from '../../src/kernel/min-heap.ts';
import { lognormal, normal, type Random, seededRandom } from '../../src/kernel/random.ts';
import { HOUR_MS, SECOND_MS } from '../../src/kernel/time.ts';
import {
  applyDelta,
  decide,
  type PacingCampaignSettings,
  type PacingDecision,
  type PacingDelta,
  type PacingGroupId,
  pacingModel,
} from '../../src/pacing/index.ts';

/** A team on one list of donors, told by the laws of its calls; the pacing sees nothing but its deltas. */
export interface Scenario {
  readonly agents: number;
  readonly hours: number;
  readonly seed: number;
  readonly mode: 'progressive' | 'predictive';
  readonly limit: number;
  /** Chances of a person, a machine and a refused call; the rest is no answer. */
  readonly person: number;
  readonly machine: number;
  readonly refused: number;
  readonly talkMs: (random: Random) => number;
}

export interface Outcome {
  /** (talk + wrap-up with persons) / logged-in time. */
  readonly utilisation: number;
  readonly persons: number;
  readonly abandoned: number;
  /** Highest abandoned / answered at any instant after the first 100 answers. */
  readonly worstRate: number;
  readonly decisions: number;
  readonly lastDecision: PacingDecision | undefined;
}

export const fundraisingFrance = {
  limit: 0.03,
  person: 0.3,
  machine: 0.25,
  refused: 0.1,
  talkMs: (random: Random) => lognormal(random, 180 * SECOND_MS, 1),
} as const;

const RING_LIMIT_MS = 25 * SECOND_MS;
const CONNECT_LIMIT_MS = 2 * SECOND_MS;
/** Person or machine is known so long after the pick-up. */
const DETECTION_MS = 1_500;
/** The end of an abandoned call is told when its message is over. */
const MESSAGE_MS = 10 * SECOND_MS;
/** The floor asks when something changed, this far apart, and at least every second. */
const ASK_SPACING_MS = 400;
const ASK_AT_LEAST_MS = SECOND_MS;

const GROUP = 'group' as PacingGroupId;
const CAMPAIGN = 'campaign' as CampaignId;

interface Todo {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

interface Waiting {
  readonly callId: AttemptId;
  readonly answeredAt: number;
  gone: boolean;
}

/** Runs the scenario in virtual time, closed loop: decisions dial, outcomes teach. */
export function runFloor(scenario: Scenario): Outcome {
  return new Floor(scenario).run();
}

class Floor {
  readonly #scenario: Scenario;
  readonly #random: { outcome: Random; ring: Random; talk: Random; wrap: Random };
  readonly #todo = new MinHeap<Todo>((a, b) => a.at - b.at || a.order - b.order);
  readonly #model = pacingModel();
  readonly #idle: AgentId[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #settings: PacingCampaignSettings;
  #now = 0;
  #order = 0;
  #version = 0;
  #calls = 0;
  #askedAt = Number.NEGATIVE_INFINITY;
  #askPlanned = false;
  #busyMs = 0;
  #persons = 0;
  #abandoned = 0;
  #worstRate = 0;
  #decisions = 0;
  #last: PacingDecision | undefined;

  constructor(scenario: Scenario) {
    this.#scenario = scenario;
    const random = seededRandom(scenario.seed);
    this.#random = {
      outcome: random.fork('outcome'),
      ring: random.fork('ring'),
      talk: random.fork('talk'),
      wrap: random.fork('wrap'),
    };
    this.#settings = {
      campaignId: CAMPAIGN,
      mode: scenario.mode,
      abandonmentLimit: scenario.limit,
      ringLimitMs: RING_LIMIT_MS,
      connectLimitMs: CONNECT_LIMIT_MS,
      maxLines: null,
      window: 'day',
      zone: 'UTC',
      opensAt: 0,
      closesAt: scenario.hours * HOUR_MS,
      cps: null,
      cancelAfterMs: null,
      occupancyCeiling: null,
      restMs: 0,
    };
  }

  run(): Outcome {
    for (let n = 0; n < this.#scenario.agents; n++) this.#becomeReady(`agent-${n}` as AgentId);
    const endAt = this.#scenario.hours * HOUR_MS;
    for (let next = this.#todo.pop(); next !== undefined && next.at <= endAt; next = this.#todo.pop()) {
      this.#now = next.at;
      next.run();
    }
    return {
      utilisation: this.#busyMs / (this.#scenario.agents * endAt),
      persons: this.#persons,
      abandoned: this.#abandoned,
      worstRate: this.#worstRate,
      decisions: this.#decisions,
      lastDecision: this.#last,
    };
  }

  #later(delayMs: number, run: () => void): void {
    this.#todo.push({ at: this.#now + delayMs, order: this.#order++, run });
  }

  #tell(delta: PacingDelta): void {
    applyDelta(this.#model, delta);
    this.#version++;
    this.#planAsk(Math.max(0, this.#askedAt + ASK_SPACING_MS - this.#now));
  }

  #planAsk(delayMs: number): void {
    if (this.#askPlanned) return;
    this.#askPlanned = true;
    this.#later(delayMs, () => this.#ask());
  }

  #ask(): void {
    this.#askPlanned = false;
    this.#askedAt = this.#now;
    this.#decisions++;
    this.#last = decide(this.#model, {
      groupId: GROUP,
      version: this.#version,
      at: this.#now,
      deltas: [],
      campaigns: [this.#settings],
    });
    for (let n = this.#last.lines[CAMPAIGN] ?? 0; n > 0; n--) this.#dial();
    this.#later(ASK_AT_LEAST_MS, () => {
      if (this.#now - this.#askedAt >= ASK_AT_LEAST_MS) this.#planAsk(0);
    });
  }

  #agent(agentId: AgentId, state: 'ready' | 'talking' | 'wrap-up'): void {
    this.#tell({ type: 'agent', at: this.#now, agentId, state, campaignIds: [CAMPAIGN], lastCall: false });
  }

  #becomeReady(agentId: AgentId): void {
    this.#agent(agentId, 'ready');
    this.#idle.push(agentId);
    this.#match();
  }

  #dial(): void {
    const callId = `call-${this.#calls++}` as AttemptId;
    const { person, machine, refused } = this.#scenario;
    const draw = this.#random.outcome.next();
    this.#tell({ type: 'placed', at: this.#now, callId, campaignId: CAMPAIGN, reserved: false });
    if (draw < person) this.#later(this.#ringMs(), () => this.#picksUp(callId, true));
    else if (draw < person + machine)
      this.#later(18 * SECOND_MS + 3 * SECOND_MS * normal(this.#random.ring), () => this.#picksUp(callId, false));
    else if (draw < person + machine + refused) this.#later(3 * SECOND_MS, () => this.#end(callId, 'failed'));
    else this.#later(RING_LIMIT_MS, () => this.#end(callId, 'no-answer'));
  }

  /** Lognormal of 12 s, standard deviation 6 s, cut at the ring limit. */
  #ringMs(): number {
    for (;;) {
      const ms = lognormal(this.#random.ring, 12 * SECOND_MS, 0.5);
      if (ms <= RING_LIMIT_MS) return ms;
    }
  }

  #end(callId: AttemptId, as: 'failed' | 'no-answer' | 'machine' | 'person' | 'abandoned'): void {
    this.#tell({ type: 'ended', at: this.#now, callId, as });
  }

  #picksUp(callId: AttemptId, person: boolean): void {
    this.#tell({ type: 'answered', at: this.#now, callId });
    if (!person) {
      this.#later(DETECTION_MS, () => this.#end(callId, 'machine'));
      return;
    }
    this.#later(DETECTION_MS, () => {
      this.#persons++;
      this.#tell({ type: 'person', at: this.#now, callId });
      const waiting: Waiting = { callId, answeredAt: this.#now, gone: false };
      this.#waiting.push(waiting);
      this.#match();
      if (!waiting.gone) this.#later(CONNECT_LIMIT_MS, () => this.#abandon(waiting));
    });
  }

  #match(): void {
    while (this.#idle.length > 0 && this.#waiting.length > 0) {
      const [agentId, waiting] = [this.#idle.shift(), this.#waiting.shift()];
      if (agentId === undefined || waiting === undefined) return;
      waiting.gone = true;
      this.#talk(agentId, waiting.callId);
    }
  }

  #talk(agentId: AgentId, callId: AttemptId): void {
    const talkMs = this.#scenario.talkMs(this.#random.talk);
    const wrapMs = lognormal(this.#random.wrap, 30 * SECOND_MS, 0.7);
    const leftMs = this.#scenario.hours * HOUR_MS - this.#now;
    this.#busyMs += Math.min(talkMs + wrapMs, leftMs);
    this.#agent(agentId, 'talking');
    this.#tell({ type: 'bridged', at: this.#now, callId, agentId });
    this.#later(talkMs, () => this.#agent(agentId, 'wrap-up'));
    this.#later(talkMs + wrapMs, () => {
      this.#end(callId, 'person');
      this.#becomeReady(agentId);
    });
  }

  #abandon(waiting: Waiting): void {
    if (waiting.gone) return;
    waiting.gone = true;
    this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
    this.#abandoned++;
    if (this.#persons >= 100) this.#worstRate = Math.max(this.#worstRate, this.#abandoned / this.#persons);
    this.#later(MESSAGE_MS, () => this.#end(waiting.callId, 'abandoned'));
  }
}
