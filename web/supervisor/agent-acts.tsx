import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, CampaignView, PauseReason } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { MoveForm } from './move-form.tsx';
import { mayEnd, mayMove, mayPause } from './team-row.ts';

/** Reasons that a supervisor gives; the others are the agent's own. */
const reasons: readonly PauseReason[] = ['technical', 'briefing', 'training', 'difficult-call'];

interface AgentActsProps {
  readonly agent: AgentRow;
  readonly campaigns: readonly CampaignView[];
  /** Missing rights leave only the message. */
  readonly mayAct: boolean;
  readonly unread: number;
  readonly onMessage: (agent: AgentRow) => void;
}

/** Write to an agent, pause or move him or her, or end a session that nobody works in any more; asked about once more. */
export function AgentActs({ agent, campaigns, mayAct, unread, onMessage }: AgentActsProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [asked, setAsked] = useState<'pause' | 'end' | 'move'>();
  const at = `/api/agents/${agent.agentId}`;
  const act = (what: 'pause' | 'end', body?: object) =>
    void run(() => api('POST', `${at}/${what}`, body)).then((done) => {
      if (done) setAsked(undefined);
    });
  const back = (
    <button type="button" className="small quiet" onClick={() => setAsked(undefined)}>
      {t('team.keep')}
    </button>
  );
  // Each has a key of its own: a button that only changed its words would not take the focus.
  if (asked === 'end' && mayEnd(agent))
    return (
      <span key="end" className="buttons">
        {/* biome-ignore lint/a11y/noAutofocus: it takes the place of the button that had the focus */}
        <button type="button" className="small stop" autoFocus onClick={() => act('end')}>
          {t('team.endSure')}
        </button>
        {back}
      </span>
    );
  if (asked === 'pause' && mayPause(agent))
    return (
      <span key="pause" className="buttons agent-reasons">
        {reasons.map((reason, index) => (
          <button
            key={reason}
            type="button"
            className="small"
            // biome-ignore lint/a11y/noAutofocus: it takes the place of the button that had the focus
            autoFocus={index === 0}
            onClick={() => act('pause', { reason })}
          >
            {t(`pauses.${reason}`)}
          </button>
        ))}
        {back}
      </span>
    );
  if (asked === 'move' && mayMove(agent))
    return <MoveForm agent={agent} campaigns={campaigns} onDone={() => setAsked(undefined)} />;
  return (
    <span key="acts" className="buttons">
      <button type="button" className="small" onClick={() => onMessage(agent)}>
        <span>
          {t('messages.short')} <span className="hidden">{t('messages.to', { name: agent.name })}</span>
        </span>
        {unread > 0 && (
          <span className="pill">
            <span aria-hidden="true">{unread}</span>
            <span className="hidden">{t('messages.unread', { count: unread })}</span>
          </span>
        )}
      </button>
      {mayAct && mayMove(agent) && campaigns.length > 1 && (
        <button
          type="button"
          className="small"
          aria-label={t('move.of', { name: agent.name })}
          onClick={() => setAsked('move')}
        >
          {t('move.short')}
        </button>
      )}
      {mayAct && mayPause(agent) && (
        <button
          type="button"
          className="small"
          aria-label={t('team.pauseOf', { name: agent.name })}
          onClick={() => setAsked('pause')}
        >
          {t('team.pause')}
        </button>
      )}
      {mayAct && mayEnd(agent) && (
        <button
          type="button"
          className="small"
          aria-label={t('team.endOf', { name: agent.name })}
          onClick={() => setAsked('end')}
        >
          {t('team.end')}
        </button>
      )}
    </span>
  );
}
