import { useTranslation } from 'react-i18next';
import type { DryRun } from '../../../src/http/contract/index.ts';
import { dayAndTime, inLanguage } from '../../i18n/managers-format.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';

/** The first ten donors as they would be called; nobody is. */
export function RehearsalStep({ campaign, onGo }: CampaignStepProps) {
  const { t, i18n } = useTranslation();
  const loaded = useLoaded<DryRun>(`/api/campaigns/${campaign.campaignId}/dry-run`);
  const { data } = loaded;
  return (
    <form
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        onGo('go');
      }}
    >
      <p className="muted">{t('campaigns.rehearsalIntro')}</p>
      <LoadState loaded={loaded} />
      {data?.donors.length === 0 && <p className="empty">{t('campaigns.nobodyDue')}</p>}
      {data !== undefined && data.donors.length > 0 && (
        <div className="wide-table">
          <table className="plain">
            <caption>{t('campaigns.rehearsal', { number: data.callerId })}</caption>
            <thead>
              <tr>
                <th scope="col">{t('campaigns.donor')}</th>
                <th scope="col">{t('campaigns.segment')}</th>
                <th scope="col">{t('campaigns.dialed')}</th>
                <th scope="col">{t('campaigns.now')}</th>
              </tr>
            </thead>
            <tbody>
              {data.donors.map(({ contactId, donorCode, segment, numberEnd, blocked, freeAt }) => (
                <tr key={contactId}>
                  <th scope="row">{donorCode}</th>
                  <td>{segment ?? '–'}</td>
                  <td>… {numberEnd}</td>
                  <td>
                    {blocked === null ? t('campaigns.callableNow') : inLanguage(blocked, i18n.language)}
                    {freeAt !== null && (
                      <small> {t('campaigns.freeAt', { at: dayAndTime(freeAt, i18n.language) })}</small>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <div className="pace-buttons">
        <button type="button" onClick={loaded.reload}>
          {t('why.again')}
        </button>
      </div>
      <StepButtons step="rehearsal" onBack={onGo} />
    </form>
  );
}
