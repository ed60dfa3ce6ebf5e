import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SessionView } from '../../src/http/contract/index.ts';
import { LanguageSwitch } from '../language-switch.tsx';
import { useProblems } from '../problems.tsx';
import { useSession } from '../session.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { OwnSessions } from './session-list.tsx';
import '../ui/managers.css';
import './account.css';

/** Everybody's own page; all there is while a second factor is owed. */
export function AccountPage({ who }: { readonly who: SessionView }) {
  const { t } = useTranslation();
  const { logOut } = useSession();
  const { run } = useProblems();
  const isOwed = who.secondFactor === 'owed';
  useEffect(() => {
    document.title = `${t('account.title')} · Foyer`;
  }, [t]);
  return (
    <main className="account" id="content">
      <header>
        <h1>{t('account.title')}</h1>
        <span>
          {who.displayName} · {t(`roles.${who.role}`)}
        </span>
        <LanguageSwitch />
        {!isOwed && <a href="/">{t('account.back')}</a>}
        <button type="button" onClick={() => void run(logOut)}>
          {t('app.logout')}
        </button>
      </header>
      {isOwed && (
        <p className="notice" role="status">
          {t('account.owed')}
        </p>
      )}
      {isOwed ? (
        <>
          <SecondFactor onReady={() => location.assign('/')} />
          <Passkeys onReady={() => location.assign('/')} />
        </>
      ) : (
        <>
          <SecondFactor />
          <Passkeys />
        </>
      )}
      {!isOwed && (
        <>
          <PasswordForm />
          <OwnSessions />
        </>
      )}
    </main>
  );
}
