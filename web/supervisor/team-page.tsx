import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, SessionView, UnreadNotes } from '../../src/http/contract/index.ts';
import { useFloor } from '../board/use-floor.ts';
import { useFloorClock, useTick } from '../floor-clock.ts';
import { useNotes } from '../messages/note-events.ts';
import { Icon } from '../ui/icon.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { AgentPanel } from './agent-panel.tsx';
import { AlertsPanel } from './alerts-panel.tsx';
import { figuresByAgent, inOrder, type TeamOrder, teamRows } from './team-row.ts';
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
  const [chosenId, setChosenId] = useState<string>();
  const unread = useUnread(chosenId);
  useTick(1_000);
  const today = useToday(who, clock.now(), 'agent', i18n.language);
  const figures = useMemo(() => figuresByAgent(today.data), [today.data]);
  if (floor === undefined) return <p className="empty">{t(isLive ? 'board.loading' : 'app.offline')}</p>;
  const mayAct = who.role !== 'coach';
  const chosen = floor.agents.find(({ agentId }) => agentId === chosenId);
  const write = ({ agentId }: AgentRow) => setChosenId(agentId);
  const rows = inOrder(teamRows(floor.agents, figures), order);
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
      <AlertsPanel floor={floor} now={clock.now()} mayAct={mayAct} onMessage={write} />
      {chosen !== undefined && (
        <AgentPanel key={chosen.agentId} agent={chosen} now={clock.now()} onClose={() => setChosenId(undefined)} />
      )}
      {rows.length === 0 ? (
        <p className="empty">{t('board.noAgent')}</p>
      ) : (
        <TeamTable
          rows={rows}
          clock={clock}
          language={i18n.language}
          mayAct={mayAct}
          campaigns={floor.campaigns}
          unread={unread}
          onMessage={write}
        />
      )}
    </>
  );
}

const UNREAD_EVERY_MS = 60_000;

/** How much each agent has written that nobody has read; asked again when something comes. */
function useUnread(chosenId: string | undefined): ReadonlyMap<string, number> {
  const loaded = useLoaded<UnreadNotes>('/api/messages/unread', UNREAD_EVERY_MS);
  useNotes(({ toAgent }) => {
    if (!toAgent) loaded.reload();
  });
  const unread = loaded.data?.unread ?? [];
  // The thread that is open is being read.
  return new Map(unread.filter(({ agentId }) => agentId !== chosenId).map(({ agentId, notes }) => [agentId, notes]));
}
