import { useTranslation } from 'react-i18next';
import { inLanguage } from '../../i18n/managers-format.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';

/** The results a call can have and what comes of each: the same in every campaign, so that figures can be compared. */
export function ResultsStep({ choices, onGo }: CampaignStepProps) {
  const { t, i18n } = useTranslation();
  return (
    <form
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        onGo('hours');
      }}
    >
      <p className="muted">{t('campaigns.resultsIntro')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable */}
      <section className="wide-table scrolling" tabIndex={0} aria-label={t('campaigns.results')}>
        <table className="plain">
          <caption>{t('campaigns.results')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('campaigns.code')}</th>
              <th scope="col">{t('campaigns.result')}</th>
              <th scope="col">{t('campaigns.setBy')}</th>
              <th scope="col">{t('campaigns.effect')}</th>
              <th scope="col">{t('campaigns.useful')}</th>
            </tr>
          </thead>
          <tbody>
            {choices.results.map(({ code, words, setBy, effect, useful }) => (
              <tr key={code}>
                <th scope="row">{code}</th>
                <td>{inLanguage(words, i18n.language)}</td>
                <td>{t(`campaigns.setters.${setBy}`)}</td>
                <td>{t(`campaigns.effects.${effect}`, { defaultValue: effect })}</td>
                <td>{useful ? t('campaigns.yes') : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <StepButtons step="results" onBack={onGo} />
    </form>
  );
}
