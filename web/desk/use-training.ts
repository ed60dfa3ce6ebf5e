import { useCallback, useEffect, useState } from 'react';
import type { AgentState } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import type { Lesson } from './answers.ts';
import { useRead } from './use-read.ts';

/** A version may go live at any moment; nobody tells, so it is asked now and then while no donor is on the line. */
const AGAIN_MS = 30_000;
const quiet: readonly (AgentState | undefined)[] = [undefined, 'offline', 'not-ready', 'ready', 'paused', 'ghost'];

export interface Training {
  /** Undefined while it is read. */
  readonly lessons: readonly Lesson[] | undefined;
  readonly refresh: () => void;
}

/** The scripts of my campaigns; those that I have not been certified for hold the calls of their cause back. */
export function useTraining(state: AgentState | undefined): Training {
  const background = useRead();
  const [lessons, setLessons] = useState<readonly Lesson[]>();
  const [turn, setTurn] = useState(0);
  const isQuiet = quiet.includes(state);
  const refresh = useCallback(() => setTurn((was) => was + 1), []);
  useEffect(() => {
    if (!isQuiet) return;
    let isGone = false;
    const read = () =>
      void background(async () => {
        const { campaigns } = await api<{ campaigns: readonly Lesson[] }>('GET', '/api/agent/training');
        if (!isGone) setLessons(campaigns);
      });
    if (turn >= 0) read();
    const timer = window.setInterval(read, AGAIN_MS);
    return () => {
      isGone = true;
      window.clearInterval(timer);
    };
  }, [isQuiet, turn, background]);
  return { lessons, refresh };
}
