import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';
import type { Lesson, QuizAnswer } from './answers.ts';

interface BriefingProps {
  readonly lesson: Lesson;
  readonly onPassed: () => void;
}

/** A new version of a script: what has changed, the whole text, three questions. Calls of the cause come after it. */
export function Briefing({ lesson, onPassed }: BriefingProps) {
  const { t } = useTranslation();
  return (
    <section className="panel briefing" aria-labelledby="briefing-title">
      <h2 id="briefing-title">{t('briefing.title', { campaign: lesson.campaignName })}</h2>
      <p>{t('briefing.intro', { version: lesson.version })}</p>
      {lesson.changes.length > 0 && (
        <section aria-label={t('briefing.changes')}>
          <h3>{t('briefing.changes')}</h3>
          <ul className="changes">
            {lesson.changes.map(({ change, text }) => (
              <li key={`${change} ${text}`} data-change={change}>
                <span className="hidden">{t(`briefing.${change}`)}</span>
                {text}
              </li>
            ))}
          </ul>
        </section>
      )}
      <LessonText lesson={lesson} />
      <Quiz lesson={lesson} onPassed={onPassed} />
    </section>
  );
}

function LessonText({ lesson }: { readonly lesson: Lesson }) {
  const { t } = useTranslation();
  return (
    // A region that scrolls needs a stop of the tab key, or no keyboard reaches its end.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the region scrolls
    <section className="lesson" tabIndex={0} aria-label={t('briefing.text', { title: lesson.title })}>
      <h3>{lesson.title}</h3>
      <ol>
        {lesson.steps.map(({ id, kind, text, mandatory }) => (
          <li key={id}>
            <strong>{t(`script.kinds.${kind}`)}</strong>
            {mandatory !== null && <span className="mandatory">{t('script.mandatory')}</span>}
            <p>{text}</p>
          </li>
        ))}
      </ol>
      {lesson.objections.length > 0 && <h3>{t('script.objections')}</h3>}
      <dl>
        {lesson.objections.map(({ key, label, answer }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd> {label}
            </dt>
            <dd>{answer}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Quiz({ lesson, onPassed }: BriefingProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [answers, setAnswers] = useState<readonly (number | undefined)[]>([]);
  const [isRead, setRead] = useState(false);
  const [missing, setMissing] = useState<string>();
  const [taken, setTaken] = useState<QuizAnswer>();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const open = lesson.questions.findIndex((_, index) => answers[index] === undefined);
    setTaken(undefined);
    setMissing(
      !isRead ? t('briefing.readFirst') : open === -1 ? undefined : t('briefing.unanswered', { count: open + 1 }),
    );
    if (!isRead || open !== -1) return;
    const body = { version: lesson.version, read: true, answers };
    void run(async () => {
      const result = await api<QuizAnswer>('POST', `/api/agent/training/${lesson.campaignId}`, body);
      if (result.passed) onPassed();
      else setTaken(result);
    });
  };
  return (
    <form className="quiz" onSubmit={submit} noValidate>
      <h3>{t('briefing.quiz')}</h3>
      {lesson.questions.map(({ question, answers: choices }, index) => (
        <fieldset key={question}>
          <legend>
            {index + 1}. {question}
          </legend>
          {choices.map((choice, place) => (
            <label key={choice}>
              <input
                type="radio"
                name={`question-${index}`}
                checked={answers[index] === place}
                onChange={() => setAnswers(lesson.questions.map((_, each) => (each === index ? place : answers[each])))}
              />
              {choice}
            </label>
          ))}
        </fieldset>
      ))}
      <label className="check">
        <input type="checkbox" checked={isRead} onChange={({ target }) => setRead(target.checked)} />
        {t('briefing.read')}
      </label>
      <p role="alert" className="form-problem">
        {missing}
        {taken !== undefined && t('briefing.failed', { right: taken.right, of: taken.of })}
      </p>
      <button type="submit" className="primary">
        <Icon name="check" />
        {t('briefing.submit')}
      </button>
    </form>
  );
}
