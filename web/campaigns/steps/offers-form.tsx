import { useTranslation } from 'react-i18next';
import type { PlanAnswer } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { Field } from '../../ui/field.tsx';
import { type Frequency, frequencies, type OfferRow, offersOf, rowsOf, withRow } from '../offer-rows.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { type StepForm, useStepForm } from '../use-step-form.ts';

interface OffersFormProps extends Pick<CampaignStepProps, 'onGo'> {
  readonly campaignId: string;
  readonly plan: PlanAnswer['plan'];
}

/** What a publisher or a club sells for a time, each with its whole price. */
export function OffersForm({ campaignId, plan, onGo }: OffersFormProps) {
  const { t } = useTranslation();
  const first = rowsOf(plan.offers);
  const [draft, change, forget] = useDraft(`${campaignId}.offers`, { rows: first, reason: '' });
  const { form, isBusy, wrong, submit } = useStepForm();
  const { rows, reason } = draft;
  const isChanged = JSON.stringify(rows) !== JSON.stringify(first);
  const act = async () => {
    if (isChanged) {
      await api('PATCH', `/api/campaigns/${campaignId}/plan`, { offers: offersOf(rows), reason });
      forget();
    }
    onGo('script');
  };
  const set = (index: number, part: Partial<OfferRow>) =>
    change({ rows: rows.map((row, at) => (at === index ? { ...row, ...part } : row)) });
  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(act)}>
      <p>{t('campaigns.offersIntro')}</p>
      {rows.map((row, index) => (
        <OfferFields
          key={row.id}
          row={row}
          nth={index + 1}
          wrong={(name) => wrong(`offers.${index}.${name}`)}
          onChange={(part) => set(index, part)}
          onRemove={() => change({ rows: rows.filter((each) => each !== row) })}
        />
      ))}
      <div className="step-buttons">
        <button type="button" onClick={() => change({ rows: withRow(rows) })}>
          {t('campaigns.addOffer')}
        </button>
      </div>
      {isChanged && (
        <TextField
          label={t('campaigns.reason')}
          hint={t('campaigns.reasonHint')}
          problem={wrong('reason')}
          maxLength={500}
          value={reason}
          onText={(text) => change({ reason: text })}
        />
      )}
      <StepButtons step="offer" isBusy={isBusy} onBack={onGo} onSkip={isChanged ? () => onGo('script') : undefined} />
    </form>
  );
}

interface OfferFieldsProps {
  readonly row: OfferRow;
  readonly nth: number;
  readonly wrong: StepForm['wrong'];
  readonly onChange: (part: Partial<OfferRow>) => void;
  readonly onRemove: () => void;
}

function OfferFields({ row, nth, wrong, onChange, onRemove }: OfferFieldsProps) {
  const { t } = useTranslation();
  return (
    <fieldset className="version">
      <legend className="hidden">{t('campaigns.offerNth', { nth })}</legend>
      <div className="step-fields">
        <TextField
          label={t('campaigns.offerTitle')}
          problem={wrong('title')}
          maxLength={100}
          value={row.title}
          onText={(title) => onChange({ title })}
        />
        <TextField
          label={t('campaigns.offerMonths')}
          problem={wrong('months')}
          inputMode="numeric"
          value={row.months}
          onText={(months) => onChange({ months })}
        />
        <Field label={t('campaigns.offerFrequency')} problem={wrong('frequency')}>
          {(aria) => (
            <select
              {...aria}
              value={row.frequency}
              onChange={({ target }) => onChange({ frequency: target.value as Frequency })}
            >
              {frequencies.map((each) => (
                <option key={each} value={each}>
                  {t(`campaigns.frequencies.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <TextField
          label={t('campaigns.offerPrice')}
          problem={wrong('priceCents')}
          inputMode="decimal"
          value={row.price}
          onText={(price) => onChange({ price })}
        />
      </div>
      <button type="button" className="small quiet" aria-label={t('campaigns.removeOffer', { nth })} onClick={onRemove}>
        {t('campaigns.remove')}
      </button>
    </fieldset>
  );
}
