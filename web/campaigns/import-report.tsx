import { useTranslation } from 'react-i18next';
import type { ImportView } from '../../src/http/contract/index.ts';

const MOST_ROWS = 5;

/** What a whole file has: what is taken, what is not called, and what was refused, each with its reason. */
export function ImportReport({ view }: { readonly view: ImportView }) {
  const { t } = useTranslation();
  const { report, counts, batchId } = view;
  if (report === null) return null;
  const figures = [
    ['received', report.received],
    ['accepted', report.accepted],
    ['suppressed', report.suppressed],
    ['rejected', report.rejected],
    ['added', counts.added],
    ['changed', counts.changed],
    ['vanished', counts.vanished],
  ] as const;
  return (
    <>
      <dl className="tiles">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`campaigns.counts.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Reasons title={t('campaigns.suppressedBecause')} counts={report.suppressedBecause} />
      <Reasons title={t('campaigns.rejectedBecause')} counts={report.rejectedBecause} />
      {report.problems.length > 0 && (
        <ul className="reasons" aria-label={t('campaigns.issues')}>
          {report.problems.map(({ code, count, rows }) => (
            <li key={code}>
              {t('managers.pair', { name: t(`campaigns.codes.${code}`, { defaultValue: code }), value: count })}{' '}
              <small>{t('campaigns.rows', { rows: rows.slice(0, MOST_ROWS).join(', ') })}</small>
            </li>
          ))}
        </ul>
      )}
      {report.rejected > 0 && (
        <a className="button" href={`/api/imports/${batchId}/rejects`} download>
          {t('campaigns.rejects')}
        </a>
      )}
    </>
  );
}

interface ReasonsProps {
  readonly title: string;
  readonly counts: Readonly<Record<string, number>>;
}

export function Reasons({ title, counts }: ReasonsProps) {
  const { t } = useTranslation();
  const told = Object.entries(counts).sort(([, a], [, b]) => b - a);
  if (told.length === 0) return null;
  return (
    <section>
      <h4>{title}</h4>
      <ul className="reasons">
        {told.map(([code, count]) => (
          <li key={code}>
            {t('managers.pair', { name: t(`campaigns.codes.${code}`, { defaultValue: code }), value: count })}
          </li>
        ))}
      </ul>
    </section>
  );
}
