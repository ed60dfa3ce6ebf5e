import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentView, PauseReason } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';
import type { Desk } from './use-desk.ts';
import { useKey } from './use-key.ts';

const reasons: readonly PauseReason[] = [
  'personal',
  'lunch',
  'difficult-call',
  'technical',
  'briefing',
  'training',
  'administrative',
];

/** A pause needs nobody's leave. During a call it follows the call. */
export function PauseMenu({ agent, desk }: { readonly agent: AgentView; readonly desk: Desk }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  useKey('F9', () => setOpen((was) => !was));
  useKey('Escape', isOpen ? () => setOpen(false) : undefined);
  const isInCall =
    agent.state === 'talking' || agent.state === 'wrap-up' || (agent.state === 'reserved' && agent.call !== null);
  const asked = agent.pauseAfterCall;
  return (
    <div className="menu">
      <button
        type="button"
        className="plain"
        aria-expanded={isOpen}
        aria-keyshortcuts="F9"
        aria-pressed={asked !== null ? true : undefined}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="pause" />
        {asked !== null
          ? t('desk.pauseAfterSet', { reason: t(`pauses.${asked}`).toLocaleLowerCase() })
          : t(isInCall ? 'desk.pauseAfter' : 'desk.pause')}
      </button>
      {isOpen && (
        <ul>
          {reasons.map((reason) => (
            <li key={reason}>
              <button
                type="button"
                aria-pressed={agent.pauseReason === reason || asked === reason}
                onClick={() => void desk.act('/pause', { reason }).then(() => setOpen(false))}
              >
                {t(`pauses.${reason}`)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
