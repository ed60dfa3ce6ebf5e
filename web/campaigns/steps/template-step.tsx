import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { PlanAnswer, templateList } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { inLanguage } from '../../i18n/managers-format.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { StepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { useStepForm } from '../use-step-form.ts';
import { emptyDraft, NEW, type NewDraft } from './charity-step.tsx';

export type Templates = z.infer<typeof templateList>;

/** What the campaign is for: its kind brings what is usual for it. */
export function TemplateStep({ campaign, onGo }: StepProps) {
  const { t, i18n } = useTranslation();
  const loaded = useLoaded<Templates>('/api/campaign-templates');
  const plan = useLoaded<PlanAnswer>(campaign === undefined ? undefined : `/api/campaigns/${campaign.campaignId}/plan`);
  const [draft, change, forget] = useDraft<NewDraft>(campaign?.campaignId ?? NEW, {
    ...emptyDraft,
    kind: plan.data?.plan.kind ?? '',
  });
  const { form, isBusy, wrong, submit } = useStepForm();
  const { kind, reason } = draft;

  const act = async () => {
    if (campaign === undefined) await api('POST', '/api/campaigns/check', { kind });
    else if (kind !== plan.data?.plan.kind) {
      await api('PATCH', `/api/campaigns/${campaign.campaignId}/plan`, { kind, reason });
      forget();
    }
    onGo(campaign === undefined ? 'number' : 'file');
  };

  if (loaded.data === undefined) return <LoadState loaded={loaded} />;
  const problem = wrong('kind');
  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(act)}>
      <fieldset
        className="kinds"
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : 'kind-problem'}
        tabIndex={-1}
      >
        <legend>{t('campaigns.kind')}</legend>
        {problem !== undefined && (
          <p id="kind-problem" className="field-problem">
            {problem}
          </p>
        )}
        {loaded.data.templates.map((template) => (
          <label key={template.kind} className="kind">
            <input
              type="radio"
              name="kind"
              value={template.kind}
              checked={kind === template.kind}
              onChange={() => change({ kind: template.kind })}
            />
            <span>
              <strong>{inLanguage(template.name, i18n.language)}</strong>
              <small>{inLanguage(template.about, i18n.language)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      {campaign !== undefined && (
        <TextField
          label={t('campaigns.reason')}
          hint={t('campaigns.reasonHint')}
          problem={wrong('reason')}
          maxLength={500}
          value={reason}
          onText={(text) => change({ reason: text })}
        />
      )}
      <StepButtons step="template" isBusy={isBusy} onBack={onGo} />
    </form>
  );
}
