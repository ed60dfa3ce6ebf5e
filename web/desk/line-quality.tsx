import { useTranslation } from 'react-i18next';
import { type LineMeasure, type LineVerdict, lineMos, lineVerdict } from '../../src/http/contract/line-verdict.ts';
import { Icon, type IconName } from '../ui/icon.tsx';

const icons: Record<LineVerdict, IconName> = { green: 'check', orange: 'alert', red: 'lineLost' };

/** How the line is: its light in a word, the figures behind it, and what helps. */
export function LineQuality({ measure }: { readonly measure: LineMeasure | undefined }) {
  const { t, i18n } = useTranslation();
  if (measure === undefined)
    return (
      <p className="line-quality">
        {t('softphone.quality')} <small>{t('softphone.notMeasured')}</small>
      </p>
    );
  const verdict = lineVerdict(measure);
  const number = (value: number, digits: number) =>
    new Intl.NumberFormat(i18n.language, { maximumFractionDigits: digits }).format(value);
  const figures = [
    ['rtt', t('softphone.ms', { value: number(measure.rttMs, 0) })],
    ['jitter', t('softphone.ms', { value: number(measure.jitterMs, 0) })],
    ['loss', t('softphone.percent', { value: number(measure.lossPercent, 1) })],
    ['mos', number(lineMos(measure), 1)],
  ] as const;
  return (
    <div className="line-quality" data-verdict={verdict}>
      <p>
        <Icon name={icons[verdict]} />
        {t('softphone.quality')} <strong>{t(`softphone.verdicts.${verdict}`)}</strong>
      </p>
      <dl>
        {figures.map(([name, text]) => (
          <div key={name}>
            <dt>{t(`softphone.${name}`)}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {verdict !== 'green' && <p className="tip">{t(`softphone.tips.${verdict}`)}</p>}
    </div>
  );
}
