import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../src/http/contract/index.ts';
import { useFloor } from '../board/use-floor.ts';
import { useFloorClock, useTick } from '../floor-clock.ts';
import { Icon } from '../ui/icon.tsx';
import { inOrder, type TeamOrder, teamRows } from './team-row.ts';
import { TeamTable } from './team-table.tsx';
import { useToday } from './use-today.ts';
import '../ui/managers.css';
import './supervisor.css';

const orders: readonly TeamOrder[] = ['name', 'state', 'since', 'calls', 'useful', 'occupancy', 'paused'];

/** The supervisor's desk: each agent now and today, and what may be done for a session that has come to grief. */
export function TeamPage({ who }: { readonly who: SessionView }) {
  const { t, i18n } = useTranslation();
  const clock = useFloorClock(who.clock.now, who.clock.speed);
  const { floor, isLive } = useFloor(clock);
  const [order, setOrder] = useState<TeamOrder>('name');
  useTick(1_000);
  const today = useToday(who, clock.now(), 'agent', i18n.language);
  if (floor === undefined) return <p className="empty">{t(isLive ? 'board.loading' : 'app.offline')}</p>;
  const rows = inOrder(teamRows(floor.agents, today.data), order);
  return (
    <>
      <div className="page-head">
        <h1>{t('team.title')}</h1>
        <span className="muted">{t('team.count', { count: rows.length })}</span>
        <label className="team-order">
          {t('team.order')}
          <select value={order} onChange={({ target }) => setOrder(target.value as TeamOrder)}>
            {orders.map((each) => (
              <option key={each} value={each}>
                {t(`team.orders.${each}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div role="status">
        {!isLive && (
          <p className="notice">
            <Icon name="alert" />
            {t('app.offline')}
          </p>
        )}
        {today.problem !== undefined && (
          <p className="notice">
            <Icon name="alert" />
            {t('team.noFigures')}
          </p>
        )}
      </div>
      {rows.length === 0 ? (
        <p className="empty">{t('board.noAgent')}</p>
      ) : (
        <TeamTable rows={rows} now={clock.now()} language={i18n.language} mayAct={who.role !== 'coach'} />
      )}
    </>
  );
}
