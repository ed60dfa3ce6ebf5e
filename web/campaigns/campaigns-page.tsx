import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, ListHealth, PlanAnswer, SessionView } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { inLanguage } from '../i18n/managers-format.ts';
import { useProblems } from '../problems.tsx';
import { Icon } from '../ui/icon.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { ListFigures } from './list-figures.tsx';
import { addressOf } from './wizard-steps.ts';
import '../ui/managers.css';
import './campaigns.css';

const EVERY_MS = 5_000;
const makers: ReadonlySet<SessionView['role']> = new Set(['administrator', 'production-manager', 'campaign-manager']);

/** The campaigns a person may see, with their state, their list and where they end. */
export function CampaignsPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const loaded = useLoaded<{ readonly campaigns: readonly CampaignView[] }>('/api/campaigns', EVERY_MS);
  const campaigns = loaded.data?.campaigns;
  return (
    <>
      <div className="page-head">
        <h1>{t('campaigns.title')}</h1>
        {makers.has(who.role) && (
          <a className="button primary" href={addressOf({ campaignId: undefined, step: 'charity' })}>
            {t('campaigns.new')}
          </a>
        )}
      </div>
      <LoadState loaded={loaded} />
      {campaigns?.length === 0 && <p className="empty">{t('board.noCampaign')}</p>}
      <div className="campaign-list">
        {campaigns?.map((campaign) => (
          <CampaignRow
            key={campaign.campaignId}
            campaign={campaign}
            mayMake={makers.has(who.role)}
            onChanged={loaded.reload}
          />
        ))}
      </div>
    </>
  );
}

interface CampaignRowProps {
  readonly campaign: CampaignView;
  readonly mayMake: boolean;
  readonly onChanged: () => void;
}

function CampaignRow({ campaign, mayMake, onChanged }: CampaignRowProps) {
  const { t } = useTranslation();
  const { run } = useProblems();
  const { campaignId, name, charityName, mode, status } = campaign;
  const [isShown, setShown] = useState(false);
  const act = status === 'running' ? 'stop' : 'start';
  return (
    <article className="panel campaign-row">
      <header>
        <div>
          <h2>{name}</h2>
          <small>
            {charityName} · {t(`modes.${mode}`)}
          </small>
        </div>
        <span className="pill" data-on={status === 'running'}>
          {t(`campaigns.statuses.${status}`)}
        </span>
        <div className="buttons">
          <button
            type="button"
            aria-label={t(`campaigns.acts.${act}Of`, { name })}
            onClick={() => void run(() => api('POST', `/api/campaigns/${campaignId}/${act}`).then(onChanged))}
          >
            <Icon name={act === 'stop' ? 'stop' : 'play'} />
            {t(`campaigns.acts.${act}`)}
          </button>
          {mayMake && (
            <a className="button" href={addressOf({ campaignId, step: 'charity' })}>
              {t('campaigns.prepare')}
            </a>
          )}
          <button type="button" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
            {t('campaigns.list')}
          </button>
        </div>
      </header>
      {isShown && <CampaignList campaignId={campaignId} />}
    </article>
  );
}

function CampaignList({ campaignId }: { readonly campaignId: string }) {
  const { t, i18n } = useTranslation();
  const list = useLoaded<ListHealth>(`/api/campaigns/${campaignId}/list`);
  const plan = useLoaded<PlanAnswer>(`/api/campaigns/${campaignId}/plan`);
  const ended = plan.data?.ends.ended ?? null;
  return (
    <>
      {ended !== null && <p className="notice">{inLanguage(ended, i18n.language)}</p>}
      <LoadState loaded={list} waiting={t('why.busy')} />
      {list.data !== undefined && <ListFigures list={list.data} />}
      {list.data !== undefined && <Segments segments={list.data.segments} />}
    </>
  );
}

function Segments({ segments }: Pick<ListHealth, 'segments'>) {
  const { t } = useTranslation();
  if (segments.every(({ segment }) => segment === null)) return null;
  return (
    <ul className="reasons" aria-label={t('campaigns.segments')}>
      {segments.map(({ segment, contacts }) => (
        <li key={segment ?? ''}>
          {t('managers.pair', { name: segment ?? t('campaigns.noSegmentName'), value: contacts })}
        </li>
      ))}
    </ul>
  );
}
