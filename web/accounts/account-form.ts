import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { useProblemWords } from '../problems.tsx';

interface AccountForm {
  readonly isBusy: boolean;
  /** Why it was refused, in the person's language. */
  readonly problem: string | undefined;
  /** Names of the fields that do not fit. */
  readonly wrong: ReadonlySet<string>;
  readonly submit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/** A form with several choices of one name; it keeps what was typed, whatever comes of it. */
export function useAccountForm(send: (fields: FormData) => Promise<void>): AccountForm {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const [refused, setRefused] = useState<unknown>();
  const run = async (fields: FormData) => {
    setBusy(true);
    setRefused(undefined);
    try {
      await send(fields);
    } catch (error) {
      setRefused(error);
    }
    setBusy(false);
  };
  const wordsFor = (error: unknown, words: string | undefined) =>
    error === undefined ? undefined : (words ?? wordsOf(error));
  const errors = refused instanceof ApiProblem ? refused.errors : [];
  return {
    isBusy,
    problem: wordsFor(refused, errors.length > 0 ? t('accounts.doesNotFit') : undefined),
    wrong: new Set(errors.map(({ field }) => field.split('.')[0] ?? field)),
    submit: (event) => {
      event.preventDefault();
      void run(new FormData(event.currentTarget));
    },
  };
}

export function textOf(fields: FormData, name: string): string {
  return String(fields.get(name) ?? '').trim();
}

export function choicesOf(fields: FormData, name: string): string[] {
  return fields.getAll(name).map(String);
}
