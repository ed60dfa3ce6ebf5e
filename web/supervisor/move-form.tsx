import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AgentRow, CampaignView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { useProblems } from '../problems.tsx';

interface MoveFormProps {
  readonly agent: AgentRow;
  readonly campaigns: readonly CampaignView[];
  readonly onDone: () => void;
}

/** Another campaign for an agent who has no call, until the session ends. */
export function MoveForm({ agent, campaigns, onDone }: MoveFormProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const id = useId();
  const [campaignId, setCampaignId] = useState('');
  const move = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (campaignId === '') return;
    const path = `/api/agents/${agent.agentId}/campaigns`;
    if (await run(() => api('POST', path, { campaignIds: [campaignId] }))) onDone();
  };
  return (
    <form className="buttons" onSubmit={(event) => void move(event)}>
      <label className="hidden" htmlFor={id}>
        {t('move.to', { name: agent.name })}
      </label>
      {/* biome-ignore lint/a11y/noAutofocus: it takes the place of the button that had the focus */}
      <select id={id} autoFocus value={campaignId} onChange={({ target }) => setCampaignId(target.value)}>
        <option value="">{t('move.choose')}</option>
        {campaigns.map((each) => (
          <option key={each.campaignId} value={each.campaignId}>
            {each.name}
          </option>
        ))}
      </select>
      <button type="submit" className="small" disabled={campaignId === ''}>
        {t('move.submit')}
      </button>
      <button type="button" className="small quiet" onClick={onDone}>
        {t('team.keep')}
      </button>
    </form>
  );
}
