import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { campaignDetail, PlanAnswer, scriptVersions } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { useProblemWords } from '../../problems.tsx';
import { Icon } from '../../ui/icon.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';

/** What is ready and what is not, and the start. */
export function GoStep({ campaign, onGo, onChanged }: CampaignStepProps) {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const path = `/api/campaigns/${campaign.campaignId}`;
  const detail = useLoaded<z.infer<typeof campaignDetail>>(path, 5_000);
  const plan = useLoaded<PlanAnswer>(`${path}/plan`);
  const scripts = useLoaded<z.infer<typeof scriptVersions>>(`${path}/scripts`);
  const [problem, setProblem] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  if (detail.data === undefined) return <LoadState loaded={detail} />;
  const { contacts, campaign: view } = detail.data;
  const isLive = scripts.data?.versions.some(({ state }) => state === 'live') === true;
  const checks = [
    ['list', contacts.ready + contacts.callback > 0],
    ['script', isLive],
    ['kind', (plan.data?.plan.kind ?? null) !== null],
  ] as const;
  const isRunning = view.status === 'running';
  const start = () => {
    setBusy(true);
    setProblem(undefined);
    api('POST', `${path}/start`)
      .then(() => {
        detail.reload();
        onChanged();
      }, setProblem)
      .finally(() => setBusy(false));
  };
  return (
    <form
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) start();
      }}
    >
      <ul className="checks">
        {checks.map(([name, isFit]) => (
          <li key={name} data-fit={isFit}>
            <Icon name={isFit ? 'check' : 'alert'} />
            {t(`campaigns.checks.${name}.${isFit ? 'yes' : 'no'}`, { count: contacts.ready })}
          </li>
        ))}
      </ul>
      <div role="status">
        {problem !== undefined && (
          <p className="notice">
            <Icon name="alert" />
            {wordsOf(problem)}
          </p>
        )}
        {isRunning && (
          <p>
            {t('campaigns.running', { name: campaign.name })} <a href="/pilotage">{t('campaigns.toCockpit')}</a>
          </p>
        )}
      </div>
      {isRunning ? (
        <button type="button" className="quiet" onClick={() => onGo('rehearsal')}>
          {t('campaigns.back')}
        </button>
      ) : (
        <StepButtons step="go" isBusy={isBusy} onBack={onGo} submit="campaigns.start" />
      )}
    </form>
  );
}
