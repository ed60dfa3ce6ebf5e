import { useEffect, useState } from 'react';
import type { DispositionChoice } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import type { SuggestedResults } from './answers.ts';
import { useRead } from './use-read.ts';

/** The result that the call points to, to be confirmed; asked again when something more has come of it. */
export function useSuggestion(cameOfIt: string): DispositionChoice['code'] | undefined {
  const background = useRead();
  const [code, setCode] = useState<DispositionChoice['code']>();
  useEffect(() => {
    let isGone = false;
    void background(async () => {
      const { suggestions } = await api<SuggestedResults>('GET', '/api/agent/suggested-results');
      if (!isGone && cameOfIt !== '') setCode(suggestions[0]);
    });
    return () => {
      isGone = true;
    };
  }, [cameOfIt, background]);
  return code;
}
