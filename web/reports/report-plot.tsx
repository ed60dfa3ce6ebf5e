import { useTranslation } from 'react-i18next';
import type { ReportAnswer } from '../../src/http/contract/index.ts';
import { figureWords } from './figure-words.ts';

/** Bars at most: beyond them the table tells more. */
const MAX_BARS = 40;

interface ReportPlotProps {
  readonly report: ReportAnswer;
  readonly figureId: string;
  readonly language: string;
}

/** One figure of every group as bars, with the interval of a share and the period before where they are known. */
export function ReportPlot({ report, figureId, language }: ReportPlotProps) {
  const { t } = useTranslation();
  const figure = report.figures.find(({ id }) => id === figureId);
  if (figure === undefined) return null;
  const bars = report.groups.slice(0, MAX_BARS).flatMap(({ key, name, values }) => {
    const found = values.find(({ id }) => id === figureId);
    return found === undefined || found.value === null ? [] : [{ key, name, ...found, value: found.value }];
  });
  if (bars.length === 0) return <p className="empty">{t('reports.nothingToDraw')}</p>;
  const top = Math.max(...bars.flatMap(({ value, share, before }) => [value, share?.high ?? 0, before ?? 0])) || 1;
  const width = (value: number) => `${Math.max(0, Math.min(100, (value / top) * 100))}%`;
  return (
    <figure className="bars">
      <figcaption>
        <strong>{figure.title}</strong>
        {bars.some(({ share }) => share !== null) && <span>{t('reports.intervalNote')}</span>}
        {bars.some(({ before }) => before !== null) && <span>{t('reports.beforeNote')}</span>}
      </figcaption>
      <ul>
        {bars.map(({ key, name, value, share, before, difference }) => (
          <li key={key}>
            <span className="bar-name">{name}</span>
            <span className="bar-track" aria-hidden="true">
              <span className="bar" style={{ width: width(value) }} />
              {share !== null && share.whole > 0 && (
                <span
                  className="bar-interval"
                  style={{ left: width(share.low), right: `calc(100% - ${width(share.high)})` }}
                />
              )}
              {before !== null && <span className="bar-before" style={{ left: width(before) }} />}
            </span>
            <span className="bar-value">
              {figureWords(figure.kind, value, language)}
              {before !== null && (
                <small>
                  {' '}
                  {t('reports.before', { value: figureWords(figure.kind, before, language) })}
                  {difference?.beyondChance === true && ` · ${t('reports.beyondChance')}`}
                </small>
              )}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
