import { useEffect, useState } from 'react';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import type { DispositionList } from './answers.ts';

/** Loaded with the desk, not with the form: the first letters typed after a call must find them. */
export function useDispositions(): DispositionList {
  const [list, setList] = useState<DispositionList>({ dispositions: [], refusalReasons: [] });
  const { run } = useProblems();
  useEffect(() => {
    void run(async () => setList(await api<DispositionList>('GET', '/api/agent/dispositions')));
  }, [run]);
  return list;
}
