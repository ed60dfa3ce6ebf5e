import { useTranslation } from 'react-i18next';
import type { ListHealth } from '../../src/http/contract/index.ts';

/** The health of a list: who waits, under which numbers, and who is not called. */
export function ListFigures({ list }: { readonly list: ListHealth }) {
  const { t } = useTranslation();
  const { states, waiting, noNumber, contacts, complete } = list;
  const figures = [
    ['contacts', contacts],
    ['waiting', waiting.contacts],
    ['neverCalled', waiting.neverCalled],
    ['mobile', waiting.mobile],
    ['fixed', waiting.fixed],
    ['severalNumbers', waiting.severalNumbers],
    ['tired', waiting.tired],
    ['closed', states.closed ?? 0],
    ['suppressed', states.suppressed ?? 0],
    ['held', states.held ?? 0],
    ['noNumber', noNumber],
  ] as const;
  if (contacts === 0) return <p className="empty">{t('campaigns.emptyList')}</p>;
  return (
    <section aria-label={t('campaigns.list')}>
      <dl className="tiles">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`campaigns.health.${name}`)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {!complete && <p className="muted">{t('why.incomplete')}</p>}
    </section>
  );
}
