import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AsksAnswer, PlanAnswer } from '../../../src/http/contract/index.ts';
import { type ApiProblem, api } from '../../api.ts';
import { euros } from '../../i18n/format.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { OffersForm } from './offers-form.tsx';
import type { Templates } from './template-step.tsx';

/** Invented donors, by what they gave; cents. */
const examples = [
  { lastCents: 1_500, yearCents: 1_500, monthlyCents: 500 },
  { lastCents: 5_000, yearCents: 12_000, monthlyCents: 1_000 },
  { lastCents: 15_000, yearCents: 30_000, monthlyCents: 2_500 },
] as const;

/** What donors are asked for: the ladder of the campaign's kind, on three invented donors. */
export function OfferStep({ campaign, onGo }: CampaignStepProps) {
  const { t } = useTranslation();
  const plan = useLoaded<PlanAnswer>(`/api/campaigns/${campaign.campaignId}/plan`);
  const templates = useLoaded<Templates>('/api/campaign-templates');
  const kind = plan.data?.plan.kind ?? null;
  const template = templates.data?.templates.find((each) => each.kind === kind);
  const sells = (plan.data?.plan.offers.length ?? 0) > 0 || (template?.offers.length ?? 0) > 0;
  if (plan.data !== undefined && sells)
    return <OffersForm key={campaign.campaignId} campaignId={campaign.campaignId} plan={plan.data.plan} onGo={onGo} />;
  return (
    <form
      className="step-form"
      onSubmit={(event) => {
        event.preventDefault();
        onGo('script');
      }}
    >
      <LoadState loaded={plan} />
      <p>{t('campaigns.ladderIntro')}</p>
      {template?.ladder === null && <p className="muted">{t('campaigns.noLadder')}</p>}
      {template !== undefined && template.ladder !== null && (
        <Ladder campaignId={campaign.campaignId} kind={template.ladder} />
      )}
      <StepButtons step="offer" onBack={onGo} />
    </form>
  );
}

interface LadderProps {
  readonly campaignId: string;
  readonly kind: NonNullable<Templates['templates'][number]['ladder']>;
}

function Ladder({ campaignId, kind }: LadderProps) {
  const { t, i18n } = useTranslation();
  const [answers, setAnswers] = useState<readonly AsksAnswer[]>();
  const [problem, setProblem] = useState<ApiProblem>();
  useEffect(() => {
    const asked = examples.map((giving) =>
      api<AsksAnswer>('POST', `/api/campaigns/${campaignId}/asks`, { kind, ...giving }),
    );
    Promise.all(asked).then(setAnswers, setProblem);
  }, [campaignId, kind]);
  if (problem !== undefined) return <p className="notice">{problem.message}</p>;
  return (
    <div className="wide-table">
      <table className="plain">
        <caption>{t('campaigns.ladder')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('campaigns.donorGave')}</th>
            {[1, 2, 3].map((step) => (
              <th key={step} scope="col" className="number">
                {t('campaigns.ask', { step })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {examples.map((giving, row) => (
            <tr key={giving.lastCents}>
              <th scope="row">
                {t(kind === 'upgrade' ? 'campaigns.gaveMonthly' : 'campaigns.gave', {
                  last: euros(giving.lastCents, i18n.language),
                  year: euros(giving.yearCents, i18n.language),
                  monthly: euros(giving.monthlyCents, i18n.language),
                })}
              </th>
              {[0, 1, 2].map((step) => (
                <td key={step} className="number">
                  {askWords(answers?.[row]?.asks[step])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function askWords(ask: AsksAnswer['asks'][number] | undefined): string {
    if (ask === undefined) return '–';
    return t(`campaigns.asked.${ask.frequency}`, { amount: euros(ask.cents, i18n.language) });
  }
}
