import { useTranslation } from 'react-i18next';
import type { AgentView } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { DeskPanel, DraftOfCall } from './call-draft.ts';
import { useDeskMode } from './desk-mode.tsx';
import { ObjectionButton } from './objection-button.tsx';
import { PauseMenu } from './pause-menu.tsx';
import { SoftphonePanel } from './softphone-panel.tsx';
import { TransferMenu } from './transfer-menu.tsx';
import type { Desk } from './use-desk.ts';
import type { SoftphoneUse } from './use-softphone.ts';
import { CoolDown, VulnerableButton } from './vulnerable-button.tsx';

interface DeskActionsProps {
  readonly agent: AgentView;
  readonly desk: Desk;
  readonly draft: DraftOfCall;
  readonly softphone: SoftphoneUse;
}

/** What can be done beside the one primary act. */
export function DeskActions({ agent, desk, draft, softphone }: DeskActionsProps) {
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
      {agent.line.kind === 'browser' && <SoftphonePanel {...softphone} />}
      {hasDonor && agent.call?.vulnerable === false && <PanelButtons talking={state === 'talking'} draft={draft} />}
      {hasDonor && <VulnerableButton agent={agent} desk={desk} />}
      <CoolDown agent={agent} desk={desk} />
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

/** What is open in the middle beside the script. */
function PanelButtons({ talking, draft }: { readonly talking: boolean; readonly draft: DraftOfCall }) {
  const { t } = useTranslation();
  const open = draft.draft.panel ?? 'script';
  const toggle = (to: DeskPanel) => draft.change({ panel: open === to ? 'script' : to });
  return (
    <>
      <button
        type="button"
        className="plain"
        aria-pressed={open === 'promise'}
        aria-keyshortcuts="F6"
        onClick={() => toggle('promise')}
      >
        <Icon name="pen" />
        {t('promise.title')}
        <kbd>F6</kbd>
      </button>
      {talking && (
        <button
          type="button"
          className="plain"
          aria-pressed={open === 'callback'}
          aria-keyshortcuts="F7"
          onClick={() => toggle('callback')}
        >
          <Icon name="clock" />
          {t('callback.title')}
          <kbd>F7</kbd>
        </button>
      )}
    </>
  );
}

function KeyHelp() {
  const { t } = useTranslation();
  const { singleKeys, setSingleKeys } = useDeskMode();
  const keys = [
    ['F2', 'desk.keyReady'],
    ['F3', 'desk.keyNext'],
    ['F4', 'desk.keyHangUp'],
    ['F6', 'desk.keyPromise'],
    ['F7', 'desk.keyCallback'],
    ['F9', 'desk.keyPause'],
    [`Ctrl+${t('desk.shiftKey')}+F`, 'desk.keyVulnerable'],
    [`Ctrl+${t('desk.shiftKey')}+O`, 'desk.keyObjection'],
  ] as const;
  return (
    <details className="keys">
      <summary>{t('desk.keys')}</summary>
      <dl>
        {keys.map(([key, words]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={singleKeys} onChange={({ target }) => setSingleKeys(target.checked)} />
        {t('desk.singleKeys')}
      </label>
    </details>
  );
}
