import { useTranslation } from 'react-i18next';
import type { AgentState, PauseReason } from '../../src/http/contract/index.ts';
import { Icon, type IconName } from './icon.tsx';

export const stateIcons: Record<AgentState, IconName> = {
  offline: 'minus',
  connecting: 'dot',
  'not-ready': 'minus',
  ready: 'check',
  reserved: 'ring',
  talking: 'headset',
  'wrap-up': 'pen',
  paused: 'pause',
  coaching: 'ear',
  'line-lost': 'lineLost',
  ghost: 'ghost',
};

/** A state by word, icon and colour: never by colour alone. */
export function StateBadge({
  state,
  reason = null,
}: {
  readonly state: AgentState;
  readonly reason?: PauseReason | null;
}) {
  const { t } = useTranslation();
  return (
    <span className="badge" data-state={state}>
      <Icon name={stateIcons[state]} />
      {t(`states.${state}`)}
      {reason !== null && <span className="badge-more">{t(`pauses.${reason}`)}</span>}
    </span>
  );
}
