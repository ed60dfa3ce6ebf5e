import { useCallback, useEffect, useRef, useState } from 'react';
import { api } from '../api.ts';

export interface Loaded<Answer> {
  /** The last answer; it stays while the next one is awaited, and when that fails. */
  readonly data: Answer | undefined;
  /** Why the last attempt failed. */
  readonly problem: unknown;
  readonly isLoading: boolean;
  readonly reload: () => void;
}

interface State<Answer> {
  readonly path: string | undefined;
  readonly data: Answer | undefined;
  readonly problem: unknown;
  readonly isLoading: boolean;
}

/** Asks the server for what a page shows, again every so many milliseconds when told so; undefined asks nothing. */
export function useLoaded<Answer>(path: string | undefined, everyMs?: number): Loaded<Answer> {
  const [state, setState] = useState<State<Answer>>({ path, data: undefined, problem: undefined, isLoading: true });
  const turn = useRef(0);

  const load = useCallback(() => {
    if (path === undefined) return;
    turn.current += 1;
    const own = turn.current;
    // An answer that comes after the next question is for nobody.
    const take = (next: (last: State<Answer>) => State<Answer>) => {
      if (own === turn.current) setState(next);
    };
    setState((last) => ({
      path,
      data: last.path === path ? last.data : undefined,
      problem: undefined,
      isLoading: true,
    }));
    api<Answer>('GET', path).then(
      (data) => take(() => ({ path, data, problem: undefined, isLoading: false })),
      (problem: unknown) => take((last) => ({ ...last, problem, isLoading: false })),
    );
  }, [path]);

  useEffect(() => {
    load();
    const timer = everyMs === undefined ? undefined : window.setInterval(load, everyMs);
    return () => {
      turn.current += 1;
      window.clearInterval(timer);
    };
  }, [load, everyMs]);

  const isOwn = state.path === path;
  return {
    data: isOwn ? state.data : undefined,
    problem: isOwn ? state.problem : undefined,
    isLoading: !isOwn || state.isLoading,
    reload: load,
  };
}
