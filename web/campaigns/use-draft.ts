import { useCallback, useRef, useState } from 'react';

const PREFIX = 'foyer.campaign.';

/** What was typed in a step: kept in the browser until the server has it, so that neither a reload nor a lost line costs it. */
export function useDraft<Draft extends object>(
  key: string,
  first: Draft,
): readonly [draft: Draft, change: (part: Partial<Draft>) => void, forget: () => void] {
  const [typed, setTyped] = useState<Partial<Draft>>(() => kept<Draft>(key));
  const newest = useRef(typed);
  const change = useCallback(
    (part: Partial<Draft>) => {
      newest.current = { ...newest.current, ...part };
      sessionOf((storage) => storage.setItem(PREFIX + key, JSON.stringify(newest.current)));
      setTyped(newest.current);
    },
    [key],
  );
  const forget = useCallback(() => sessionOf((storage) => storage.removeItem(PREFIX + key)), [key]);
  return [{ ...first, ...typed }, change, forget];
}

function kept<Draft extends object>(key: string): Partial<Draft> {
  let found: Partial<Draft> = {};
  sessionOf((storage) => {
    found = JSON.parse(storage.getItem(PREFIX + key) ?? '{}') as Partial<Draft>;
  });
  return found;
}

/** A browser that keeps nothing, or keeps what cannot be read, still works: the draft then lives as long as the page. */
function sessionOf(use: (storage: Storage) => void): void {
  try {
    use(localStorage);
  } catch (error) {
    console.warn('what was typed is not kept in this browser', error);
  }
}
