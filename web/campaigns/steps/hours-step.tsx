import { useTranslation } from 'react-i18next';
import type { CampaignView, LimitList } from '../../../src/http/contract/index.ts';
import { api } from '../../api.ts';
import { HeatPanel } from '../../cockpit/heat-map.tsx';
import { inLanguage } from '../../i18n/managers-format.ts';
import { Field } from '../../ui/field.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { useLoaded } from '../../ui/use-loaded.ts';
import { StepButtons } from '../step-buttons.tsx';
import type { CampaignStepProps } from '../step-props.ts';
import { TextField } from '../text-field.tsx';
import { useDraft } from '../use-draft.ts';
import { useStepForm } from '../use-step-form.ts';
import '../../cockpit/cockpit.css';

type Basis = CampaignView['basis'];

const options = {
  purpose: ['donation', 'commercial', 'survey'],
  callerType: ['paid_agency', 'charity_own_staff'],
  profile: ['statutory', 'recommended'],
  audience: ['', 'prospect', 'donor', 'lapsed_donor', 'member', 'volunteer', 'customer'],
} as const satisfies Record<keyof Basis, readonly string[]>;
const names = ['purpose', 'callerType', 'profile', 'audience'] as const;

/** On what footing the calls are made: from it, and from each number, follow the lawful hours. */
export function HoursStep({ campaign, onGo }: CampaignStepProps) {
  const { campaignId } = campaign;
  const loaded = useLoaded<{ readonly campaign: CampaignView }>(`/api/campaigns/${campaignId}`);
  if (loaded.data === undefined) return <LoadState loaded={loaded} />;
  return (
    <>
      <BasisForm campaignId={campaignId} basis={loaded.data.campaign.basis} onGo={onGo} />
      <HeatPanel campaignId={campaignId} />
      <Limits />
    </>
  );
}

interface BasisFormProps extends Pick<CampaignStepProps, 'onGo'> {
  readonly campaignId: string;
  readonly basis: Basis;
}

function BasisForm({ campaignId, basis, onGo }: BasisFormProps) {
  const { t } = useTranslation();
  const before = { ...basis, audience: basis.audience ?? '', reason: '' };
  const [draft, change, forget] = useDraft<Record<keyof typeof before, string>>(`${campaignId}.basis`, before);
  const { form, isBusy, wrong, submit } = useStepForm();
  const isChanged = names.some((name) => draft[name] !== before[name]);
  const act = async () => {
    if (isChanged) {
      const { audience, ...said } = draft;
      await api('POST', `/api/campaigns/${campaignId}/basis`, { ...said, audience: audience === '' ? null : audience });
      forget();
    }
    onGo('recording');
  };
  return (
    <form ref={form} className="step-form" noValidate onSubmit={submit(act)}>
      <div className="step-fields">
        {names.map((name) => (
          <Field key={name} label={t(`campaigns.basis.${name}`)} problem={wrong(name)}>
            {(aria) => (
              <select {...aria} value={draft[name]} onChange={({ target }) => change({ [name]: target.value })}>
                {options[name].map((option) => (
                  <option key={option} value={option}>
                    {t(`campaigns.basisOf.${option === '' ? 'unsaid' : option}`)}
                  </option>
                ))}
              </select>
            )}
          </Field>
        ))}
      </div>
      {isChanged && (
        <TextField
          label={t('campaigns.reason')}
          hint={t('campaigns.reasonHint')}
          problem={wrong('reason')}
          maxLength={500}
          value={draft.reason}
          onText={(text) => change({ reason: text })}
        />
      )}
      <StepButtons step="hours" isBusy={isBusy} onBack={onGo} />
    </form>
  );
}

/** How often a donor may be called: the house's own limits, within the law. */
function Limits() {
  const { t, i18n } = useTranslation();
  const loaded = useLoaded<LimitList>('/api/limits');
  const { data } = loaded;
  if (data === undefined) return <LoadState loaded={loaded} />;
  return (
    <section>
      <h3>{t('campaigns.limits')}</h3>
      <ul className="reasons">
        {data.limits.map(({ limit, title, byDefault, valueIn }) => {
          const set = data.settings.find((each) => each.limit === limit)?.value ?? byDefault;
          return (
            <li key={limit}>
              {t('managers.pair', {
                name: inLanguage(title, i18n.language),
                value: t(`campaigns.limitIn.${valueIn}`, { count: set }),
              })}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
