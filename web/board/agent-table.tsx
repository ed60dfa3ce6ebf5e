import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, AgentState, SessionView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import type { FloorClock } from '../floor-clock.ts';
import { useProblems } from '../problems.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { Since } from '../ui/since.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

/** In the order of a shift: what is worth money, what waits, what is away, what is broken. */
const inOrder: readonly AgentState[] = [
  'talking',
  'wrap-up',
  'reserved',
  'ready',
  'coaching',
  'paused',
  'not-ready',
  'connecting',
  'line-lost',
  'ghost',
];
/** A wrap-up that goes on for longer deserves a friendly question. */
const LONG_WRAP_UP_MS = 5 * 60_000;
const lineIcons: Record<AgentRow['lineKind'], IconName> = { browser: 'browser', sip: 'headset', telephone: 'phone' };

interface AgentTableProps {
  readonly agents: readonly AgentRow[];
  readonly clock: FloorClock;
  readonly who: SessionView;
  /** With one campaign its name says nothing. */
  readonly showCampaign: boolean;
}

export function AgentTable({ agents, clock, who, showCampaign }: AgentTableProps) {
  const { t } = useTranslation();
  const now = clock.now();
  const mayListen = (who.role === 'supervisor' || who.role === 'coach') && who.agentId !== null;
  return (
    <>
      <div className="agents-head">
        <h2>
          {t('board.agents')} <span className="total">{agents.length}</span>
        </h2>
        <StateBar agents={agents} />
      </div>
      {agents.length === 0 ? (
        <p className="empty">{t('board.noAgent')}</p>
      ) : (
        <div className="panel table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('board.agent')}</th>
                <th scope="col">{t('board.state')}</th>
                <th scope="col" className="number">
                  {t('board.since')}
                </th>
                {showCampaign && <th scope="col">{t('board.campaign')}</th>}
                {mayListen && <th scope="col">{t('board.action')}</th>}
              </tr>
            </thead>
            <tbody>
              {agents.map((agent) => (
                <Row
                  key={agent.agentId}
                  agent={agent}
                  clock={clock}
                  isLong={agent.state === 'wrap-up' && now - agent.since > LONG_WRAP_UP_MS}
                  mayListen={mayListen}
                  showCampaign={showCampaign}
                  isMe={agent.agentId === who.agentId}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function StateBar({ agents }: { readonly agents: readonly AgentRow[] }) {
  const { t } = useTranslation();
  const counts = inOrder
    .map((state) => ({ state, count: agents.filter((each) => each.state === state).length }))
    .filter(({ count }) => count > 0);
  return (
    <ul className="state-bar">
      {counts.map(({ state, count }) => (
        <li key={state} data-state={state} style={{ flexGrow: count }} title={`${t(`states.${state}`)} : ${count}`}>
          <span className="hidden">{t(`states.${state}`)} : </span>
          {count}
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  readonly agent: AgentRow;
  readonly clock: FloorClock;
  readonly isLong: boolean;
  readonly mayListen: boolean;
  readonly showCampaign: boolean;
  readonly isMe: boolean;
}

/** Drawn anew when something about this agent has changed: with 200 of them a key must not wait for all the others. */
const Row = memo(function Row({ agent, clock, isLong, mayListen, showCampaign, isMe }: RowProps) {
  const { t } = useTranslation();
  return (
    <tr data-attention={isLong || agent.state === 'line-lost' || agent.state === 'ghost' || undefined}>
      <th scope="row">
        <span className="agent-name">
          <span className="line-kind" data-open={agent.lineOpen} title={t(`lines.${agent.lineKind}`)}>
            <Icon name={lineIcons[agent.lineKind]} />
          </span>
          <span title={agent.name}>{agent.name}</span>
        </span>
      </th>
      <td>
        <StateBadge state={agent.state} reason={agent.pauseReason} />
        {agent.lastCall && <small className="last-call">{t('board.lastCall')}</small>}
      </td>
      <td className="number" data-long={isLong || undefined}>
        <Since at={agent.since} clock={clock} />
      </td>
      {showCampaign && <td className="muted campaign-cell">{agent.campaignName ?? ''}</td>}
      {mayListen && <td>{agent.state === 'talking' && !isMe && <ListenButtons agentId={agent.agentId} />}</td>}
    </tr>
  );
});

function ListenButtons({ agentId }: { readonly agentId: string }) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [isIn, setIn] = useState(false);
  const at = `/api/agents/${agentId}`;
  const join = (way: 'listen' | 'three-way') =>
    run(() => api('POST', `${at}/join`, { way })).then((done) => setIn((was) => was || done));
  if (isIn) {
    return (
      <button
        type="button"
        className="small"
        onClick={() => void run(() => api('POST', `${at}/leave`)).then((done) => setIn(!done))}
      >
        {t('board.leave')}
      </button>
    );
  }
  return (
    <span className="buttons">
      <button type="button" className="small" onClick={() => void join('listen')}>
        <Icon name="ear" />
        {t('board.listen')}
      </button>
      <button type="button" className="small" onClick={() => void join('three-way')}>
        {t('board.join')}
      </button>
    </span>
  );
}
