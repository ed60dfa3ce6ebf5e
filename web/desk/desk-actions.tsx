import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import { ObjectionButton } from './objection-button.tsx';
import { PauseMenu } from './pause-menu.tsx';
import { TransferMenu } from './transfer-menu.tsx';
import type { Desk } from './use-desk.ts';

/** What can be done beside the one primary act. */
export function DeskActions({ agent, desk }: { readonly agent: AgentView; readonly desk: Desk }) {
  const { t } = useTranslation();
  const { state } = agent;
  const hasDonor = state === 'talking' || state === 'wrap-up';
  const mayLeave = state !== 'talking' && !(state === 'reserved' && agent.call !== null);
  return (
    <aside className="desk-actions" aria-label={t('desk.actions')}>
      <p className="line-status" data-open={agent.line.open}>
        <Icon name={agent.line.open ? 'check' : 'alert'} />
        {t(agent.line.open ? 'desk.lineOpen' : 'desk.lineClosed')}
        <small>{t(`lines.${agent.line.kind}`)}</small>
      </p>
      {hasDonor && <ObjectionButton agent={agent} desk={desk} />}
      {state === 'talking' && <TransferMenu desk={desk} />}
      {state !== 'connecting' && state !== 'line-lost' && state !== 'coaching' && (
        <PauseMenu agent={agent} desk={desk} />
      )}
      <button
        type="button"
        className="plain"
        aria-pressed={agent.lastCall}
        title={t('desk.lastCallHint')}
        onClick={() => void desk.act('/last-call', { on: !agent.lastCall })}
      >
        <Icon name="flag" />
        {t(agent.lastCall ? 'desk.lastCallOn' : 'desk.lastCall')}
      </button>
      <button
        type="button"
        className="plain"
        disabled={!mayLeave}
        onClick={() => void desk.act('/session', undefined, 'DELETE')}
      >
        <Icon name="logout" />
        {t('desk.close')}
      </button>
      <KeyHelp />
    </aside>
  );
}

function KeyHelp() {
  const { t } = useTranslation();
  const keys = [
    ['F2', 'desk.keyReady'],
    ['F4', 'desk.keyHangUp'],
    ['F9', 'desk.keyPause'],
    [`Ctrl+${t('desk.shiftKey')}+O`, 'desk.keyObjection'],
  ] as const;
  return (
    <dl className="keys" aria-label={t('desk.keys')}>
      {keys.map(([key, words]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{t(words)}</dd>
        </div>
      ))}
    </dl>
  );
}
