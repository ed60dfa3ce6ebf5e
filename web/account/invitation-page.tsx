import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { LanguageSwitch } from '../language-switch.tsx';
import { useProblemWords } from '../problems.tsx';
import { LEAST_PASSWORD } from './password-form.tsx';

/** Where a one-time link leads: its owner sets the password, and then logs in as at any other time. */
export function InvitationPage() {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${t('invitation.title')} · Foyer`;
  }, [t]);
  return (
    <main className="login">
      <section className="panel">
        <div className="login-brand">
          <img src="/favicon.svg" alt="" width="48" height="48" />
          <div>
            <h1>{t('invitation.title')}</h1>
            <p>{t('invitation.intro')}</p>
          </div>
        </div>
        <InvitationForm />
        <LanguageSwitch />
      </section>
    </main>
  );
}

function InvitationForm() {
  const { t } = useTranslation();
  const wordsOf = useProblemWords();
  const [problem, setProblem] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const [login, setLogin] = useState<string>();

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const password = String(fields.get('password'));
    if (password.length < LEAST_PASSWORD) return setProblem(t('invitation.short', { least: LEAST_PASSWORD }));
    if (password !== String(fields.get('again'))) return setProblem(t('invitation.different'));
    setBusy(true);
    setProblem(undefined);
    try {
      // Behind the #: the secret is in no log of any server on the way.
      const token = location.hash.slice(1);
      const set = await api<{ login: string }>('POST', '/api/session/invitation', { token, password });
      history.replaceState(null, '', '/invitation');
      setLogin(set.login);
    } catch (refused) {
      setProblem(wordsOf(refused));
      setBusy(false);
    }
  };

  if (login !== undefined)
    return (
      <p role="status">
        {t('invitation.done', { login })} <a href="/">{t('invitation.goOn')}</a>
      </p>
    );
  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      {(['password', 'again'] as const).map((name) => (
        <label key={name}>
          {t(`invitation.${name}`)}
          <input
            name={name}
            type="password"
            autoComplete="new-password"
            required
            maxLength={128}
            aria-invalid={problem !== undefined}
            aria-describedby="invitation-problem"
          />
        </label>
      ))}
      <p role="alert" className="form-problem" id="invitation-problem">
        {problem}
      </p>
      <button type="submit" className="primary large" disabled={isBusy}>
        {t('invitation.submit')}
      </button>
    </form>
  );
}
