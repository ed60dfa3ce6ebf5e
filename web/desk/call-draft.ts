import { useCallback, useMemo, useState } from 'react';
import type { SpokenAnswer } from './answers.ts';
import type { PromiseFields } from './promise-fields.ts';

/** What was typed during a call and is not the server's yet. */
export interface CallDraft {
  /** A step that the server has not confirmed. */
  readonly step?: string | undefined;
  readonly panel?: DeskPanel | undefined;
  readonly promise?: PromiseFields | undefined;
  readonly callbackSaid?: string | undefined;
  readonly callback?: { readonly window: NonNullable<SpokenAnswer['window']>; readonly pooled: boolean } | undefined;
}
export type DeskPanel = 'script' | 'promise' | 'callback';

/** One draft at a time: that of the call on the screen. */
export const DRAFT_KEPT_AS = 'foyer.desk-draft';

export interface DraftOfCall {
  readonly draft: CallDraft;
  /** Some of it is typed anew; or, by a function, what depends on what is there by then. */
  readonly change: (change: CallDraft | ((was: CallDraft) => CallDraft)) => void;
}

/** Kept in the tab itself: a reload finds it again, the next call wipes it out, and it never leaves the machine. */
export function useCallDraft(attemptId: string | undefined): DraftOfCall {
  const [kept, setKept] = useState(read);
  const draft = kept.attemptId === attemptId ? kept.draft : undefined;
  const change = useCallback(
    (part: CallDraft | ((was: CallDraft) => CallDraft)) => {
      if (attemptId === undefined) return;
      setKept((was) => {
        const before = was.attemptId === attemptId ? was.draft : {};
        const next = { attemptId, draft: { ...before, ...(typeof part === 'function' ? part(before) : part) } };
        sessionStorage.setItem(DRAFT_KEPT_AS, JSON.stringify(next));
        return next;
      });
    },
    [attemptId],
  );
  return useMemo(() => ({ draft: draft ?? {}, change }), [draft, change]);
}

interface Kept {
  readonly attemptId: string | undefined;
  readonly draft: CallDraft;
}

function read(): Kept {
  const text = sessionStorage.getItem(DRAFT_KEPT_AS);
  if (text === null) return { attemptId: undefined, draft: {} };
  try {
    return JSON.parse(text) as Kept;
  } catch {
    // Written by another version of the page: nothing that could be shown.
    return { attemptId: undefined, draft: {} };
  }
}
