import { useTranslation } from 'react-i18next';
import { api } from '../../api.ts';
import { Field } from '../../ui/field.tsx';
import { StepButtons } from '../step-buttons.tsx';
import type { StepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { useStepForm } from '../use-step-form.ts';

/** What the first three steps type together: the campaign is made of it. */
export interface NewDraft {
  readonly clientId: string;
  readonly charityName: string;
  readonly name: string;
  readonly kind: string;
  readonly callerId: string;
  readonly gatewayId: string;
  readonly mode: string;
  readonly reason: string;
}
export const NEW = 'new';
export const emptyDraft: NewDraft = {
  clientId: '',
  charityName: '',
  name: '',
  kind: '',
  callerId: '',
  gatewayId: '',
  mode: 'preview',
  reason: '',
};

/** For whom the calls are made, and what the campaign is called. */
export function CharityStep({ choices, campaign, onChanged, onGo }: StepProps) {
  const { t } = useTranslation();
  const [only] = choices.charities;
  const [draft, change, forget] = useDraft<NewDraft>(campaign?.campaignId ?? NEW, {
    ...emptyDraft,
    clientId: campaign?.clientId ?? only?.clientId ?? '',
    charityName: campaign?.charityName ?? only?.name ?? '',
    name: campaign?.name ?? '',
  });
  const { form, isBusy, wrong, submit } = useStepForm();
  const { clientId, charityName, name, reason } = draft;

  const act = async () => {
    if (campaign === undefined) {
      await api('POST', '/api/campaigns/check', { clientId, charityName, name });
      // Also what was only proposed: the third step makes the campaign of it.
      change({ clientId, charityName, name });
    } else if (charityName !== campaign.charityName || name !== campaign.name) {
      await api('POST', `/api/campaigns/${campaign.campaignId}/set-up`, { charityName, name, reason });
      forget();
      onChanged();
    }
    onGo('template');
  };
  const choose = (id: string) =>
    change({ clientId: id, charityName: choices.charities.find((each) => each.clientId === id)?.name ?? '' });

  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(act)}>
      {campaign === undefined && (
        <Field label={t('campaigns.charity')} problem={wrong('clientId')}>
          {(aria) => (
            <select {...aria} value={clientId} onChange={({ target }) => choose(target.value)}>
              {choices.charities.map((each) => (
                <option key={each.clientId} value={each.clientId}>
                  {each.name ?? t('campaigns.unnamed')}
                </option>
              ))}
              {choices.newClientId !== null && <option value={choices.newClientId}>{t('campaigns.newCharity')}</option>}
            </select>
          )}
        </Field>
      )}
      <TextField
        label={t('campaigns.charityName')}
        hint={t('campaigns.charityNameHint')}
        problem={wrong('charityName')}
        maxLength={120}
        value={charityName}
        onText={(text) => change({ charityName: text })}
      />
      <TextField
        label={t('campaigns.name')}
        hint={t('campaigns.nameHint')}
        problem={wrong('name')}
        maxLength={120}
        value={name}
        onText={(text) => change({ name: text })}
      />
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
      <StepButtons step="charity" isBusy={isBusy} onBack={onGo} />
    </form>
  );
}
