import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView, DispositionChoice } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import { fitting } from './fitting.ts';
import type { Desk } from './use-desk.ts';
import { useKey } from './use-key.ts';

const groups = [
  ['useful', 'desk.useful'],
  ['right-person', 'desk.rightPerson'],
  ['other', 'desk.other'],
] as const;
const ONE_DAY_MS = 24 * 3_600_000;

interface WrapUpFormProps {
  readonly agent: AgentView;
  readonly desk: Desk;
  readonly choices: readonly DispositionChoice[];
}

/** The result, in two keystrokes: some letters of its code, then Enter. Ready is a wish of its own. */
export function WrapUpForm({ agent, desk, choices }: WrapUpFormProps) {
  const { t, i18n } = useTranslation();
  const [filter, setFilter] = useState('');
  const [chosen, setChosen] = useState<DispositionChoice | undefined>();
  const [callback, setCallback] = useState(() => localInput(desk.clock.now() + ONE_DAY_MS));
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const shown = fitting(choices, filter, i18n.language);
  const choose = (choice: DispositionChoice | undefined) => {
    setChosen(choice);
    setFilter('');
  };
  const save = (ready: boolean) => {
    if (chosen === undefined) return;
    const callbackAt = chosen.needsCallback ? { callbackAt: new Date(callback).getTime() } : {};
    void desk.act('/wrap-up', { disposition: chosen.code, ready, ...callbackAt });
  };
  useKey('F2', chosen === undefined || agent.lastCall ? undefined : () => save(true));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    // What nothing fits is left to be corrected, not thrown away.
    if (filter === '') save(false);
    else if (shown[0] !== undefined) choose(shown[0]);
  };

  return (
    <section className="panel wrap-up" aria-label={t('desk.results')}>
      <header>
        <h2>{t('desk.results')}</h2>
        <label>
          <span className="hidden">{t('desk.filter')}</span>
          <input
            ref={field}
            value={filter}
            placeholder={t('desk.filter')}
            aria-describedby="filter-hint"
            onChange={({ target }) => setFilter(target.value)}
            onKeyDown={onKeyDown}
          />
        </label>
        <small id="filter-hint">{t('desk.filterHint')}</small>
      </header>
      {shown.length === 0 && <p className="empty">{t('desk.noResult')}</p>}
      <div className="result-groups" role="radiogroup" aria-label={t('desk.results')}>
        {groups.map(([group, words]) => (
          <ResultGroup
            key={group}
            title={t(words)}
            choices={shown.filter((each) => each.group === group)}
            chosen={chosen}
            next={filter === '' ? undefined : shown[0]}
            onChoose={choose}
          />
        ))}
      </div>
      {chosen?.needsCallback === true && (
        <label className="callback">
          {t('desk.callbackAt')}
          <input type="datetime-local" value={callback} required onChange={({ target }) => setCallback(target.value)} />
        </label>
      )}
      <footer>
        <button
          type="button"
          className="primary large"
          disabled={chosen === undefined || agent.lastCall}
          aria-keyshortcuts="F2"
          onClick={() => save(true)}
        >
          <Icon name="check" />
          {t('desk.saveReady')}
          <kbd>F2</kbd>
        </button>
        <button type="button" className="large plain" disabled={chosen === undefined} onClick={() => save(false)}>
          {t('desk.save')}
        </button>
      </footer>
    </section>
  );
}

interface ResultGroupProps {
  readonly title: string;
  readonly choices: readonly DispositionChoice[];
  readonly chosen: DispositionChoice | undefined;
  /** What Enter would choose. */
  readonly next: DispositionChoice | undefined;
  readonly onChoose: (choice: DispositionChoice) => void;
}

function ResultGroup({ title, choices, chosen, next, onChoose }: ResultGroupProps) {
  const { i18n } = useTranslation();
  if (choices.length === 0) return null;
  return (
    <fieldset>
      <legend>{title}</legend>
      {choices.map((choice) => (
        <label
          key={choice.code}
          className="result"
          data-objects={choice.objects || undefined}
          data-next={choice === next || undefined}
        >
          <input
            type="radio"
            name="disposition"
            value={choice.code}
            checked={chosen?.code === choice.code}
            onChange={() => onChoose(choice)}
          />
          <b>{choice.code}</b>
          <span>{i18n.language === 'en' ? choice.words.en : choice.words.fr}</span>
        </label>
      ))}
    </fieldset>
  );
}

/** `YYYY-MM-DDTHH:00` of the browser's own zone. */
function localInput(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:00`;
}
