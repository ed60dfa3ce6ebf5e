import type { Cancel, Clock } from '../../kernel/clock.ts';
import { lognormal, type Random } from '../../kernel/random.ts';
import { type DurationMs, MINUTE_MS, SECOND_MS, type UtcMs } from '../../kernel/time.ts';
import { type AgentAct, type AgentLaw, type AgentMind, nextAct, openMind, type Shift } from '../agent-behaviour.ts';
import type { Cast } from './cast.ts';
import type { HomeAgentClient, Screen, Seen } from './client.ts';
import { Conversation } from './conversation.ts';
import { study } from './study.ts';

/** The floor gives a page up for lost after 10 s. */
const HEARTBEAT_MS = 4 * SECOND_MS;
/** Nobody to be reached: tried again after this, at first and at most. */
const RETRY_MS = SECOND_MS;
const LONGEST_RETRY_MS = 30 * SECOND_MS;
/** Nothing is heard over HTTP, so the donor ends most talks; an agent brings one that goes on for long to its end. */
const OWN_PLAN_MS = 12 * MINUTE_MS;
const OWN_PLAN_VARIATION = 0.4;

export interface HomeAgentLog {
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
}

export interface HomeAgentOptions {
  readonly login: string;
  readonly client: HomeAgentClient;
  readonly clock: Clock;
  readonly random: Random;
  readonly law: AgentLaw;
  readonly shift: Shift;
  readonly log: HomeAgentLog;
  /** What the donors do, where the campaign has a script. */
  readonly cast: Cast;
  /** To the questions of the script. */
  readonly quizAnswers: readonly number[];
}

/** One simulated agent: sees the screen, decides by the law, acts over HTTP, one act at a time. */
export class HomeAgent {
  readonly #options: HomeAgentOptions;
  #mind: AgentMind;
  /** Undefined: not on the floor. */
  #screen: Screen | undefined;
  #conversation: Conversation | undefined;
  #talks = 0;
  #planFor: UtcMs | undefined;
  #planEndsAt: UtcMs = Number.POSITIVE_INFINITY;
  #stopped = false;
  #isLooking = false;
  #looksAgain = false;
  #cancelLook: Cancel = () => undefined;
  #cancelBeat: Cancel = () => undefined;
  #wake: Cancel = () => undefined;

  constructor(options: HomeAgentOptions) {
    this.#options = options;
    this.#mind = openMind(options.shift, options.law, options.random);
  }

  /** Works until `stop`: logs in, follows the live stream, and comes back whenever it is lost. */
  async run(): Promise<void> {
    let waitMs = RETRY_MS;
    while (!this.#stopped) {
      const loggedIn = await this.#options.client.logIn();
      if (loggedIn.ok) {
        waitMs = RETRY_MS;
        this.#beatLater();
        await study(this.#options.client, this.#options.quizAnswers);
        for await (const seen of this.#options.client.live()) this.#see(seen);
        this.#cancelBeat();
      } else {
        this.#options.log.warn(
          { login: this.#options.login, code: loggedIn.error.code },
          'a simulated agent could not log in',
        );
        waitMs = Math.min(LONGEST_RETRY_MS, 2 * waitMs);
      }
      await this.#pause(waitMs);
    }
  }

  /** Leaves the floor, if the state allows it, and ends. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancelLook();
    this.#cancelBeat();
    this.#wake();
    this.#conversation?.end();
    if (this.#screen !== undefined) await this.#options.client.act('DELETE', '/api/agent/session');
    this.#options.client.close();
  }

  #see(seen: Seen): void {
    if (seen.kind === 'promise') {
      this.#conversation?.seePromise(seen.promiseId, seen.state);
      return;
    }
    this.#screen = seen.screen;
    this.#follow(seen.screen);
    void this.#look();
  }

  /** A donor on the line is talked to, until the talk is over. */
  #follow(screen: Screen | undefined): void {
    if (screen?.state !== 'talking' || screen.call === null) {
      this.#conversation?.end();
      return;
    }
    const { attemptId } = screen.call;
    if (this.#stopped || this.#conversation?.attemptId === attemptId) return;
    this.#conversation?.end();
    const { client, clock, random, cast } = this.#options;
    this.#conversation = new Conversation({
      attemptId,
      client,
      clock,
      random: random.fork(`talk ${this.#talks++}`),
      cast,
    });
  }

