import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../src/http/contract/index.ts';
import { ChangedList } from '../cockpit/changes-panel.tsx';
import { dayAndTime } from '../i18n/managers-format.ts';
import { Field } from '../ui/field.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { type TrailEntry, type TrailFilter, trailOf } from './trail.ts';
import { useTrail } from './use-trail.ts';
import '../ui/managers.css';
import './audit.css';

const kinds: readonly TrailEntry['kind'][] = ['pacing', 'mode', 'objective', 'set-up', 'account'];
/** Rows drawn at most: beyond them a word finds more than an eye. */
const MAX_ROWS = 200;

/** The trail of changes: before, after, who, when and why. */
export function AuditPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const loaded = useTrail(who.role);
  const [filter, setFilter] = useState<TrailFilter>({ kind: '', text: '' });
  const entries = loaded.data === undefined ? undefined : trailOf(loaded.data, filter);
  return (
    <div className="audit">
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <button type="button" onClick={loaded.reload} disabled={loaded.isLoading}>
          {t(loaded.isLoading ? 'managers.loading' : 'audit.again')}
        </button>
      </div>
      <form className="audit-filter" onSubmit={(event) => event.preventDefault()}>
        <Field label={t('audit.kind')}>
          {(aria) => (
            <select
              {...aria}
              value={filter.kind}
              onChange={({ target }) => setFilter({ ...filter, kind: target.value as TrailFilter['kind'] })}
            >
              <option value="">{t('audit.allKinds')}</option>
              {kinds
                .filter((kind) => kind !== 'account' || who.role === 'administrator')
                .map((kind) => (
                  <option key={kind} value={kind}>
                    {t(`changes.kinds.${kind}`)}
                  </option>
                ))}
            </select>
          )}
        </Field>
        <Field label={t('audit.search')}>
          {(aria) => (
            <input
              {...aria}
              type="search"
              value={filter.text}
              onChange={({ target }) => setFilter({ ...filter, text: target.value })}
            />
          )}
        </Field>
        <p role="status">{entries !== undefined && t('audit.found', { count: entries.length })}</p>
      </form>
      <LoadState loaded={loaded} />
      {entries?.length === 0 && (
        <p className="empty">{t(loaded.data?.length === 0 ? 'audit.none' : 'audit.noneFit')}</p>
      )}
      {entries !== undefined && entries.length > 0 && <TrailTable entries={entries.slice(0, MAX_ROWS)} />}
    </div>
  );
}

function TrailTable({ entries }: { readonly entries: readonly TrailEntry[] }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="panel wide-table">
      <table className="plain trail">
        <caption className="hidden">{t('audit.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.what')}</th>
            <th scope="col">{t('audit.change')}</th>
            <th scope="col">{t('audit.why')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id}>
              <td>
                <time dateTime={new Date(entry.at).toISOString()}>{dayAndTime(entry.at, i18n.language)}</time>
              </td>
              <td>{entry.who ?? t('changes.nobody')}</td>
              <th scope="row">
                {entry.about}
                <small>
                  {t(`changes.kinds.${entry.kind}`)}
                  {entry.act !== null && ` · ${t(`audit.acts.${entry.act}`, { defaultValue: entry.act })}`}
                </small>
              </th>
              <td>
                <ChangedList change={entry} />
              </td>
              <td>{entry.why ?? <span className="muted">{t('audit.noReason')}</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
