import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CampaignView, ReportAnswer, SessionView } from '../../src/http/contract/index.ts';
import { isoDay } from '../i18n/managers-format.ts';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { type FigureSet, figureSetNames } from './figure-sets.ts';
import { ReportForm } from './report-form.tsx';
import { ReportPlot } from './report-plot.tsx';
import { queryOf, type ReportQuestion, wrongField } from './report-question.ts';
import { ReportTable } from './report-table.tsx';
import '../ui/managers.css';
import './reports.css';

const FIRST_FIGURE = 'usefulPerHour';

/** The figures of a period, gross and net, as a table, as bars and as a file. */
export function ReportsPage({ who }: { readonly who: SessionView }) {
  const { t, i18n } = useTranslation();
  const today = isoDay(who.clock.now);
  const [question, setQuestion] = useState<ReportQuestion>({
    from: today,
    to: today,
    by: 'total',
    campaignId: '',
    cost: '',
    compare: false,
  });
  const [set, setSet] = useState<FigureSet>('essential');
  const [figure, setFigure] = useState(FIRST_FIGURE);
  const campaigns = useLoaded<{ readonly campaigns: readonly CampaignView[] }>('/api/campaigns');
  const wrong = wrongField(question);
  const query = queryOf(question, i18n.language);
  const loaded = useLoaded<ReportAnswer>(wrong === undefined ? `/api/reports?${query}` : undefined);
  const report = loaded.data;
  return (
    <div className="reports">
      <div className="page-head">
        <h1>{t('reports.title')}</h1>
        <p className="muted print-only">{t('reports.period', { from: question.from, to: question.to })}</p>
        <span className="report-acts">
          {wrong === undefined && (
            <a className="button" href={`/api/reports.csv?${query}`} download>
              {t('reports.csv')}
            </a>
          )}
          <button type="button" onClick={() => window.print()}>
            {t('reports.print')}
          </button>
        </span>
      </div>
      <ReportForm
        question={question}
        wrong={wrong}
        campaigns={campaigns.data?.campaigns ?? []}
        mayNameAgents={who.role !== 'client'}
        onChange={setQuestion}
      />
      <fieldset className="figure-sets">
        <legend className="hidden">{t('reports.sets')}</legend>
        {figureSetNames.map((name) => (
          <button key={name} type="button" className="small" aria-pressed={name === set} onClick={() => setSet(name)}>
            {t(`reports.setNames.${name}`)}
          </button>
        ))}
      </fieldset>
      {wrong === undefined && <LoadState loaded={loaded} />}
      {report?.groups.length === 0 && <p className="empty">{t('reports.empty')}</p>}
      {report !== undefined && report.groups.length > 0 && (
        <>
          {report.groups.length > 1 && (
            <section className="panel report-plot" aria-label={t('reports.plot')}>
              <ReportPlot report={report} figureId={figure} language={i18n.language} />
            </section>
          )}
          <section className="panel" aria-label={t('reports.table')}>
            <ReportTable report={report} set={set} language={i18n.language} chosen={figure} onChoose={setFigure} />
          </section>
          <p className="muted">{t('reports.note')}</p>
        </>
      )}
    </div>
  );
}
