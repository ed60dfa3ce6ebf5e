import { useTranslation } from 'react-i18next';
import type { FloorView, SwitchRow } from '../../src/http/contract/index.ts';
import { Icon } from '../ui/icon.tsx';

/** Below this the disk keeps up. */
const SLOW_DISK_EVENTS = 200;

export function SwitchStrip({ floor }: { readonly floor: FloorView }) {
  const { t } = useTranslation();
  return (
    <div className="switches">
      <h2>{t('board.switches')}</h2>
      {floor.switches.length === 0 && <p className="empty">{t('board.noSwitch')}</p>}
      <ul>
        {floor.switches.map((each) => (
          <SwitchItem key={each.switchId} node={each} />
        ))}
      </ul>
      {floor.floor.unwritten > SLOW_DISK_EVENTS && (
        <p className="muted">{t('board.unwritten', { count: floor.floor.unwritten })}</p>
      )}
    </div>
  );
}

function SwitchItem({ node }: { readonly node: SwitchRow }) {
  const { t } = useTranslation();
  const health = !node.up ? 'down' : node.overloaded ? 'overloaded' : 'up';
  return (
    <li className="panel" data-health={health}>
      <Icon name={health === 'up' ? 'check' : 'alert'} />
      <strong>{node.switchId}</strong>
      <span>{t(`board.${health}`)}</span>
      {node.up && (
        <small>
          {t('board.channels', { count: node.channels })} · {t('board.age', { ms: Math.round(node.eventAgeMs) })}
        </small>
      )}
    </li>
  );
}
