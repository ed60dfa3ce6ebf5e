import { useEffect, useState } from 'react';
import type { DispositionChoice } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';

/** Loaded with the desk, not with the form: the first letters typed after a call must find them. */
export function useDispositions(): readonly DispositionChoice[] {
  const [choices, setChoices] = useState<readonly DispositionChoice[]>([]);
  const { run } = useProblems();
  useEffect(() => {
    void run(async () => {
      const { dispositions } = await api<{ dispositions: DispositionChoice[] }>('GET', '/api/agent/dispositions');
      setChoices(dispositions);
    });
  }, [run]);
  return choices;
}
