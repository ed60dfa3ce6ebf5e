import { useTranslation } from 'react-i18next';
import { useProblemWords } from '../problems.tsx';
import { Icon } from './icon.tsx';
import type { Loaded } from './use-loaded.ts';

/** What stands where an answer is missing: it is on its way, or it failed and may be asked for again. */
export function LoadState({ loaded, waiting }: { readonly loaded: Loaded<unknown>; readonly waiting?: string }) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const { data, problem, isLoading, reload } = loaded;
  if (problem !== undefined)
    return (
      <p className="notice" role="alert">
        <Icon name="alert" />
        <span>{wordsOf(problem)}</span>
        <button type="button" className="small" onClick={reload}>
          {t('managers.again')}
        </button>
      </p>
    );
  if (data !== undefined) return null;
  return (
    <p className="empty" role="status">
      {isLoading ? (waiting ?? t('managers.loading')) : ''}
    </p>
  );
}
