import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { euros } from '../i18n/format.ts';
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
  type PromiseFieldName,
  type PromiseFields,
  problemsFromServer,
  promiseBody,
  promiseDays,
  promiseFrequencies,
  promiseKinds,
  promiseWays,
} from './promise-fields.ts';

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
  const fields = draft.draft.promise ?? firstFields(found.asks, call.asks);
  const set = (change: Partial<PromiseFields>) => {
    setProblems({});
    draft.change({ promise: { ...fields, ...change } });
  };
  useEffect(() => {
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
    const body = promiseBody(fields, `promise-${found.promises.length + 1}`);
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
        onChoose={(kind) => set({ kind })}
      />
      {fields.kind !== 'undetermined' && (
        <AmountFields fields={fields} found={found} problem={wordsOf('amount')} set={set} />
      )}
      {fields.kind === 'monthly' && <RhythmFields fields={fields} wordsOf={wordsOf} set={set} />}
      <WayFields fields={fields} wordsOf={wordsOf} set={set} />
      <button type="submit" className="primary" aria-disabled={isBusy}>
        <Icon name="pen" />
        {t(isBusy ? 'promise.saving' : 'promise.save')}
        <kbd>↵</kbd>
      </button>
    </form>
  );
}

interface PartProps {
  readonly fields: PromiseFields;
  readonly set: (change: Partial<PromiseFields>) => void;
}

function AmountFields({
  fields,
  found,
  problem,
  set,
}: PartProps & { readonly found: AgentPromises; readonly problem: string | undefined }) {
  const { t, i18n } = useTranslation();
  const asks = found.asks.toMonthly.map(({ step }) => step);
  return (
    <>
      <Field label={t('promise.amount')} problem={problem}>
        {(aria) => (
          <span className="with-unit">
            <input
              {...aria}
              name="amount"
              inputMode="decimal"
              autoComplete="off"
              maxLength={12}
              value={fields.amount}
              onChange={({ target }) => set({ amount: target.value })}
            />
            <span aria-hidden="true">€</span>
          </span>
        )}
      </Field>
      <Field label={t('promise.ask')}>
        {(aria) => (
          <select
            {...aria}
            name="askStep"
            value={fields.askStep ?? ''}
            onChange={({ target }) => set({ askStep: target.value === '' ? null : Number(target.value) })}
          >
            <option value="">{t('promise.noAsk')}</option>
            {asks.map((step) => {
              const ask = found.asks.toMonthly.find((each) => each.step === step);
              return (
                <option key={step} value={step}>
                  {t('promise.askStep', { step, amount: euros(ask?.cents ?? 0, i18n.language) })}
                </option>
              );
            })}
          </select>
        )}
      </Field>
    </>
  );
}

type WordsOf = (name: PromiseFieldName) => string | undefined;

function RhythmFields({ fields, wordsOf, set }: PartProps & { readonly wordsOf: WordsOf }) {
  const { t } = useTranslation();
  return (
    <>
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

function WayFields({ fields, wordsOf, set }: PartProps & { readonly wordsOf: WordsOf }) {
  const { t } = useTranslation();
  const { channel } = fields;
  return (
    <>
      <Choice
        name="channel"
        label={t('promise.way')}
        value={channel}
        options={promiseWays}
        wordsOf={(each) => t(`promise.ways.${each}`)}
        onChoose={(way) => set({ channel: way })}
      />
      {fields.kind !== 'undetermined' && (
        <label className="check wide">
          <input
            type="checkbox"
            checked={fields.donorNamed}
            onChange={({ target }) => set({ donorNamed: target.checked })}
          />
          {t('promise.donorNamed')}
        </label>
      )}
      {channel === 'sms' && (
        <Field className="contact" label={t('promise.phone')} hint={t('promise.phoneHint')} problem={wordsOf('phone')}>
          {(aria) => (
            <input
              {...aria}
              name="phone"
              type="tel"
              autoComplete="off"
              maxLength={30}
              value={fields.phone}
              onChange={({ target }) => set({ phone: target.value })}
            />
          )}
        </Field>
      )}
      {channel === 'email' && (
        <Field className="contact" label={t('promise.email')} problem={wordsOf('email')}>
          {(aria) => (
            <input
              {...aria}
              name="email"
              type="email"
              autoComplete="off"
              maxLength={254}
              value={fields.email}
              onChange={({ target }) => set({ email: target.value })}
            />
          )}
        </Field>
      )}
      {channel === 'post' && <p className="muted contact">{t('promise.postHint')}</p>}
    </>
  );
}
