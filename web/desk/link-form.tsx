import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PromiseView } from '../../src/http/contract/index.ts';
import { ApiProblem, api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { Field } from '../ui/field.tsx';
import { Icon } from '../ui/icon.tsx';
import type { PromiseAnswer } from './answers.ts';
import { Choice } from './choice.tsx';
import { contactProblems, type FieldProblems, linkWays, problemsFromServer } from './promise-fields.ts';

interface LinkFormProps {
  readonly promise: PromiseView;
  readonly now: () => number;
  readonly onSent: (answer: PromiseAnswer) => void;
}

/** The link once more, or another way: open where nothing has left yet. */
export function LinkForm({ promise, now, onSent }: LinkFormProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [own, setOpen] = useState<boolean>();
  const isOpen = own ?? promise.sentAt === null;
  const [channel, setChannel] = useState(linkWays.find((way) => way === promise.channel) ?? 'sms');
  const [contact, setContact] = useState('');
  const [problems, setProblems] = useState<FieldProblems>({});
  const [isBusy, setBusy] = useState(false);
  if (!isOpen) {
    return (
      <button type="button" onClick={() => setOpen(true)}>
        <Icon name="swap" />
        {t('promise.sendAgain')}
      </button>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const wrong = contactProblems({ channel, phone: contact, email: contact });
    setProblems(wrong);
    if (isBusy || Object.keys(wrong).length > 0) return;
    setBusy(true);
    const typed = contact.trim();
    const detail = typed === '' || channel === 'post' ? {} : channel === 'sms' ? { phone: typed } : { email: typed };
    const body = { promiseId: promise.promiseId, channel, ...detail, key: `link-${now()}` };
    void run(async () => {
      try {
        const answer = await api<PromiseAnswer>('POST', '/api/agent/promise/link', body);
        if (answer.delivery.sent) setOpen(false);
        onSent(answer);
      } catch (problem) {
        const named = problem instanceof ApiProblem ? problemsFromServer(problem.errors) : undefined;
        if (named === undefined) throw problem;
        setProblems(named);
      }
    }).then(() => setBusy(false));
  };
  const wordsOf = (name: 'phone' | 'email') => {
    const problem = problems[name];
    return problem === undefined ? undefined : t(`promise.problems.${name}.${problem}`);
  };
  return (
    <form className="promise-form" noValidate onSubmit={submit} aria-label={t('promise.sendAgain')}>
      <Choice
        name={`channel-${promise.promiseId}`}
        label={t('promise.way')}
        value={channel}
        options={linkWays}
        wordsOf={(each) => t(`promise.ways.${each}`)}
        onChoose={setChannel}
      />
      {channel !== 'post' && (
        <Field
          className="contact"
          label={t(channel === 'sms' ? 'promise.phone' : 'promise.email')}
          hint={channel === 'sms' ? t('promise.phoneHint') : undefined}
          problem={wordsOf(channel === 'sms' ? 'phone' : 'email')}
        >
          {(aria) => (
            <input
              {...aria}
              type={channel === 'sms' ? 'tel' : 'email'}
              autoComplete="off"
              maxLength={254}
              value={contact}
              onChange={({ target }) => setContact(target.value)}
            />
          )}
        </Field>
      )}
      <button type="submit" aria-disabled={isBusy}>
        <Icon name="swap" />
        {t('promise.sendLink')}
      </button>
    </form>
  );
}
