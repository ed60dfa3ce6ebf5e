import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts';
import { type AgentLaw, agentLaw, type Shift } from '../agent-behaviour.ts';
import { createCast, type TalkPart } from './cast.ts';
import { HomeAgentClient } from './client.ts';
import { HomeAgent, type HomeAgentLog } from './home-agent.ts';

/** Agents come to the floor within this, one after the other. */
const ARRIVAL_MS = 15 * SECOND_MS;
const SHIFT_MS = 12 * HOUR_MS;

export interface HomeAgentsOptions {
  /** Where Foyer listens, for example `http://127.0.0.1:8080`. */
  readonly baseUrl: string;
  readonly agents: readonly { readonly login: string; readonly password: string }[];
  /** The floor's. */
  readonly clock: Clock;
  readonly random: Random;
  readonly log: HomeAgentLog;
  readonly law?: AgentLaw;
  /** Missing: everybody comes now, one after the other, for twelve hours. */
  readonly shift?: Shift;
  /** What surely happens in the first talks that are long enough. */
  readonly sure?: readonly TalkPart[];
  /** To the questions of the script, when the campaign has one. */
  readonly quizAnswers?: readonly number[];
}

export interface HomeAgents {
  /** They leave the floor and end. */
  stop(): Promise<void>;
}

/** Simulated agents at home, who use the same HTTP API as real ones. */
export function startHomeAgents(options: HomeAgentsOptions): HomeAgents {
  const { baseUrl, clock, random, log, law = agentLaw, sure = [], quizAnswers = [] } = options;
  const cast = createCast(sure);
  const running = options.agents.map(({ login, password }) => {
    const own = random.fork(login);
    const client = new HomeAgentClient({ baseUrl, login, password, clock });
    const from = clock.now() + Math.round(own.next() * ARRIVAL_MS);
    const agent = new HomeAgent({
      login,
      client,
      clock,
      random: own,
      law,
      shift: options.shift ?? { from, to: from + SHIFT_MS },
      log,
      cast,
      quizAnswers,
    });
    return { agent, done: agent.run() };
  });
  return {
    stop: async () => {
      await Promise.all(running.map(({ agent }) => agent.stop()));
      await Promise.all(running.map(({ done }) => done));
    },
  };
}
