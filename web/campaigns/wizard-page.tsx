import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView, SetUpChoices, SetUpView } from '../../src/http/contract/index.ts';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import type { CampaignStepProps, StepProps } from './step-props.ts';
import { CharityStep } from './steps/charity-step.tsx';
import { FileStep } from './steps/file-step.tsx';
import { GoStep } from './steps/go-step.tsx';
import { HoursStep } from './steps/hours-step.tsx';
import { NumberStep } from './steps/number-step.tsx';
import { OfferStep } from './steps/offer-step.tsx';
import { RecordingStep } from './steps/recording-step.tsx';
import { RehearsalStep } from './steps/rehearsal-step.tsx';
import { ResultsStep } from './steps/results-step.tsx';
import { ScriptStep } from './steps/script-step.tsx';
import { SegmentsStep } from './steps/segments-step.tsx';
import { SuppressionStep } from './steps/suppression-step.tsx';
import { TemplateStep } from './steps/template-step.tsx';
import { addressOf, isOpen, placeOf, type WizardStep, wizardSteps } from './wizard-steps.ts';
import '../ui/managers.css';
import './campaigns.css';

/** A campaign from the charity to the first call, a step at a time; each can be gone back to. */
export function WizardPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(() => placeOf(location.search));
  const { campaignId, step } = place;
  const choices = useLoaded<SetUpChoices>('/api/campaign-choices');
  const campaign = useLoaded<SetUpView>(campaignId === undefined ? undefined : `/api/campaigns/${campaignId}/set-up`);
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);

  useEffect(() => {
    const onBack = () => setPlace(placeOf(location.search));
    window.addEventListener('popstate', onBack);
    return () => window.removeEventListener('popstate', onBack);
  }, []);
  useEffect(() => {
    // Whoever goes on hears where he or she is now; the page that has just been opened keeps its focus.
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
  }, [step]);

  const go = (to: WizardStep, id = campaignId) => {
    const next = { campaignId: id, step: to };
    history.pushState(null, '', addressOf(next));
    setPlace(next);
  };
  const known = campaign.data ?? undefined;
  const isReady = choices.data !== undefined && (campaignId === undefined || known !== undefined);
  const reload = () => {
    campaign.reload();
    choices.reload();
  };

  return (
    <div className="wizard">
      <div className="page-head">
        <h1>{known === undefined ? t('campaigns.newTitle') : known.name}</h1>
        <a href="/campagnes">{t('campaigns.all')}</a>
      </div>
      <div className="wizard-body">
        <StepList step={step} campaignId={campaignId} onGo={go} />
        <section className="panel wizard-step" aria-labelledby="step-title">
          <h2 id="step-title" ref={heading} tabIndex={-1}>
            {t('campaigns.stepOf', {
              at: wizardSteps.indexOf(step) + 1,
              of: wizardSteps.length,
              name: t(`campaigns.steps.${step}`),
            })}
          </h2>
          <LoadState loaded={choices.data === undefined || campaignId === undefined ? choices : campaign} />
          {isReady && (
            <StepBody
              key={`${step} ${campaignId ?? ''}`}
              step={step}
              who={who}
              choices={choices.data}
              campaign={known}
              onChanged={reload}
              onGo={go}
            />
          )}
        </section>
      </div>
    </div>
  );
}

interface StepListProps {
  readonly step: WizardStep;
  readonly campaignId: string | undefined;
  readonly onGo: (step: WizardStep) => void;
}

function StepList({ step, campaignId, onGo }: StepListProps) {
  const { t } = useTranslation();
  return (
    <nav className="wizard-steps" aria-label={t('campaigns.stepsLabel')}>
      <ol>
        {wizardSteps.map((each) => (
          <li key={each}>
            <button
              type="button"
              className="quiet"
              aria-current={each === step ? 'step' : undefined}
              disabled={!isOpen(each, campaignId)}
              onClick={() => onGo(each)}
            >
              {t(`campaigns.steps.${each}`)}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** Steps that do without a campaign, and those that are about one. */
const firstSteps: Partial<Record<WizardStep, (props: StepProps) => ReactNode>> = {
  charity: CharityStep,
  template: TemplateStep,
  number: NumberStep,
};
const campaignSteps: Partial<Record<WizardStep, (props: CampaignStepProps) => ReactNode>> = {
  file: FileStep,
  suppression: SuppressionStep,
  segments: SegmentsStep,
  offer: OfferStep,
  script: ScriptStep,
  results: ResultsStep,
  hours: HoursStep,
  recording: RecordingStep,
  rehearsal: RehearsalStep,
  go: GoStep,
};

function StepBody({ step, campaign, ...props }: StepProps & { readonly step: WizardStep }) {
  const First = firstSteps[step];
  if (First !== undefined) return <First {...props} campaign={campaign} />;
  const Further = campaignSteps[step];
  return Further === undefined || campaign === undefined ? null : <Further {...props} campaign={campaign} />;
}
