import { type SubmitEvent, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { currencySign, money } from '../i18n/format.ts';
import { useProblems } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import type { AgentPromises, PromiseAnswer } from './answers.ts';
import type { DraftOfCall } from './call-draft.ts';
import { Choice } from './choice.tsx';
import {
  type FieldProblems,
  fieldProblems,
  firstFields,
  hasAmount,
  isChange,
  needsCurrent,
  type PromiseFieldName,
  type PromiseFields,
  problemsFromServer,
  promiseBody,
  promiseDays,
  promiseFrequencies,
  promiseKinds,
  withKind,
} from './promise-fields.ts';
import { OfferFields } from './promise-offer.tsx';
import { type PartProps, WayFields, type WordsOf } from './promise-way.tsx';

interface PromiseFormProps {
  readonly call: NonNullable<AgentView['call']>;
  readonly found: AgentPromises;
  readonly draft: DraftOfCall;
  readonly onMade: (answer: PromiseAnswer) => void;
}

/** What the donor agrees to. What is typed stays until it is saved, whatever goes wrong. */
export function PromiseForm({ call, found, draft, onMade }: PromiseFormProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [problems, setProblems] = useState<FieldProblems>({});
  const [isBusy, setBusy] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  // What was typed before a newer page was loaded may lack a field.
  const fields = { ...firstFields(found.asks, call.asks), ...draft.draft.promise };
  const set = (change: Partial<PromiseFields>) => {
    setProblems({});
    draft.change({ promise: { ...fields, ...change } });
  };
  // Before it is painted: who has pressed F6 types on at once.
  useLayoutEffect(() => {
    const first = ['amount', 'kind'].map((name) => form.current?.querySelector<HTMLElement>(`[name="${name}"]`));
    first.find((each) => each != null)?.focus();
  }, []);
  useEffect(() => {
    if (Object.keys(problems).length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [problems]);

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wrong = fieldProblems(fields, found.asks);
    setProblems(wrong);
    if (isBusy || Object.keys(wrong).length > 0) return;
    setBusy(true);
    // The same name until it is saved: sent twice, it is one promise.
    const body = promiseBody(fields, `promise-${found.promises.length + 1}`, found.currency);
    void run(async () => {
      try {
        onMade(await api<PromiseAnswer>('POST', '/api/agent/promise', body));
      } catch (problem) {
        const named = problem instanceof ApiProblem ? problemsFromServer(problem.errors) : undefined;
        if (named === undefined) throw problem;
        setProblems(named);
      }
    }).then(() => setBusy(false));
  };
  const wordsOf = (name: PromiseFieldName) => {
    const problem = problems[name];
    return problem === undefined
      ? undefined
      : t(`promise.problems.${name}.${problem}` as 'promise.problems.amount.missing');
  };
  return (
    <form ref={form} className="promise-form" noValidate onSubmit={submit} aria-label={t('promise.form')}>
      <Choice
        name="kind"
        label={t('promise.kind')}
        value={fields.kind}
        options={promiseKinds}
        wordsOf={(each) => t(`promise.kinds.${each}`)}
        onChoose={(kind) => set(withKind(fields, kind, found.currency))}
      />
      <OfferFields fields={fields} found={found} problem={wordsOf('endsOn')} set={set} />
      {needsCurrent(fields) && (
        <MoneyField name="current" currency={found.currency} fields={fields} problem={wordsOf('current')} set={set} />
      )}
      {hasAmount(fields) && (
        <MoneyField name="amount" currency={found.currency} fields={fields} problem={wordsOf('amount')} set={set} />
      )}
      {hasAmount(fields) && !isChange(fields.kind) && <AskField fields={fields} found={found} set={set} />}
      {fields.kind === 'monthly' && <RhythmFields fields={fields} wordsOf={wordsOf} set={set} />}
      <WayFields fields={fields} currency={found.currency} wordsOf={wordsOf} set={set} />
      <button type="submit" className="primary" aria-disabled={isBusy}>
        <Icon name="pen" />
        {t(isBusy ? 'promise.saving' : 'promise.save')}
        <kbd>↵</kbd>
      </button>
    </form>
  );
}

function MoneyField({
  name,
  currency,
  fields,
  problem,
  set,
}: PartProps & {
  readonly name: 'amount' | 'current';
  readonly currency: AgentPromises['currency'];
  readonly problem: string | undefined;
}) {
  const { t, i18n } = useTranslation();
  const label = name === 'current' ? 'current' : isChange(fields.kind) ? 'newAmount' : 'amount';
  return (
    <Field label={t(`promise.${label}`)} problem={problem}>
      {(aria) => (
        <span className="with-unit">
          <input
            {...aria}
            name={name}
            inputMode="decimal"
            autoComplete="off"
            maxLength={12}
            value={fields[name]}
            onChange={({ target }) => set({ [name]: target.value })}
          />
          <span aria-hidden="true">{currencySign(currency, i18n.language)}</span>
        </span>
      )}
    </Field>
  );
}

function AskField({ fields, found, set }: PartProps & { readonly found: AgentPromises }) {
  const { t, i18n } = useTranslation();
  return (
    <Field label={t('promise.ask')}>
      {(aria) => (
        <select
          {...aria}
          name="askStep"
          value={fields.askStep ?? ''}
          onChange={({ target }) => set({ askStep: target.value === '' ? null : Number(target.value) })}
        >
          <option value="">{t('promise.noAsk')}</option>
          {found.asks.toMonthly.map(({ step, cents }) => (
            <option key={step} value={step}>
              {t('promise.askStep', { step, amount: money(cents, found.currency, i18n.language) })}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function RhythmFields({ fields, wordsOf, set }: PartProps & { readonly wordsOf: WordsOf }) {
  const { t } = useTranslation();
  return (
    <>
      {fields.offerId === '' && (
        <Field label={t('promise.frequency')} problem={wordsOf('frequency')}>
          {(aria) => (
            <select
              {...aria}
              name="frequency"
              value={fields.frequency}
              onChange={({ target }) => set({ frequency: target.value as PromiseFields['frequency'] })}
            >
              {promiseFrequencies.map((each) => (
                <option key={each} value={each}>
                  {t(`promise.frequencies.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <Field label={t('promise.debitDay')} problem={wordsOf('debitDay')}>
        {(aria) => (
          <select
            {...aria}
            name="debitDay"
            value={fields.debitDay}
            onChange={({ target }) => set({ debitDay: Number(target.value) as PromiseFields['debitDay'] })}
          >
            {promiseDays.map((day) => (
              <option key={day} value={day}>
                {t('promise.dayOfMonth', { day })}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
