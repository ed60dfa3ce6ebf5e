import type { Clock } from '../kernel/clock.ts';
import { seededRandom } from '../kernel/random.ts';
import type { Log } from '../ops/index.ts';
import { outboxAnswer, startDonorsAtHome } from '../simulator/donors-at-home/index.ts';
import { startHomeAgents, type TalkPart } from '../simulator/home-agents/index.ts';
import type { DemoHouse } from './demo-house.ts';
import type { DemoPerson } from './demo-person.ts';

/** Whatever the lot says, everybody who looks sees these within the first minutes. */
const SURE_TALKS: readonly TalkPart[] = ['signs', 'objects', 'signs', 'signs', 'fragile', 'signs', 'signs'];
const SURE_SIGNATURES = 3;

export interface DemoActorsOptions {
  readonly address: string;
  readonly house: DemoHouse;
  readonly agents: readonly { readonly login: string; readonly password: string }[];
  readonly clock: Clock;
  readonly seed: number;
  /** Donors at home open their links and sign. */
  readonly donors: boolean;
  readonly log: Log;
}

/** Agents at home take calls, and donors at home open what is sent to them; returns what ends it. */
export function startDemoActors(options: DemoActorsOptions): () => Promise<void> {
  const { address, house, clock, log } = options;
  const random = seededRandom(options.seed);
  const donors = options.donors
    ? startDonorsAtHome({
        baseUrl: address,
        messages: () => messagesSeenBy(house.administrator),
        clock,
        random: random.fork('donors at home'),
        sureSignatures: SURE_SIGNATURES,
      })
    : undefined;
  const agents = startHomeAgents({
    baseUrl: address,
    agents: options.agents,
    clock,
    random: random.fork('home agents'),
    log,
    sure: SURE_TALKS,
    quizAnswers: house.quizAnswers,
  });
  return async () => {
    donors?.stop();
    await agents.stop();
  };
}

/** The fake gateway, looked into as its page does. */
async function messagesSeenBy({ client }: DemoPerson) {
  const answer = await client.get('/api/outbox', outboxAnswer);
  if (answer.ok) return answer.value.messages;
  // A session has its time, a demonstration may run for days.
  if (answer.error.status === 401) await client.logIn();
  return undefined;
}
