import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentState, AgentView, DonorCard } from '../../src/http/contract/index.ts';
import { clockLength, shortLength } from '../i18n/format.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { stateIcons } from '../ui/state-badge.tsx';
import { spokenName } from './spoken-name.ts';
import type { Desk } from './use-desk.ts';
import { useKey } from './use-key.ts';

/** A wrap-up that goes on for longer gets a friendly question; it never ends by itself. */
const LONG_WRAP_UP_MS = 5 * 60_000;

interface StatePanelProps {
  readonly agent: AgentView;
  readonly desk: Desk;
  readonly card: DonorCard | null;
  /** No call should go over it: there is no way to be ready. */
  readonly lineTooBad: boolean;
}

/** The state in big type, and its one primary button. */
export function StatePanel({ agent, desk, card, lineTooBad }: StatePanelProps) {
  const { t, i18n } = useTranslation();
  const forMs = desk.clock.now() - agent.since;
  const { call, state } = agent;
  const reason = agent.pauseReason === null ? '' : t(`pauses.${agent.pauseReason}`).toLocaleLowerCase(i18n.language);
  return (
    <section className="panel state-panel" data-state={state} aria-label={t('board.state')}>
      <div className="state-head">
        <span className="state-icon">
          <Icon name={stateIcons[state]} />
        </span>
        <div>
          <p className="state-name">{t(`states.${state}`)}</p>
          <p className="state-words">
            {t(wordsFor(agent, forMs), { reason })}
            {state === 'ready' && agent.expectedWaitMs !== null && (
              <> {t('desk.expected', { wait: shortLength(agent.expectedWaitMs, i18n.language) })}</>
            )}
          </p>
        </div>
        <span className="state-time" role="timer">
          {clockLength(forMs)}
        </span>
      </div>
      {call !== null && (
        <p className="state-call">
          <span>
            {t('desk.onBehalf')} <strong>{call.charityName}</strong>
          </span>
          <span>{call.campaignName}</span>
          <span>{t('desk.attempt', { count: call.attempt })}</span>
          {call.objected && (
            <span className="objected">
              <Icon name="hand" />
              {t('desk.objection')}
            </span>
          )}
        </p>
      )}
      <Primary agent={agent} desk={desk} lineTooBad={lineTooBad} />
      <Announcer
        state={state}
        name={card === null ? undefined : spokenName(card)}
        hasCall={call !== null && state === 'talking'}
      />
    </section>
  );
}

function wordsFor({ state, preview, call }: AgentView, forMs: number) {
  const words = {
    offline: 'desk.notReady',
    connecting: 'desk.connecting',
    'not-ready': 'desk.notReady',
    ready: 'desk.waiting',
    reserved: preview !== null && call === null ? 'desk.preview' : 'desk.reserved',
    talking: 'desk.talking',
    'wrap-up': forMs > LONG_WRAP_UP_MS ? 'desk.wrapUpLong' : 'desk.wrapUp',
    paused: 'desk.paused',
    coaching: 'desk.coaching',
    'line-lost': 'desk.lineLost',
    ghost: 'desk.ghost',
  } as const satisfies Record<AgentState, string>;
  return words[state];
}

interface Button {
  readonly words: string;
  readonly icon: IconName;
  readonly path: string;
  readonly key?: 'F2' | 'F4';
  readonly kind: 'primary' | 'stop' | 'plain';
}

function Primary({ agent, desk, lineTooBad }: Omit<StatePanelProps, 'card'>) {
  const { t } = useTranslation();
  const buttons = buttonsFor(agent).filter(({ path }) => !lineTooBad || path !== '/ready');
  const press = (button: Button | undefined) => (button === undefined ? undefined : () => void desk.act(button.path));
  useKey('F2', press(buttons.find(({ key }) => key === 'F2')));
  useKey('F4', press(buttons.find(({ key }) => key === 'F4')));
  if (buttons.length === 0) return null;
  return (
    <div className="state-buttons">
      {buttons.map(({ words, icon, path, key, kind }) => (
        <button
          key={path}
          type="button"
          className={`large ${kind}`}
          aria-keyshortcuts={key}
          onClick={() => void desk.act(path)}
        >
          <Icon name={icon} />
          {t(words as never)}
          {key !== undefined && <kbd>{key}</kbd>}
        </button>
      ))}
    </div>
  );
}

function buttonsFor({ state, preview, call }: AgentView): readonly Button[] {
  const ready = (words: string): Button => ({ words, icon: 'check', path: '/ready', key: 'F2', kind: 'primary' });
  switch (state) {
    case 'not-ready':
      return [ready('desk.goReady')];
    case 'paused':
    case 'ghost':
      return [ready('desk.resume')];
    case 'ready':
      return [{ words: 'desk.goNotReady', icon: 'minus', path: '/not-ready', kind: 'plain' }];
    case 'talking':
      return [{ words: 'desk.hangUp', icon: 'hangUp', path: '/hang-up', key: 'F4', kind: 'stop' }];
    case 'reserved':
      if (preview === null || call !== null) return [];
      return [
        { words: 'desk.dial', icon: 'phone', path: '/preview/dial', key: 'F2', kind: 'primary' },
        { words: 'desk.skip', icon: 'swap', path: '/preview/skip', kind: 'plain' },
      ];
    case 'line-lost':
      return [{ words: 'desk.reopen', icon: 'phone', path: '/line', key: 'F2', kind: 'primary' }];
    default:
      return [];
  }
}

/** Tells screen readers: a call at once, any other state when there is a moment. Focus stays where it is. */
function Announcer({
  state,
  name,
  hasCall,
}: {
  readonly state: AgentState;
  readonly name: string | undefined;
  readonly hasCall: boolean;
}) {
  const { t } = useTranslation();
  const [call, setCall] = useState('');
  useEffect(() => {
    setCall(hasCall && name !== undefined ? t('desk.callArrived', { name }) : '');
  }, [hasCall, name, t]);
  return (
    <>
      <span className="hidden" aria-live="assertive">
        {call}
      </span>
      <span className="hidden" aria-live="polite">
        {t('desk.stateNow', { state: t(`states.${state}`) })}
      </span>
    </>
  );
}
