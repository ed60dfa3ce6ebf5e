import { type RefObject, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api.ts';
import { useProblems, useProblemWords } from '../problems.tsx';
import { wrongKey } from './wrong-words.ts';

export interface StepForm {
  readonly form: RefObject<HTMLFormElement | null>;
  readonly isBusy: boolean;
  /** What is wrong with a field and what helps, in the person's language; undefined: nothing. */
  readonly wrong: (field: string) => string | undefined;
  /** Runs the act of the step; what the server refuses stands at its field, and the first of them is gone to. */
  readonly submit: (act: () => Promise<void>) => (event: SubmitEvent<HTMLFormElement>) => void;
}

/** The form of a step: the server judges it, what was typed stays. */
export function useStepForm(): StepForm {
  const { t } = useTranslation();
  const { tell } = useProblems();
  const wordsOf = useProblemWords();
  const [errors, setErrors] = useState<ApiProblem['errors']>([]);
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => {
    if (errors.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [errors]);

  const words = ({ field, message }: ApiProblem['errors'][number]) =>
    t(`campaigns.wrong.${wrongKey(field)}`, { defaultValue: t('campaigns.wrong.other', { field, message }) });

  const run = async (act: () => Promise<void>) => {
    setBusy(true);
    setErrors([]);
    tell(undefined);
    try {
      await act();
    } catch (problem) {
      const fields = problem instanceof ApiProblem ? problem.errors : [];
      setErrors(fields);
      tell(fields[0] === undefined ? wordsOf(problem) : words(fields[0]));
    } finally {
      setBusy(false);
    }
  };

  return {
    form,
    isBusy,
    wrong: (field) => {
      const found = errors.find((each) => each.field === field || each.field === `plan.${field}`);
      return found === undefined ? undefined : words(found);
    },
    submit: (act) => (event) => {
      event.preventDefault();
      if (!isBusy) void run(act);
    },
  };
}
