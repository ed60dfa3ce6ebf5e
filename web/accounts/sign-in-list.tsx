import { useTranslation } from 'react-i18next';
import type { AccountView, SignInsAnswer } from '../../src/http/contract/index.ts';
import { dayAndTime } from '../i18n/managers-format.ts';
import { LoadState } from '../ui/load-state.tsx';
import { useLoaded } from '../ui/use-loaded.ts';

/** Who came in and who was refused, of late. */
export function SignInList({ accounts }: { readonly accounts: readonly AccountView[] }) {
  const { t, i18n } = useTranslation();
  const loaded = useLoaded<SignInsAnswer>('/api/audit/sign-ins');
  const names = new Map(accounts.map(({ userId, displayName }) => [userId, displayName]));
  const who = (userId: string | null, mark: string | null) => {
    if (userId !== null) return names.get(userId) ?? userId;
    return mark === null ? '' : t('accounts.signIns.nobody', { mark });
  };
  return (
    <section className="panel" aria-labelledby="accounts-sign-ins">
      <h2 id="accounts-sign-ins">{t('accounts.signIns.title')}</h2>
      <p>{t('accounts.signIns.intro')}</p>
      <LoadState loaded={loaded} />
      {loaded.data !== undefined && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
        <section className="wide-table sign-ins" tabIndex={0} aria-label={t('accounts.signIns.title')}>
          <table className="plain">
            <thead>
              <tr>
                {(['at', 'what', 'who', 'from'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t(`accounts.signIns.${head}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {loaded.data.events.map(({ eventId, at, what, userId, loginMark, address, program }) => (
                <tr key={eventId}>
                  <td>{dayAndTime(at, i18n.language)}</td>
                  <td>{t(`accounts.signIns.whats.${what}`)}</td>
                  <td>{who(userId, loginMark)}</td>
                  <td>
                    {address} <small className="muted">{program}</small>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
