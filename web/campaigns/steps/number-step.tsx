import { useTranslation } from 'react-i18next';
import type { CallerIdList, DialingMode, PlanAnswer } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { percent } from '../../i18n/format.ts';
import { inLanguage } from '../../i18n/managers-format.ts';
import { Field } from '../../ui/field.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { StepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { useStepForm } from '../use-step-form.ts';
import { emptyDraft, NEW, type NewDraft } from './charity-step.tsx';

const modes: readonly DialingMode[] = ['preview', 'progressive', 'predictive', 'manual'];

/** The number that donors see, and by which carrier the calls go: with it the campaign is made. */
export function NumberStep({ choices, campaign, onChanged, onGo }: StepProps) {
  const { t } = useTranslation();
  const [draft, change, forget] = useDraft<NewDraft>(campaign?.campaignId ?? NEW, {
    ...emptyDraft,
    callerId: campaign?.callerId ?? choices.numbers[0]?.callerId ?? '',
    gatewayId: campaign?.gatewayId ?? choices.gateways[0] ?? '',
  });
  const { form, isBusy, wrong, submit } = useStepForm();
  const { callerId, gatewayId, mode, reason } = draft;

  const make = async () => {
    const { clientId, charityName, name, kind } = draft;
    const made = await api<PlanAnswer>('POST', '/api/campaigns', {
      ...{ clientId, charityName, name, kind, mode, gatewayId, reason },
      callerId: plainNumber(callerId),
    });
    forget();
    onGo('file', made.campaignId);
  };
  const alter = async () => {
    if (campaign === undefined) return;
    if (plainNumber(callerId) !== campaign.callerId || gatewayId !== campaign.gatewayId) {
      const body = { callerId: plainNumber(callerId), gatewayId, reason };
      await api('POST', `/api/campaigns/${campaign.campaignId}/set-up`, body);
      forget();
      onChanged();
    }
    onGo('file');
  };

  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(campaign === undefined ? make : alter)}>
      <TextField
        label={t('campaigns.callerId')}
        hint={t('campaigns.callerIdHint')}
        problem={wrong('callerId')}
        inputMode="tel"
        list="known-numbers"
        value={callerId}
        onText={(text) => change({ callerId: text })}
      />
      <datalist id="known-numbers">
        {choices.numbers.map(({ callerId: known, campaigns }) => (
          <option key={known} value={known}>
            {campaigns.join(', ')}
          </option>
        ))}
      </datalist>
      <NumberHealth callerId={plainNumber(callerId)} />
      <TextField
        label={t('campaigns.gateway')}
        hint={t('campaigns.gatewayHint', { gateways: choices.gateways.join(', ') || '–' })}
        problem={wrong('gatewayId')}
        value={gatewayId}
        maxLength={60}
        onText={(text) => change({ gatewayId: text })}
      />
      {campaign === undefined && (
        <Field label={t('campaigns.mode')} hint={t('campaigns.modeHint')} problem={wrong('mode')}>
          {(aria) => (
            <select {...aria} value={mode} onChange={({ target }) => change({ mode: target.value })}>
              {modes.map((each) => (
                <option key={each} value={each}>
                  {t(`modes.${each}`)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <TextField
        label={t('campaigns.reason')}
        hint={t('campaigns.reasonHint')}
        problem={wrong('reason')}
        maxLength={500}
        value={reason}
        onText={(text) => change({ reason: text })}
      />
      <StepButtons
        step="number"
        isBusy={isBusy}
        onBack={onGo}
        submit={campaign === undefined ? 'campaigns.make' : 'campaigns.next'}
      />
    </form>
  );
}

/** As people write a number, without what only helps the eye. */
function plainNumber(text: string): string {
  return text.replaceAll(/[\s.()-]/gu, '');
}

/** How this number has been answered, where it is shown already. */
function NumberHealth({ callerId }: { readonly callerId: string }) {
  const { t, i18n } = useTranslation();
  const loaded = useLoaded<CallerIdList>('/api/caller-ids');
  const found = loaded.data?.callerIds.find((each) => each.callerId === callerId);
  if (found === undefined) return null;
  const { recent, past, words } = found;
  const share = (value: number | null) => percent(value, i18n.language);
  return (
    <p className={words === null ? 'muted' : 'notice'}>
      {t('why.number', { number: callerId, recent: share(recent.value), past: share(past.value) })}{' '}
      {words !== null && inLanguage(words, i18n.language)}
    </p>
  );
}
