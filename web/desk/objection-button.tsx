import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { Desk } from './use-desk.ts';
import { useKey } from './use-key.ts';

/** Two keys: Ctrl+Shift+O asks, Enter confirms. In force for the very next dial. */
export function ObjectionButton({ agent, desk }: { readonly agent: AgentView; readonly desk: Desk }) {
  const { t } = useTranslation();
  const [isAsking, setAsking] = useState(false);
  const confirm = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isAsking) confirm.current?.focus();
  }, [isAsking]);
  const isDone = agent.call?.objected === true;
  useKey('Ctrl+Shift+O', isDone ? undefined : () => setAsking(true));
  useKey('Escape', isAsking ? () => setAsking(false) : undefined);

  if (isDone) {
    return (
      <p className="objection-done" role="status">
        <Icon name="hand" />
        {t('desk.objectionDone')}
      </p>
    );
  }
  if (!isAsking) {
    return (
      <button
        type="button"
        className="plain objection"
        aria-keyshortcuts="Control+Shift+O"
        onClick={() => setAsking(true)}
      >
        <Icon name="hand" />
        {t('desk.objection')}
      </button>
    );
  }
  return (
    <fieldset className="objection-ask">
      <legend>{t('desk.objectionAsk')}</legend>
      <button
        ref={confirm}
        type="button"
        className="stop"
        onClick={() => void desk.act('/objection').then(() => setAsking(false))}
      >
        <Icon name="hand" />
        {t('desk.objectionConfirm')}
        <kbd>↵</kbd>
      </button>
      <button type="button" className="plain" onClick={() => setAsking(false)}>
        {t('desk.cancel')}
      </button>
    </fieldset>
  );
}
