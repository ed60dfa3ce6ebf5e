import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import type { AgentAnswer, AgentLiveEvents, AgentView, DonorCard, SessionView } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { type FloorClock, useFloorClock } from '../floor-clock.ts';
import { useProblems } from '../problems.tsx';
import { useSession } from '../session.tsx';
import { useLive } from '../use-live.ts';

const NAMES = ['view', 'card'] as const;
/** The floor gives a page up for lost after 10 s of its own clock. */
const HEARTBEAT_MS = 4_000;

export interface Desk {
  /** Undefined while it is not known; null when not on the floor. */
  readonly agent: AgentView | null | undefined;
  readonly card: DonorCard | null;
  readonly isLive: boolean;
  readonly clock: FloorClock;
  /** Does an act; whether it was possible. */
  readonly act: (path: string, body?: unknown, method?: 'POST' | 'DELETE') => Promise<boolean>;
}

/** The agent's own desk: what the server says, and the acts. The truth is on the server; a reload finds it again. */
export function useDesk(who: SessionView): Desk {
  const clock = useFloorClock(who.clock.now, who.clock.speed);
  const { run } = useProblems();
  const { check } = useSession();
  const [agent, setAgent] = useState<AgentView | null>();
  const [card, setCard] = useState<DonorCard | null>(null);
  const [isReached, setReached] = useState(true);

  const take = useCallback(
    (answer: AgentAnswer) => {
      clock.set(answer.at);
      setAgent(answer.agent);
    },
    [clock],
  );
  const isOpen = useLive<AgentLiveEvents>('/api/agent/live', NAMES, { view: take, card: ({ card }) => setCard(card) });

  // What the act led to comes by the stream, in order; the answer itself may be overtaken by it.
  const act: Desk['act'] = (path, body, method = 'POST') =>
    run(() => api<AgentAnswer>(method, `/api/agent${path}`, body));

  const beat = useEffectEvent(async () => {
    try {
      await api<AgentAnswer>('POST', '/api/agent/heartbeat');
      setReached(true);
    } catch (problem) {
      if (problem instanceof ApiProblem && problem.code === 'unreachable') setReached(false);
      if (problem instanceof ApiProblem && problem.code === 'not-authenticated') check();
    }
  });
  const isOnFloor = agent !== undefined && agent !== null;
  const everyMs = HEARTBEAT_MS / Math.max(1, who.clock.speed);
  useEffect(() => {
    if (!isOnFloor) return;
    void beat();
    const timer = window.setInterval(() => void beat(), everyMs);
    return () => window.clearInterval(timer);
  }, [isOnFloor, everyMs]);

  return { agent, card, isLive: isOpen && isReached, clock, act };
}
