import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { Desk } from './use-desk.ts';
import { useKey, useSingleKey } from './use-key.ts';

/** V asks, Enter confirms: nothing is asked of the person from then on. Ctrl+Shift+F does it from within a field. */
export function VulnerableButton({ agent, desk }: { readonly agent: AgentView; readonly desk: Desk }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsking) confirm.current?.focus();
  }, [isAsking]);
  const isDone = agent.call?.vulnerable === true;
  const ask = isDone ? undefined : () => setAsking(true);
  useKey('Ctrl+Shift+F', ask);
  useSingleKey('V', ask);
  useKey('Escape', isAsking ? () => setAsking(false) : undefined);

  if (isDone) {
    return (
      <p className="vulnerable-done" role="status">
        <Icon name="hand" />
        {t('vulnerable.done')}
      </p>
    );
  }
  if (!isAsking) {
    return (
      <button type="button" className="plain" aria-keyshortcuts="V Control+Shift+F" onClick={() => setAsking(true)}>
        <Icon name="alert" />
        {t('vulnerable.flag')}
        <kbd>V</kbd>
      </button>
    );
  }
  return (
    <fieldset className="objection-ask vulnerable-ask">
      <legend>{t('vulnerable.ask')}</legend>
      <button
        ref={confirm}
        type="button"
        className="stop"
        onClick={() => void desk.act('/vulnerable').then(() => setAsking(false))}
      >
        {t('vulnerable.confirm')}
        <kbd>↵</kbd>
      </button>
      <button type="button" className="plain" onClick={() => setAsking(false)}>
        {t('desk.cancel')}
      </button>
    </fieldset>
  );
}

/** After a hard call a paid pause is offered, and never imposed. */
export function CoolDown({ agent, desk }: { readonly agent: AgentView; readonly desk: Desk }) {
  const { t } = useTranslation();
  const offered = agent.coolDown;
  if (offered === null) return null;
  return (
    <div className="cool-down" role="status">
      <p>{t(`coolDown.${offered.because}`)}</p>
      <button type="button" onClick={() => void desk.act('/cool-down')}>
        <Icon name="pause" />
        {t('coolDown.take', { minutes: Math.round(offered.durationMs / 60_000) })}
      </button>
    </div>
  );
}
