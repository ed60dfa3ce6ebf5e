import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type {
  AgentAnswer,
  AgentLiveEvents,
  AgentView,
  DonorCard,
  PromiseLiveEvent,
  SessionView,
} from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { type FloorClock, useFloorClock } from '../floor-clock.ts';
import { useProblems } from '../problems.tsx';
import { useSession } from '../session.tsx';
import { useLive } from '../use-live.ts';

const NAMES = ['view', 'card', 'promise'] as const;
/** The floor gives a page up for lost after 10 s of its own clock. */
const HEARTBEAT_MS = 4_000;
/** A line that is gone is shown within 3 s: one beat and the time its answer may take. */
const BEAT_AT_LEAST_EVERY_MS = 1_700;
const ANSWER_WITHIN_MS = 1_200;
/** Of all promises of one talk together; older ones are in what the server answers. */
const MOST_STEPS = 50;

interface DeskEvents extends AgentLiveEvents {
  readonly promise: PromiseLiveEvent;
}

export interface Desk {
  /** Undefined while it is not known; null when not on the floor. */
  readonly agent: AgentView | null | undefined;
  readonly card: DonorCard | null;
  readonly isLive: boolean;
  readonly readOnly: boolean;
  /** What happened to the promises of this agent since the page was opened, the newest last. */
  readonly promiseSteps: readonly PromiseLiveEvent[];
  readonly clock: FloorClock;
  /** Does an act; whether it was possible. */
  readonly act: (path: string, body?: unknown, method?: 'POST' | 'DELETE') => Promise<boolean>;
}

/** The agent's own desk: what the server says, and the acts. The truth is on the server; a reload finds it again. */
export function useDesk(who: SessionView, readOnly: boolean): Desk {
  const clock = useFloorClock(who.clock.now, who.clock.speed);
  const { run } = useProblems();
  const [agent, setAgent] = useState<AgentView | null>();
  const [card, setCard] = useState<DonorCard | null>(null);
  const [promiseSteps, setPromiseSteps] = useState<readonly PromiseLiveEvent[]>([]);

  const take = useCallback(
    (answer: AgentAnswer) => {
      clock.set(answer.at);
      setAgent(answer.agent);
    },
    [clock],
  );
  const isOnFloor = agent !== undefined && agent !== null;
  const { isReached, returns } = useHeartbeat(isOnFloor && !readOnly, who.clock.speed);
  // A stream that was cut silently stays open for ever: once the server answers again, a new one is begun.
  const path = returns === 0 ? '/api/agent/live' : `/api/agent/live?again=${returns}`;
  const isOpen = useLive<DeskEvents>(path, NAMES, {
    view: take,
    card: ({ card: shown }) => setCard(shown),
    promise: (step) => setPromiseSteps((known) => [...known.slice(1 - MOST_STEPS), step]),
  });

  // What the act led to comes by the stream, in order; the answer itself may be overtaken by it.
  const act: Desk['act'] = (to, body, method = 'POST') =>
    readOnly ? Promise.resolve(false) : run(() => api<AgentAnswer>(method, `/api/agent${to}`, body));

  return { agent, card, isLive: isOpen && isReached, readOnly, promiseSteps, clock, act };
}

/** Tells the floor that the page is there, and finds out when the server is not. */
function useHeartbeat(isBeating: boolean, speed: number) {
  const { check } = useSession();
  const [state, setState] = useState({ isReached: true, returns: 0 });
  const beat = useEffectEvent(async () => {
    const reached = await isAnswered(check);
    setState((was) => {
      if (was.isReached === reached) return was;
      return { isReached: reached, returns: was.returns + (reached ? 1 : 0) };
    });
  });
  const everyMs = Math.min(BEAT_AT_LEAST_EVERY_MS, HEARTBEAT_MS / Math.max(1, speed));
  useEffect(() => {
    const onOffline = () => setState(({ returns }) => ({ isReached: false, returns }));
    window.addEventListener('offline', onOffline);
    if (!isBeating) return () => window.removeEventListener('offline', onOffline);
    void beat();
    const timer = window.setInterval(() => void beat(), everyMs);
    const onOnline = () => void beat();
    window.addEventListener('online', onOnline);
    return () => {
      window.clearInterval(timer);
      window.removeEventListener('online', onOnline);
      window.removeEventListener('offline', onOffline);
    };
  }, [isBeating, everyMs]);
  return state;
}

async function isAnswered(onSessionOver: () => void): Promise<boolean> {
  const late = new Promise<false>((resolve) => window.setTimeout(() => resolve(false), ANSWER_WITHIN_MS));
  const answered = api<AgentAnswer>('POST', '/api/agent/heartbeat').then(
    () => true,
    (problem: unknown) => {
      if (problem instanceof ApiProblem && problem.code === 'not-authenticated') onSessionOver();
      return !(problem instanceof ApiProblem && problem.code === 'unreachable');
    },
  );
  return Promise.race([answered, late]);
}
