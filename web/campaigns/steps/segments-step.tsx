import { useTranslation } from 'react-i18next';
import type { ListHealth, PlanAnswer } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { draftOf, type PlanDraft, planOf, segmentNames } from '../plan-draft.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { type StepForm, useStepForm } from '../use-step-form.ts';

const ends = ['usefulContacts', 'signedMandates', 'productionHours', 'budget', 'cost'] as const;
/** Where the server looks for them. */
const endFields: Record<(typeof ends)[number], string> = {
  usefulContacts: 'stopRules.usefulContacts',
  signedMandates: 'stopRules.signedMandates',
  productionHours: 'stopRules.productionHours',
  budget: 'stopRules.budgetCents',
  cost: 'stopRules.costCentsAnHour',
};

/** Whom to call in which share, whom never, and where it ends. */
export function SegmentsStep({ campaign, onGo }: CampaignStepProps) {
  const path = `/api/campaigns/${campaign.campaignId}`;
  const list = useLoaded<ListHealth>(`${path}/list`);
  const plan = useLoaded<PlanAnswer>(`${path}/plan`);
  if (plan.data === undefined) return <LoadState loaded={plan} />;
  return <PlanForm key={campaign.campaignId} answer={plan.data} list={list.data} campaign={campaign} onGo={onGo} />;
}

interface PlanFormProps extends Pick<CampaignStepProps, 'campaign' | 'onGo'> {
  readonly answer: PlanAnswer;
  readonly list: ListHealth | undefined;
}

function PlanForm({ answer, list, campaign: { campaignId }, onGo }: PlanFormProps) {
  const { t } = useTranslation();
  const [draft, change, forget] = useDraft<PlanDraft>(`${campaignId}.plan`, draftOf(answer));
  const stepForm = useStepForm();
  const { form, isBusy, wrong, submit } = stepForm;
  const act = async () => {
    await api('PATCH', `/api/campaigns/${campaignId}/plan`, planOf(draft, answer.plan));
    forget();
    onGo('offer');
  };
  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(act)}>
      <SegmentTable names={segmentNames(list, answer.plan)} list={list} draft={draft} wrong={wrong} onChange={change} />
      <TextField
        label={t('campaigns.holdOut')}
        hint={t('campaigns.holdOutHint')}
        problem={wrong('holdOut.share') ?? wrong('holdOut')}
        inputMode="decimal"
        value={draft.holdOut}
        onText={(text) => change({ holdOut: text })}
      />
      <fieldset>
        <legend>{t('campaigns.ends')}</legend>
        <div className="step-fields">
          {ends.map((end) => (
            <TextField
              key={end}
              label={t(`campaigns.end.${end}`)}
              problem={wrong(endFields[end])}
              inputMode="decimal"
              value={draft[end]}
              onText={(text) => change({ [end]: text })}
            />
          ))}
        </div>
      </fieldset>
      <TextField
        label={t('campaigns.reason')}
        hint={t('campaigns.reasonHint')}
        problem={wrong('reason')}
        maxLength={500}
        value={draft.reason}
        onText={(text) => change({ reason: text })}
      />
      <StepButtons step="segments" isBusy={isBusy} onBack={onGo} onSkip={() => onGo('offer')} />
    </form>
  );
}

interface SegmentTableProps {
  readonly names: readonly string[];
  readonly list: ListHealth | undefined;
  readonly draft: PlanDraft;
  readonly wrong: StepForm['wrong'];
  readonly onChange: (part: Partial<PlanDraft>) => void;
}

function SegmentTable({ names, list, draft, wrong, onChange }: SegmentTableProps) {
  const { t } = useTranslation();
  if (names.length === 0) return <p className="muted">{t('campaigns.noSegment')}</p>;
  return (
    <div className="wide-table">
      <table className="plain">
        <caption>{t('campaigns.segments')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('campaigns.segment')}</th>
            <th scope="col" className="number">
              {t('campaigns.health.waiting')}
            </th>
            <th scope="col">{t('campaigns.weight')}</th>
            <th scope="col">{t('campaigns.quota')}</th>
          </tr>
        </thead>
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="number">{list?.segments.find(({ segment }) => segment === name)?.contacts ?? 0}</td>
              <td>
                <CellInput
                  label={t('campaigns.weightOf', { name })}
                  value={draft.weights[name] ?? ''}
                  problem={wrong(`segments.${name}.weight`)}
                  onText={(text) => onChange({ weights: { ...draft.weights, [name]: text } })}
                />
              </td>
              <td>
                <CellInput
                  label={t('campaigns.quotaOf', { name })}
                  value={draft.quotas[name] ?? ''}
                  problem={wrong(`segments.${name}.usefulContacts`)}
                  onText={(text) => onChange({ quotas: { ...draft.quotas, [name]: text } })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="muted">{t('campaigns.weightHint')}</p>
    </div>
  );
}

interface CellInputProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | undefined;
  readonly onText: (text: string) => void;
}

function CellInput({ label, value, problem, onText }: CellInputProps) {
  return (
    <>
      <input
        className="short"
        aria-label={label}
        aria-invalid={problem !== undefined}
        title={problem}
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={({ target }) => onText(target.value)}
      />
      {problem !== undefined && <small className="field-problem">{problem}</small>}
    </>
  );
}
