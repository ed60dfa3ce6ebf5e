import { useTranslation } from 'react-i18next';
import type { ChangeList } from '../../src/http/contract/index.ts';
import { percent } from '../i18n/format.ts';
import { dayAndTime, decimal } from '../i18n/managers-format.ts';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';
import { changedValues, valueWords } from './change-words.ts';

type Change = ChangeList['changes'][number];

/** What was changed of a campaign's pace, by whom and why, and what was measured before and after. */
export function ChangesPanel({ campaignId }: { readonly campaignId: string }) {
  const { t } = useTranslation();
  const loaded = useLoaded<ChangeList>(`/api/campaigns/${campaignId}/changes`, 15_000);
  const changes = loaded.data?.changes;
  return (
    <div className="changes">
      <LoadState loaded={loaded} />
      {changes?.length === 0 && <p className="empty">{t('changes.none')}</p>}
      {changes?.map((change) => (
        <ChangeCard key={change.changeId} change={change} />
      ))}
    </div>
  );
}

function ChangeCard({ change }: { readonly change: Change }) {
  const { t, i18n } = useTranslation();
  const { at, actorName, kind, reason, hours } = change;
  return (
    <article>
      <header>
        <strong>{t(`changes.kinds.${kind}`)}</strong>
        <small>
          {dayAndTime(at, i18n.language)} · {actorName ?? t('changes.nobody')}
        </small>
      </header>
      <ChangedList change={change} />
      <p className={reason === null ? 'muted' : undefined}>{reason ?? t('changes.noReason')}</p>
      {hours > 0 ? <BeforeAfter change={change} /> : <p className="muted">{t('changes.tooEarly')}</p>}
    </article>
  );
}

export function ChangedList({ change }: { readonly change: Pick<Change, 'from' | 'to'> }) {
  const { t, i18n } = useTranslation();
  return (
    <ul className="changed">
      {changedValues(change).map(({ name, from, to }) => (
        <li key={name}>
          {t(`changes.names.${name}`, { defaultValue: name })} : <s>{words(name, from)}</s>{' '}
          <span className="hidden">{t('changes.became')}</span>
          <span aria-hidden="true">→</span> <strong>{words(name, to)}</strong>
        </li>
      ))}
    </ul>
  );

  function words(name: string, value: string | number | null): string {
    if (name === 'mode' && typeof value === 'string') return t(`modes.${value}`, { defaultValue: value });
    if (value === null) return t('changes.unset');
    return valueWords(name, value, i18n.language);
  }
}

function BeforeAfter({ change: { before, after, differences, hours } }: { readonly change: Change }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const rows = [
    ['usefulPerHour', decimal(before.usefulPerHour, language), decimal(after.usefulPerHour, language)],
    ['occupancy', percent(before.occupancy, language), percent(after.occupancy, language)],
    ['abandonment', percent(before.abandonment.value, language, 1), percent(after.abandonment.value, language, 1)],
    ['agreement', percent(before.agreement.value, language, 1), percent(after.agreement.value, language, 1)],
  ] as const;
  return (
    <>
      <dl className="before-after">
        {rows.map(([name, was, is]) => (
          <div key={name}>
            <dt>{t(`changes.figures.${name}`)}</dt>
            <dd>
              {was} → {is}
              {differences[name]?.beyondChance === true && <small>{t('changes.beyondChance')}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('changes.hours', { count: hours })}</p>
    </>
  );
}
