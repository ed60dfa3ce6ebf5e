import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, DialingMode, SessionRole } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { percent, shortLength } from '../i18n/format.ts';
import { useProblems } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sparkline } from '../ui/sparkline.tsx';
import { riskOf } from './risk.ts';

const modes: readonly DialingMode[] = ['manual', 'preview', 'progressive', 'predictive'];

interface CampaignCardProps {
  readonly campaign: CampaignView;
  readonly role: SessionRole;
}

export function CampaignCard({ campaign, role }: CampaignCardProps) {
  const { t, i18n } = useTranslation();
  const { calls, rates, pacing, fallback, hopper, exhausted } = campaign;
  const count = (...states: (keyof typeof calls)[]) => states.reduce((sum, state) => sum + (calls[state] ?? 0), 0);
  const words = fallback ? t('board.fallback') : i18n.language === 'en' ? pacing.en : pacing.fr;
  return (
    <article className="panel campaign" aria-labelledby={`name-${campaign.campaignId}`}>
      <CampaignHead campaign={campaign} role={role} />
      <dl className="counts">
        <Count name={t('board.inCall')} value={count('bridged')} state="talking" />
        <Count name={t('board.ringing')} value={count('placed', 'ringing')} state="reserved" />
        <Count name={t('board.waiting')} value={count('answered', 'bridging')} state="line-lost" />
        <Count name={exhausted && hopper === 0 ? t('board.exhausted') : t('board.queue')} value={hopper} />
      </dl>
      <div className="campaign-rates">
        <figure>
          <Sparkline
            label={t('board.chart')}
            series={[
              { values: rates.minutes.placed, className: 'placed' },
              { values: rates.minutes.bridged, className: 'bridged' },
            ]}
          />
          <figcaption>
            <span className="key placed">{t('board.placed')}</span>
            <span className="key bridged">{t('board.bridged')}</span>
          </figcaption>
        </figure>
        <dl className="rates">
          <div>
            <dt>{t('board.answerRate')}</dt>
            <dd>{percent(rates.answerRate, i18n.language)}</dd>
          </div>
          <div>
            <dt>{t('board.wait')}</dt>
            <dd>{rates.meanWaitMs === null ? '–' : shortLength(rates.meanWaitMs, i18n.language)}</dd>
          </div>
        </dl>
      </div>
      <Abandonment rates={rates} />
      {words !== '' && (
        <p className="pacing" data-warn={fallback || undefined}>
          <Icon name={fallback ? 'alert' : 'bolt'} />
          <span>
            <span className="hidden">{t('board.pacing')} : </span>
            {words}
          </span>
        </p>
      )}
    </article>
  );
}

function CampaignHead({ campaign, role }: CampaignCardProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const selectId = useId();
  const at = `/api/campaigns/${campaign.campaignId}`;
  const isRunning = campaign.status === 'running';
  const mayChooseMode = role === 'administrator' || role === 'production-manager';
  return (
    <header>
      <div className="campaign-name">
        <h3 id={`name-${campaign.campaignId}`}>{campaign.name}</h3>
        <p>
          <span className="pill" data-on={isRunning}>
            {t(isRunning ? 'board.running' : 'board.stopped')}
          </span>
          <span className="charity" title={campaign.charityName}>
            {campaign.charityName}
          </span>
        </p>
      </div>
      {mayChooseMode ? (
        <>
          <label className="hidden" htmlFor={selectId}>
            {t('board.mode')}
          </label>
          <select
            id={selectId}
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

function Count({ name, value, state }: { readonly name: string; readonly value: number; readonly state?: string }) {
  return (
    <div data-state={value > 0 ? state : undefined}>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

/** The share used of what the rules allow. */
function Abandonment({ rates }: { readonly rates: CampaignView['rates'] }) {
  const { t, i18n } = useTranslation();
  const { abandonmentRate, abandonmentLimit, abandoned24h, persons24h } = rates;
  const limit = percent(abandonmentLimit, i18n.language);
  return (
    <div className="abandonment" data-risk={riskOf(rates)}>
      <span>
        {t('board.abandonment')} <strong>{percent(abandonmentRate, i18n.language, 1)}</strong>
      </span>
      <meter
        min={0}
        max={abandonmentLimit * 1.25}
        value={Math.min(abandonmentRate ?? 0, abandonmentLimit * 1.25)}
        aria-label={`${t('board.abandonment')}, ${t('board.lastDay', { limit })}`}
      />
      <small>
        {t('board.limit', { limit })} ·{' '}
        {abandonmentRate === null
          ? t('board.none')
          : t('board.abandonedOf', { abandoned: abandoned24h, persons: persons24h })}
      </small>
    </div>
  );
}
