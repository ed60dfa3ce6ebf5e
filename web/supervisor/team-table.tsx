import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, CampaignView } from '../../src/http/contract/index.ts';
import type { FloorClock } from '../floor-clock.ts';
import { clockLength, percent } from '../i18n/format.ts';
import { decimal } from '../i18n/managers-format.ts';
import { Since } from '../ui/since.tsx';
import { StateBadge } from '../ui/state-badge.tsx';
import { AgentActs } from './agent-acts.tsx';
import type { TeamRow } from './team-row.ts';

interface TeamTableProps {
  readonly rows: readonly TeamRow[];
  readonly clock: FloorClock;
  readonly language: string;
  readonly mayAct: boolean;
  readonly campaigns: readonly CampaignView[];
  readonly unread: ReadonlyMap<string, number>;
  readonly onMessage: (agent: AgentRow) => void;
}

const figureColumns = ['calls', 'useful', 'perHour', 'talk', 'handle', 'occupancy', 'pauses'] as const;

export function TeamTable({ rows, unread, ...line }: TeamTableProps) {
  const { t } = useTranslation();
  return (
    <div className="panel wide-table">
      <table className="plain team-table">
        <caption className="hidden">{t('team.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('board.agent')}</th>
            <th scope="col">{t('board.state')}</th>
            <th scope="col" className="number">
              {t('board.since')}
            </th>
            <th scope="col">{t('board.campaign')}</th>
            {figureColumns.map((column) => (
              <th key={column} scope="col" className="number" title={t(`team.long.${column}`)}>
                {t(`team.columns.${column}`)}
              </th>
            ))}
            <th scope="col">{t('team.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AgentLine key={row.agent.agentId} {...row} {...line} unread={unread.get(row.agent.agentId) ?? 0} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AgentLineProps extends TeamRow, Omit<TeamTableProps, 'rows' | 'unread'> {
  readonly unread: number;
}

/** The figures of the campaigns, which change all the time, are of no account to a line; their names are. */
function isTheSame(a: AgentLineProps, b: AgentLineProps): boolean {
  return (
    a.agent === b.agent &&
    a.today === b.today &&
    a.unread === b.unread &&
    a.language === b.language &&
    a.mayAct === b.mayAct &&
    a.campaigns.length === b.campaigns.length &&
    a.campaigns.every(({ campaignId, name }, n) => {
      const other = b.campaigns[n];
      return campaignId === other?.campaignId && name === other.name;
    })
  );
}

/** Drawn anew when something about this agent has changed: with 200 of them a key must not wait for all the others. */
const AgentLine = memo(function AgentLine({ agent, today, clock, language, ...acts }: AgentLineProps) {
  const { t } = useTranslation();
  const length = (ms: number | null | undefined) => (ms == null ? '–' : clockLength(ms));
  const isLost = agent.state === 'ghost' || agent.state === 'line-lost';
  return (
    <tr data-attention={isLost || undefined}>
      <th scope="row">{agent.name}</th>
      <td className="nowrap">
        <StateBadge state={agent.state} reason={agent.pauseReason} />
        {agent.lastCall && <small> {t('board.lastCall')}</small>}
        {agent.coolDown !== null && <small> {t('team.hardCall')}</small>}
      </td>
      <td className="number">
        <Since at={agent.since} clock={clock} />
      </td>
      <td>{agent.campaignName ?? ''}</td>
      <td className="number">{today?.calls ?? '–'}</td>
      <td className="number">{today?.useful ?? '–'}</td>
      <td className="number">{decimal(today?.usefulPerHour ?? null, language)}</td>
      <td className="number">{length(today?.meanTalkMs)}</td>
      <td className="number">{length(today?.meanHandleMs)}</td>
      <td className="number">{percent(today?.occupancy ?? null, language)}</td>
      <td className="number">
        {today === null ? '–' : t('team.pauses', { count: today.pauses, length: clockLength(today.pausedMs) })}
        {today !== null && today.unpaidPauseMs > 0 && (
          <small>{t('team.unpaid', { length: clockLength(today.unpaidPauseMs) })}</small>
        )}
      </td>
      <td>
        <AgentActs agent={agent} {...acts} />
      </td>
    </tr>
  );
}, isTheSame);
