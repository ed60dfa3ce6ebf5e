import { useTranslation } from 'react-i18next';
import type { BlockedView, WhyAnswer } from '../../src/http/contract/index.ts';
import { percent } from '../i18n/format.ts';
import { clockTime, dayAndTime, decimal, inLanguage } from '../i18n/managers-format.ts';
import { Icon } from '../ui/icon.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { Allowance } from './allowance.tsx';

/** Why nothing, or not more, is being dialed. */
export function WhyPanel({ campaignId }: { readonly campaignId: string }) {
  const { t, i18n } = useTranslation();
  const loaded = useLoaded<WhyAnswer>(`/api/campaigns/${campaignId}/why`);
  const { data, isLoading, reload } = loaded;
  return (
    <div className="why">
      <div className="pace-buttons">
        <button type="button" onClick={reload} disabled={isLoading}>
          {t(isLoading ? 'why.busy' : 'why.again')}
        </button>
        {data !== undefined && <small>{t('why.at', { at: clockTime(data.at, i18n.language) })}</small>}
      </div>
      <LoadState loaded={loaded} waiting={t('why.busy')} />
      {data !== undefined && (
        <>
          <Reasons why={data} />
          <Blocked blocked={data.contacts.blocked} />
          <Allowance views={data.abandonment} />
          <CallerIdHealth health={data.callerId} />
        </>
      )}
    </div>
  );
}

function Reasons({ why }: { readonly why: WhyAnswer }) {
  const { t, i18n } = useTranslation();
  const { reasons, contacts, calls } = why;
  return (
    <section aria-label={t('why.reasons')}>
      {reasons.length === 0 ? (
        <p className="good">
          <Icon name="check" />
          {t('why.nothingStops', { count: calls ?? 0 })}
        </p>
      ) : (
        <ul className="reasons">
          {reasons.map(({ code, words, until }) => (
            <li key={code}>
              <Icon name="alert" />
              <span>
                {inLanguage(words, i18n.language)}
                {until !== null && <small> {t('why.until', { at: dayAndTime(until, i18n.language) })}</small>}
              </span>
            </li>
          ))}
        </ul>
      )}
      <p>
        {t('why.callable', { count: contacts.callable, looked: contacts.looked })}
        {!contacts.complete && ` ${t('why.incomplete')}`}
      </p>
    </section>
  );
}

export function Blocked({ blocked }: { readonly blocked: readonly BlockedView[] }) {
  const { t, i18n } = useTranslation();
  if (blocked.length === 0) return <p className="muted">{t('why.nobodyBlocked')}</p>;
  return (
    <div className="wide-table">
      <table className="plain">
        <caption>{t('why.blocked')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('why.cause')}</th>
            <th scope="col" className="number">
              {t('why.contacts')}
            </th>
            <th scope="col">{t('why.freeAt')}</th>
          </tr>
        </thead>
        <tbody>
          {blocked.map(({ cause, ruleId, confidence, words, contacts, nextAt }) => (
            <tr key={ruleId ?? cause}>
              <th scope="row">
                {inLanguage(words, i18n.language)}
                {ruleId !== null && (
                  <small>
                    {' '}
                    <code>{ruleId}</code>
                    {confidence === 'memory' && ` · ${t('why.toConfirm')}`}
                  </small>
                )}
              </th>
              <td className="number">{decimal(contacts, i18n.language, 0)}</td>
              <td className="nowrap">{nextAt === null ? t('why.never') : dayAndTime(nextAt, i18n.language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function CallerIdHealth({ health }: { readonly health: WhyAnswer['callerId'] }) {
  const { t, i18n } = useTranslation();
  if (health === null) return null;
  const { callerId, recent, past, words } = health;
  return (
    <p className={words === null ? 'muted' : 'notice'}>
      {t('why.number', {
        number: callerId,
        recent: percent(recent.value, i18n.language),
        past: percent(past.value, i18n.language),
      })}
      {words !== null && ` ${inLanguage(words, i18n.language)}`}
    </p>
  );
}
