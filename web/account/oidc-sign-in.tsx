import { useTranslation } from 'react-i18next';
import type { SignInWays } from '../../src/http/contract/index.ts';
import { useLoaded } from '../ui/use-loaded.ts';

const refusals = ['refused', 'unknown', 'weak', 'unreachable'] as const;

/** The way by the organisation's own identity provider, where one is set. */
export function OidcSignIn() {
  const { t } = useTranslation();
  const { data } = useLoaded<SignInWays>('/api/session/ways');
  const told = new URLSearchParams(location.search).get('oidc');
  const because = refusals.find((each) => each === told);
  if (data === undefined || data.oidc === null) return null;
  return (
    <div className="other-ways">
      {because !== undefined && (
        <p role="alert" className="form-problem">
          {t(`oidc.${because}`)}
        </p>
      )}
      <a className="button large" href="/api/session/oidc">
        {t('oidc.signIn', { name: data.oidc.name })}
      </a>
    </div>
  );
}
