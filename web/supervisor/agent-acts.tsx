import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, PauseReason } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';
import { mayEnd, mayPause } from './team-row.ts';

/** Reasons that a supervisor gives; the others are the agent's own. */
const reasons: readonly PauseReason[] = ['technical', 'briefing', 'training', 'difficult-call'];

/** Pause an agent, or end a session that nobody works in any more; either is asked about once more. */
export function AgentActs({ agent }: { readonly agent: AgentRow }) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const [asked, setAsked] = useState<'pause' | 'end'>();
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
  if (asked === 'end' && mayEnd(agent))
    return (
      <span className="buttons">
        {/* biome-ignore lint/a11y/noAutofocus: it takes the place of the button that had the focus */}
        <button type="button" className="small stop" autoFocus onClick={() => act('end')}>
          {t('team.endSure')}
        </button>
        {back}
      </span>
    );
  if (asked === 'pause' && mayPause(agent))
    return (
      <span className="buttons agent-reasons">
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
  return (
    <span className="buttons">
      {mayPause(agent) && (
        <button
          type="button"
          className="small"
          aria-label={t('team.pauseOf', { name: agent.name })}
          onClick={() => setAsked('pause')}
        >
          {t('team.pause')}
        </button>
      )}
      {mayEnd(agent) && (
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
