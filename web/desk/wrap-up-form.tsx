import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView, DispositionChoice } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { DispositionList } from './answers.ts';
import type { DraftOfCall } from './call-draft.ts';
import { CallbackPicker } from './callback-picker.tsx';
import { fitting } from './fitting.ts';
import { MissingSteps } from './missing-steps.tsx';
import { ResultGroup } from './result-group.tsx';
import type { Desk } from './use-desk.ts';
import { useKey } from './use-key.ts';
import { useSuggestion } from './use-suggestion.ts';

/** Results that bind to something: none without the mandatory steps of the script. */
const agreements: readonly DispositionChoice['code'][] = ['DON', 'DONP', 'PA', 'PAS', 'UPG', 'BAI'];
const groups = [
  ['useful', 'desk.useful'],
  ['right-person', 'desk.rightPerson'],
  ['other', 'desk.other'],
] as const;

interface WrapUpFormProps {
  readonly agent: AgentView;
  readonly desk: Desk;
  readonly choices: DispositionList;
  readonly draft: DraftOfCall;
  readonly promiseCount: number;
}

/** The result, in two keystrokes: some letters of its code, then Enter. Ready is a wish of its own. */
export function WrapUpForm({ agent, desk, choices, draft, promiseCount }: WrapUpFormProps) {
  const { t, i18n } = useTranslation();
  const [filter, setFilter] = useState('');
  const [own, setOwn] = useState<DispositionChoice>();
  const [refusalReason, setReason] = useState('');
  const [difficult, setDifficult] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  // Somebody who still types the promise or the callback when the donor hangs up goes on typing there.
  useEffect(() => {
    if (document.activeElement?.closest('form, .callback-picker') == null) field.current?.focus();
  }, []);

  const { dispositions, refusalReasons } = choices;
  const agreed = draft.draft.callback;
  const isCalm = agent.call?.vulnerable === false && !agent.call.objected && promiseCount === 0;
  const suggested = useSuggestion(`${promiseCount} ${isCalm}`);
  // A callback that was agreed in the talk is the result, unless something weightier came of it.
  const pointed = agreed !== undefined && isCalm ? 'RAP' : suggested;
  const chosen = own ?? dispositions.find(({ code }) => code === pointed);
  const shown = fitting(dispositions, filter, i18n.language);
  const choose = (choice: DispositionChoice | undefined) => {
    setOwn(choice);
    setFilter('');
  };
  const isOpen = chosen === undefined || (chosen.needsCallback && agreed === undefined);
  const save = (ready: boolean) => {
    if (chosen === undefined || isOpen) return;
    const callback = chosen.needsCallback && agreed !== undefined ? callbackOf(agreed) : {};
    const why = chosen.code === 'REF' && refusalReason !== '' ? { refusalReason } : {};
    void desk.act('/wrap-up', { disposition: chosen.code, ready, difficult, ...callback, ...why });
  };
  useKey('F2', isOpen || agent.lastCall ? undefined : () => save(true));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    // What nothing fits is left to be corrected, not thrown away.
    if (filter === '') save(false);
    else if (shown[0] !== undefined) choose(shown[0]);
  };
  const words = (each: DispositionChoice) => (i18n.language === 'en' ? each.words.en : each.words.fr);

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
        <small id="filter-hint" role="status">
          {own === undefined && chosen !== undefined && filter === ''
            ? t('desk.suggested', { result: `${chosen.code}, ${words(chosen)}` })
            : t('desk.filterHint')}
        </small>
      </header>
      {shown.length === 0 && <p className="empty">{t('desk.noResult')}</p>}
      <div className="result-groups" role="radiogroup" aria-label={t('desk.results')}>
        {groups.map(([group, title]) => (
          <ResultGroup
            key={group}
            title={t(title)}
            choices={shown.filter((each) => each.group === group)}
            chosen={chosen}
            next={filter === '' ? undefined : shown[0]}
            onChoose={choose}
          />
        ))}
      </div>
      {agent.call !== null && chosen !== undefined && agreements.includes(chosen.code) && (
        <MissingSteps agent={agent} call={agent.call} desk={desk} onGoToStep={undefined} />
      )}
      {chosen?.needsCallback === true && <CallbackPicker draft={draft} focus={own !== undefined} />}
      {chosen?.code === 'REF' && (
        <label className="callback">
          {t('desk.refusalReason')}
          <select value={refusalReason} onChange={({ target }) => setReason(target.value)}>
            <option value="">{t('desk.noReason')}</option>
            {refusalReasons.map(({ reason, words: said }) => (
              <option key={reason} value={reason}>
                {i18n.language === 'en' ? said.en : said.fr}
              </option>
            ))}
          </select>
        </label>
      )}
      <footer>
        <button
          type="button"
          className="primary large"
          disabled={isOpen || agent.lastCall}
          aria-keyshortcuts="F2"
          onClick={() => save(true)}
        >
          <Icon name="check" />
          {t('desk.saveReady')}
          <kbd>F2</kbd>
        </button>
        <button type="button" className="large plain" disabled={isOpen} onClick={() => save(false)}>
          {t('desk.save')}
        </button>
        <label className="check">
          <input type="checkbox" checked={difficult} onChange={({ target }) => setDifficult(target.checked)} />
          {t('desk.difficult')}
        </label>
      </footer>
    </section>
  );
}

function callbackOf({ window, pooled }: NonNullable<DraftOfCall['draft']['callback']>) {
  return { callbackAt: window.from, callback: { to: window.to, pooled } };
}
