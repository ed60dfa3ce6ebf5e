import { useCallback, useEffect, useState } from 'react';
import type { AgentView, PromiseLiveEvent, PromiseView } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import type { AgentPromises } from './answers.ts';
import type { Desk } from './use-desk.ts';
import { useRead } from './use-read.ts';

/** The stream may tell of a step before the store has it: then it is read once more. */
const SETTLED_MS = 1_000;

export interface CallPromises {
  readonly found: AgentPromises | undefined;
  readonly refresh: () => void;
}

/** The asks of the donor on the line and what was promised; read again whenever the donor does something on the page. */
export function usePromises(agent: AgentView | null | undefined, desk: Desk): CallPromises {
  const background = useRead();
  const [read, setRead] = useState<{ readonly of: string; readonly found: AgentPromises }>();
  const [turn, setTurn] = useState(0);
  const isOpen = agent?.state === 'talking' || agent?.state === 'wrap-up';
  const attemptId = isOpen ? agent.call?.attemptId : undefined;
  const { isLive, promiseSteps } = desk;
  const when = `${promiseSteps.length} ${promiseSteps.at(-1)?.at} ${agent?.call?.vulnerable} ${turn}`;
  useEffect(() => {
    if (attemptId === undefined || !isLive || when === '') return;
    let isGone = false;
    const look = async () => {
      try {
        const found = await api<AgentPromises>('GET', '/api/agent/promise');
        if (!isGone) setRead({ of: attemptId, found });
      } catch (problem) {
        // The call ended while it was asked: there is nothing to show any more.
        if (!(problem instanceof ApiProblem && problem.code === 'no-call')) throw problem;
      }
    };
    void background(look);
    const later = window.setTimeout(() => void background(look), SETTLED_MS);
    return () => {
      isGone = true;
      window.clearTimeout(later);
    };
  }, [attemptId, isLive, when, background]);
  const refresh = useCallback(() => setTurn((was) => was + 1), []);
  const found = read?.of === attemptId ? read?.found : undefined;
  return { found: found === undefined ? undefined : told(found, promiseSteps), refresh };
}

const reached = {
  'promise.link-sent': 'sentAt',
  'promise.opened': 'openedAt',
  'promise.iban-typed': 'ibanTypedAt',
  'promise.signed': 'signedAt',
} as const;

/** The stream tells of a step before the store has it: what is shown never lags behind what was told. */
function told(found: AgentPromises, steps: readonly PromiseLiveEvent[]): AgentPromises {
  const promises = found.promises.map((promise): PromiseView => {
    const missing: Partial<Record<(typeof reached)[keyof typeof reached], number>> = {};
    for (const { promiseId, type, at } of steps) {
      const field = type in reached ? reached[type as keyof typeof reached] : undefined;
      if (promiseId === promise.promiseId && field !== undefined && promise[field] === null) missing[field] = at;
    }
    return { ...promise, ...missing };
  });
  return { ...found, promises };
}
