import { useTranslation } from 'react-i18next';
import type { WhatIfAnswer } from '../../src/http/contract/index.ts';
import { percent, shortLength } from '../i18n/format.ts';
import { clockTime, decimal } from '../i18n/managers-format.ts';
import { type Interval, isClear, type Measure, measures, perHour, scaleOf } from './what-if-question.ts';

interface ForecastProps {
  readonly answer: WhatIfAnswer;
  readonly language: string;
  readonly isStale: boolean;
}

/** Each measure as it would be now and with what is tried: intervals on one scale, and their difference. */
export function Forecast({ answer, language, isStale }: ForecastProps) {
  const { t } = useTranslation();
  const minutes = Math.round(answer.durationMs / 60_000);
  return (
    <section className="forecast" aria-label={t('whatIf.forecast')} data-stale={isStale || undefined}>
      <p>
        {t('whatIf.basis', { count: answer.replications, minutes, at: clockTime(answer.startAt, language) })}{' '}
        <span className="legend-now">{t('whatIf.now')}</span> <span className="legend-tried">{t('whatIf.tried')}</span>
      </p>
      <div className="wide-table">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('whatIf.measure')}</th>
              <th scope="col" className="number">
                {t('whatIf.happened')}
              </th>
              <th scope="col">{t('whatIf.interval')}</th>
              <th scope="col" className="number">
                {t('whatIf.difference')}
              </th>
            </tr>
          </thead>
          <tbody>
            {measures.map((measure) => (
              <MeasureRow key={measure} measure={measure} answer={answer} language={language} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface MeasureRowProps {
  readonly measure: Measure;
  readonly answer: WhatIfAnswer;
  readonly language: string;
}

function MeasureRow({ measure, answer, language }: MeasureRowProps) {
  const { t } = useTranslation();
  const hourly = (interval: Interval) => perHour(measure, interval, answer.durationMs);
  const [now, tried] = [hourly(answer.now[measure]), hourly(answer.tried[measure])];
  const difference = hourly(answer.difference[measure]);
  const past = answer.happened[measure];
  const happened = perHour(measure, { low: past, median: past, high: past }, Math.max(1, answer.happenedMs)).median;
  const words = (value: number) => wordsOf(measure, value, language);
  const place = scaleOf([now, tried]);
  return (
    <tr>
      <th scope="row">{t(`whatIf.measures.${measure}`)}</th>
      <td className="number">{words(happened)}</td>
      <td className="interval-cell">
        <IntervalBar name={t('whatIf.now')} kind="now" interval={now} place={place} words={words} />
        <IntervalBar name={t('whatIf.tried')} kind="tried" interval={tried} place={place} words={words} />
      </td>
      <td className="number" data-clear={isClear(difference) || undefined}>
        <strong>{isClear(difference) ? signed(difference.median, words) : t('whatIf.same')}</strong>
        <small>
          {signed(difference.low, words)} {t('whatIf.to')} {signed(difference.high, words)}
        </small>
      </td>
    </tr>
  );
}

interface IntervalBarProps {
  readonly name: string;
  readonly kind: 'now' | 'tried';
  readonly interval: Interval;
  readonly place: (value: number) => number;
  readonly words: (value: number) => string;
}

function IntervalBar({ name, kind, interval: { low, median, high }, place, words }: IntervalBarProps) {
  return (
    <div className="interval" data-kind={kind}>
      <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
        <rect x={place(low)} y="2" width={Math.max(0.8, place(high) - place(low))} height="6" rx="1" />
        <rect className="median" x={place(median) - 0.4} y="0" width="0.8" height="10" />
      </svg>
      <span>
        <span className="hidden">{name} : </span>
        <b>{words(median)}</b> <small>({`${words(low)} – ${words(high)}`})</small>
      </span>
    </div>
  );
}

function signed(value: number, words: (value: number) => string): string {
  return `${value > 0 ? '+' : value < 0 ? '−' : ''}${words(Math.abs(value))}`;
}

function wordsOf(measure: Measure, value: number, language: string): string {
  if (measure === 'waitMs') return shortLength(value, language);
  if (measure === 'utilisation' || measure === 'abandonment') return percent(value, language, 1);
  return decimal(value, language, measure === 'usefulPerHour' ? 1 : 0);
}
