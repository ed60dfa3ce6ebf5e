import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from './api.ts';
import { Icon } from './ui/icon.tsx';

interface Problems {
  /** Runs an act and tells the person when it did not work; whether it did. */
  readonly run: (act: () => Promise<unknown>) => Promise<boolean>;
  readonly tell: (words: string | undefined) => void;
}

const ProblemContext = createContext<Problems | undefined>(undefined);

export function useProblemWords(): (problem: unknown) => string {
  const { t } = useTranslation();
  return useCallback(
    (problem) => {
      if (!(problem instanceof ApiProblem)) return t('app.unknownProblem', { detail: String(problem) });
      if (problem.code === 'unreachable') return t('app.unreachable');
      return t(`problems.${problem.code}`, { defaultValue: t('app.unknownProblem', { detail: problem.message }) });
    },
    [t],
  );
}

export function ProblemProvider({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const [words, tell] = useState<string>();
  const run = useCallback(
    async (act: () => Promise<unknown>) => {
      try {
        await act();
        tell(undefined);
        return true;
      } catch (problem) {
        tell(wordsOf(problem));
        return false;
      }
    },
    [wordsOf],
  );
  const problems = useMemo(() => ({ run, tell }), [run]);
  return (
    <ProblemContext value={problems}>
      {children}
      <div className="toasts" role="alert">
        {words !== undefined && (
          <div className="toast">
            <Icon name="alert" />
            <span>{words}</span>
            <button type="button" className="quiet" aria-label={t('app.dismiss')} onClick={() => tell(undefined)}>
              <Icon name="close" />
            </button>
          </div>
        )}
      </div>
    </ProblemContext>
  );
}

export function useProblems(): Problems {
  const problems = useContext(ProblemContext);
  if (problems === undefined) throw new Error('useProblems needs a ProblemProvider');
  return problems;
}
