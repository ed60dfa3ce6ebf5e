import { useTranslation } from 'react-i18next';
import { clockLength, percent } from '../i18n/format.ts';
import { decimal } from '../i18n/managers-format.ts';
import { StateBadge } from '../ui/state-badge.tsx';
import { AgentActs } from './agent-acts.tsx';
import type { TeamRow } from './team-row.ts';

interface TeamTableProps {
  readonly rows: readonly TeamRow[];
  readonly now: number;
  readonly language: string;
  readonly mayAct: boolean;
}

const figureColumns = ['calls', 'useful', 'perHour', 'talk', 'handle', 'occupancy', 'pauses'] as const;

export function TeamTable({ rows, now, language, mayAct }: TeamTableProps) {
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
            {mayAct && <th scope="col">{t('team.acts')}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AgentLine key={row.agent.agentId} row={row} now={now} language={language} mayAct={mayAct} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface AgentLineProps extends Omit<TeamTableProps, 'rows'> {
  readonly row: TeamRow;
}

function AgentLine({ row: { agent, today }, now, language, mayAct }: AgentLineProps) {
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
      <td className="number">{clockLength(now - agent.since)}</td>
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
      {mayAct && (
        <td>
          <AgentActs agent={agent} />
        </td>
      )}
    </tr>
  );
}
