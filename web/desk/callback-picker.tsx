import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem, api } from '../api.ts';
import { useProblemWords } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';
import type { SpokenAnswer } from './answers.ts';
import type { DraftOfCall } from './call-draft.ts';

/** After the last key, so that half a word is not asked about. */
const QUIET_MS = 300;
const LONGEST = 200;

interface CallbackPickerProps {
  readonly draft: DraftOfCall;
  /** Whether the field takes the focus: where the person asked for it. */
  readonly focus: boolean;
}

/** In the donor's own words; what was understood is shown before it is agreed. */
export function CallbackPicker({ draft, focus }: CallbackPickerProps) {
  const { t, i18n } = useTranslation();
  const said = draft.draft.callbackSaid ?? '';
  const agreed = draft.draft.callback;
  const { answer, trouble } = useUnderstood(said, draft);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focus) field.current?.focus();
  }, [focus]);
  const language = i18n.language === 'en' ? 'en' : 'fr';
  const wrong = trouble ?? answer?.problem?.words[language];
  return (
    <div className="callback-picker">
      <label>
        {t('callback.label')}
        <input
          ref={field}
          value={said}
          maxLength={LONGEST}
          autoComplete="off"
          placeholder={t('callback.example')}
          aria-invalid={wrong !== undefined}
          aria-describedby="callback-understood"
          onChange={({ target }) => draft.change({ callbackSaid: target.value, callback: undefined })}
        />
      </label>
      <p id="callback-understood" role="status" data-problem={wrong !== undefined || undefined}>
        {wrong !== undefined ? (
          <>
            <Icon name="alert" />
            {wrong}
          </>
        ) : agreed !== undefined ? (
          <>
            <Icon name="check" />
            {t('callback.understood', { words: agreed.window.understood[language] })}
          </>
        ) : (
          t('callback.hint')
        )}
      </p>
      {agreed !== undefined && (
        <label className="check">
          <input
            type="checkbox"
            checked={agreed.pooled}
            onChange={({ target }) => draft.change({ callback: { ...agreed, pooled: target.checked } })}
          />
          {t('callback.pooled')}
        </label>
      )}
    </div>
  );
}

/** Asks the server what the words mean; the window that it understood goes into the draft. */
function useUnderstood(said: string, { draft, change }: DraftOfCall) {
  const { i18n } = useTranslation();
  const wordsOf = useProblemWords();
  const [read, setRead] = useState<{
    readonly of: string;
    readonly answer?: SpokenAnswer;
    readonly trouble?: string;
  }>();
  const language = i18n.language === 'en' ? 'en' : 'fr';
  const of = `${language} ${said.trim()}`;
  const isKnown = draft.callback !== undefined || read?.of === of;
  const ask = useEffectEvent(async (isGone: () => boolean) => {
    try {
      const answer = await api<SpokenAnswer>('POST', '/api/agent/callback', { said: said.trim(), language });
      if (isGone()) return;
      setRead({ of, answer });
      if (answer.window !== null) change({ callback: { window: answer.window, pooled: false } });
    } catch (problem) {
      if (!(problem instanceof ApiProblem)) throw problem;
      if (!isGone()) setRead({ of, trouble: wordsOf(problem) });
    }
  });
  const isEmpty = said.trim() === '';
  useEffect(() => {
    if (isEmpty || isKnown || of === '') return;
    let isGone = false;
    const timer = window.setTimeout(() => void ask(() => isGone), QUIET_MS);
    return () => {
      isGone = true;
      window.clearTimeout(timer);
    };
  }, [isEmpty, isKnown, of]);
  return read?.of === of && !isEmpty ? { answer: read.answer, trouble: read.trouble } : {};
}
