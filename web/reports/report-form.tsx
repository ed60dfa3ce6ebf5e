import { useTranslation } from 'react-i18next';
import type { CampaignView } from '../../src/http/contract/index.ts';
import { Field } from '../ui/field.tsx';
import { type Grouping, groupings, mayCompare, type ReportQuestion } from './report-question.ts';

interface ReportFormProps {
  readonly question: ReportQuestion;
  readonly wrong: 'from' | 'to' | 'cost' | undefined;
  readonly campaigns: readonly CampaignView[];
  readonly mayNameAgents: boolean;
  readonly onChange: (question: ReportQuestion) => void;
}

/** What is asked for; the answer follows each change at once. */
export function ReportForm({ question, wrong, campaigns, mayNameAgents, onChange }: ReportFormProps) {
  const { t } = useTranslation();
  const problem = (field: 'from' | 'to' | 'cost') => (wrong === field ? t(`reports.wrong.${field}`) : undefined);
  const set = (change: Partial<ReportQuestion>) => onChange({ ...question, ...change });
  return (
    <form className="panel report-form" onSubmit={(event) => event.preventDefault()}>
      <Field label={t('reports.from')} problem={problem('from')}>
        {(aria) => (
          <input {...aria} type="date" value={question.from} onChange={({ target }) => set({ from: target.value })} />
        )}
      </Field>
      <Field label={t('reports.to')} problem={problem('to')}>
        {(aria) => (
          <input {...aria} type="date" value={question.to} onChange={({ target }) => set({ to: target.value })} />
        )}
      </Field>
      <Field label={t('reports.campaign')}>
        {(aria) => (
          <select {...aria} value={question.campaignId} onChange={({ target }) => set({ campaignId: target.value })}>
            <option value="">{t('reports.allCampaigns')}</option>
            {campaigns.map(({ campaignId, name }) => (
              <option key={campaignId} value={campaignId}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={t('reports.grouping')}>
        {(aria) => (
          <select {...aria} value={question.by} onChange={({ target }) => set({ by: target.value as Grouping })}>
            {groupings
              .filter((by) => mayNameAgents || by !== 'agent')
              .map((by) => (
                <option key={by} value={by}>
                  {t(`reports.by.${by}`)}
                </option>
              ))}
          </select>
        )}
      </Field>
      <Field label={t('reports.cost')} problem={problem('cost')}>
        {(aria) => (
          <input
            {...aria}
            inputMode="decimal"
            autoComplete="off"
            placeholder={t('reports.noCost')}
            value={question.cost}
            onChange={({ target }) => set({ cost: target.value })}
          />
        )}
      </Field>
      <label className="report-compare">
        <input
          type="checkbox"
          checked={question.compare && mayCompare(question.by)}
          disabled={!mayCompare(question.by)}
          onChange={({ target }) => set({ compare: target.checked })}
        />
        {t('reports.compare')}
      </label>
    </form>
  );
}
