import { useTranslation } from 'react-i18next';
import type { AbandonmentView } from '../../src/http/contract/index.ts';
import { percent } from '../i18n/format.ts';

/** What each rule still allows to abandon, over each of its windows. */
export function Allowance({ views }: { readonly views: readonly AbandonmentView[] }) {
  const { t, i18n } = useTranslation();
  if (views.length === 0) return <p className="muted">{t('cockpit.noAllowance')}</p>;
  const share = (value: number) => percent(value, i18n.language, 1);
  return (
    <div className="wide-table">
      <table className="plain">
        <caption>{t('cockpit.allowance')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('cockpit.rule')}</th>
            <th scope="col">{t('cockpit.window')}</th>
            <th scope="col" className="number">
              {t('cockpit.abandonedOf')}
            </th>
            <th scope="col" className="number">
              {t('cockpit.rate')}
            </th>
            <th scope="col" className="number">
              {t('cockpit.bound')}
            </th>
            <th scope="col" className="number">
              {t('cockpit.limit')}
            </th>
            <th scope="col" className="number">
              {t('cockpit.left')}
            </th>
          </tr>
        </thead>
        <tbody>
          {views.map(({ ruleId, window, counted, of, rate, upperBound, limit, remaining, remainingSure }) => (
            <tr key={`${ruleId} ${window}`} data-risk={remaining > 0 ? undefined : 'over'}>
              <th scope="row">
                <code>{ruleId}</code>
              </th>
              <td className="nowrap">{t(`cockpit.windows.${window}`, { defaultValue: window })}</td>
              <td className="number">{t('cockpit.countedOf', { counted, of })}</td>
              <td className="number">{share(rate)}</td>
              <td className="number">{share(upperBound)}</td>
              <td className="number">{share(limit)}</td>
              <td className="number">{t('cockpit.leftOf', { remaining, sure: remainingSure })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
