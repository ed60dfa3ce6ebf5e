import { useTranslation } from 'react-i18next';
import type { Invited } from './invite.ts';

/** Where the link went, or the link itself. */
export function InvitedNote({ invited: { displayName, sentTo, url } }: { readonly invited: Invited }) {
  const { t } = useTranslation();
  return (
    <p role="status" className="notice">
      {url === null ? (
        t('accounts.sent', { name: displayName, to: sentTo ?? '' })
      ) : (
        <span>
          {t('accounts.handOver', { name: displayName })} <code className="secret-text">{url}</code>
        </span>
      )}
    </p>
  );
}
