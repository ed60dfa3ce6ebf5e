import { useCallback } from 'react';
import { ApiProblem } from '../api.ts';
import { useProblems, useProblemWords } from '../problems.tsx';

/** Reads in the background: tells of a failure, leaves the message of an act alone, and says nothing of a lost line, which the page shows anyway. */
export function useRead(): (read: () => Promise<void>) => Promise<void> {
  const { tell } = useProblems();
  const wordsOf = useProblemWords();
  return useCallback(
    async (read) => {
      try {
        await read();
      } catch (problem) {
        if (!(problem instanceof ApiProblem && problem.code === 'unreachable')) tell(wordsOf(problem));
      }
    },
    [tell, wordsOf],
  );
}
