import { type SubmitEvent, useState } from 'react';
import { useProblemWords } from '../problems.tsx';

interface Form {
  readonly isBusy: boolean;
  /** Why it was refused, in the person's language. */
  readonly problem: string | undefined;
  readonly submit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/** A form that keeps what was typed when it is refused. `send` answers with words when something does not fit. */
export function useForm(send: (field: (name: string) => string) => Promise<string | undefined>): Form {
  const wordsOf = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const run = async (form: HTMLFormElement) => {
    const fields = new FormData(form);
    setBusy(true);
    setProblem(undefined);
    try {
      const wrong = await send((name) => String(fields.get(name) ?? ''));
      if (wrong === undefined) form.reset();
      else setProblem(wrong);
    } catch (refused) {
      setProblem(wordsOf(refused));
    }
    setBusy(false);
  };
  return {
    isBusy,
    problem,
    submit: (event) => {
      event.preventDefault();
      void run(event.currentTarget);
    },
  };
}
