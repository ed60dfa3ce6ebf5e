import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, DialingMode, SessionRole } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { percent } from '../i18n/format.ts';
import { useProblems } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';

const modes: readonly DialingMode[] = ['manual', 'preview', 'progressive', 'predictive'];

interface CockpitHeadProps {
  readonly campaign: CampaignView;
  readonly campaigns: readonly CampaignView[];
  readonly role: SessionRole;
  readonly onChoose: (campaignId: string) => void;
}

/** Which campaign, whether it runs, in which mode; and the figures that are worth a glance. */
export function CockpitHead({ campaign, campaigns, role, onChoose }: CockpitHeadProps) {
  const { t, i18n } = useTranslation();
  const { run } = useProblems();
  const [campaignSelect, modeSelect] = [useId(), useId()];
  const at = `/api/campaigns/${campaign.campaignId}`;
  const isRunning = campaign.status === 'running';
  const mayChooseMode = role === 'administrator' || role === 'production-manager';
  return (
    <header className="cockpit-head">
      <label htmlFor={campaignSelect}>{t('cockpit.campaign')}</label>
      <select id={campaignSelect} value={campaign.campaignId} onChange={({ target }) => onChoose(target.value)}>
        {campaigns.map(({ campaignId, name }) => (
          <option key={campaignId} value={campaignId}>
            {name}
          </option>
        ))}
      </select>
      <span className="pill" data-on={isRunning}>
        {t(isRunning ? 'board.running' : 'board.stopped')}
      </span>
      <span className="muted charity">{campaign.charityName}</span>
      <span className="head-figure">
        {t('board.answerRate')} <strong>{percent(campaign.rates.answerRate, i18n.language)}</strong>
      </span>
      <span className="head-figure">
        {t('board.queue')} <strong>{campaign.hopper}</strong>
      </span>
      {mayChooseMode ? (
        <>
          <label htmlFor={modeSelect}>{t('cockpit.mode')}</label>
          <select
            id={modeSelect}
            value={campaign.mode}
            onChange={({ target }) => void run(() => api('POST', `${at}/mode`, { mode: target.value }))}
          >
            {modes.map((mode) => (
              <option key={mode} value={mode}>
                {t(`modes.${mode}`)}
              </option>
            ))}
          </select>
        </>
      ) : (
        <span className="pill">{t(`modes.${campaign.mode}`)}</span>
      )}
      <button
        type="button"
        className={isRunning ? 'stop' : 'primary'}
        onClick={() => void run(() => api('POST', `${at}/${isRunning ? 'stop' : 'start'}`))}
      >
        <Icon name={isRunning ? 'stop' : 'play'} />
        {t(isRunning ? 'board.stop' : 'board.start')}
      </button>
    </header>
  );
}
