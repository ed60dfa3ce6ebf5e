import { useTranslation } from 'react-i18next';
import type { SessionList } from '../../src/http/contract/index.ts';
import { api } from '../api.ts';
import { dayOf, timeOfDay } from '../i18n/format.ts';
import { useProblems } from '../problems.tsx';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';

/** Where one is signed in, and the end of it. */
export function OwnSessions() {
  const { t, i18n } = useTranslation();
  const { run } = useProblems();
  const loaded = useLoaded<SessionList>('/api/sessions');
  const when = (at: number) => `${dayOf(at, i18n.language)} ${timeOfDay(at, i18n.language)}`;
  const end = (id: string) => run(() => api('DELETE', `/api/sessions/${encodeURIComponent(id)}`)).then(loaded.reload);
  return (
    <section className="panel" aria-labelledby="account-sessions">
      <h2 id="account-sessions">{t('account.sessions.title')}</h2>
      <LoadState loaded={loaded} />
      {loaded.data !== undefined && (
        <div className="wide-table">
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('account.sessions.opened')}</th>
                <th scope="col">{t('account.sessions.used')}</th>
                <th scope="col">{t('account.sessions.place')}</th>
                <th scope="col">
                  <span className="hidden">{t('account.sessions.end')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {loaded.data.sessions.map(({ sessionId, current, openedAt, usedAt, address, program }) => (
                <tr key={sessionId}>
                  <td>{when(openedAt)}</td>
                  <td>{when(usedAt)}</td>
                  <td>
                    {address} <small className="muted">{program}</small>
                  </td>
                  <td>
                    {current ? (
                      t('account.sessions.current')
                    ) : (
                      <button
                        type="button"
                        className="small"
                        aria-label={t('account.sessions.endOf', { when: when(openedAt) })}
                        onClick={() => void end(sessionId)}
                      >
                        {t('account.sessions.end')}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