  /** Only one look at a time: what comes meanwhile is looked at afterwards. */
  async #look(): Promise<void> {
    if (this.#isLooking) {
      this.#looksAgain = true;
      return;
    }
    this.#isLooking = true;
    do {
      this.#looksAgain = false;
      await this.#decide();
    } while (this.#mustLookAgain());
    this.#isLooking = false;
  }

  #mustLookAgain(): boolean {
    return this.#looksAgain && !this.#stopped;
  }

  async #decide(): Promise<void> {
    if (this.#stopped) return;
    const { clock, random, law, shift } = this.#options;
    const now = clock.now();
    const { state, since, lastCall } = this.#screen ?? {
      state: 'offline' as const,
      since: shift.from,
      lastCall: false,
    };
    const heard = state === 'talking' ? { party: 'person' as const, over: now >= this.#planEnd(since) } : undefined;
    const next = nextAct({ state, since, lastCall, heard }, this.#mind, shift, law, now, random);
    this.#mind = next.mind;
    this.#lookAt(Math.min(next.wakeAt, state === 'talking' ? this.#planEnd(since) : Number.POSITIVE_INFINITY), now);
    if (next.act !== undefined) await this.#perform(next.act);
  }

  async #perform(act: AgentAct): Promise<void> {
    const { client } = this.#options;
    const talk = act.type === 'agent.wrap-up' ? await this.#conversation?.result() : undefined;
    // Refused, or lost on the way: the law tries again.
    if (act.type !== 'agent.wrap-up' || talk === undefined) {
      await client.act(...requestFor(act));
      return;
    }
    const done = await client.act('POST', '/api/agent/wrap-up', { ...talk, ready: act.ready });
    if (!done.ok && done.error.status !== 0) this.#conversation?.giveLess();
  }

  #planEnd(since: UtcMs): UtcMs {
    if (this.#planFor !== since) {
      this.#planFor = since;
      this.#planEndsAt = since + lognormal(this.#options.random, OWN_PLAN_MS, OWN_PLAN_VARIATION);
    }
    return this.#planEndsAt;
  }

  #lookAt(at: UtcMs, now: UtcMs): void {
    this.#cancelLook();
    if (Number.isFinite(at)) this.#cancelLook = this.#options.clock.schedule(at - now, () => void this.#look());
  }

  #beatLater(): void {
    this.#cancelBeat();
    this.#cancelBeat = this.#options.clock.schedule(HEARTBEAT_MS, () => {
      if (this.#screen !== undefined) void this.#options.client.act('POST', '/api/agent/heartbeat');
      this.#beatLater();
    });
  }

  #pause(ms: DurationMs): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.schedule(ms, resolve);
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }
}

function requestFor(act: AgentAct): readonly [method: 'POST' | 'DELETE', path: string, body?: unknown] {
  switch (act.type) {
    case 'agent.log-in':
      return ['POST', '/api/agent/session', { line: { kind: 'sip' } }];
    case 'agent.log-out':
      return ['DELETE', '/api/agent/session'];
    case 'agent.reopen-line':
      return ['POST', '/api/agent/line'];
    case 'agent.ready':
      return ['POST', '/api/agent/ready'];
    case 'agent.pause':
      return ['POST', '/api/agent/pause', { reason: act.reason }];
    case 'agent.last-call':
      return ['POST', '/api/agent/last-call', { on: act.on }];
    case 'agent.hang-up':
      return ['POST', '/api/agent/hang-up'];
    case 'agent.wrap-up':
      return [
        'POST',
        '/api/agent/wrap-up',
        {
          disposition: act.disposition,
          ready: act.ready,
          ...(act.callbackAt === undefined ? {} : { callbackAt: Math.round(act.callbackAt) }),
        },
      ];
  }
}
