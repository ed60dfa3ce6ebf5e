import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageSwitch } from './language-switch.tsx';
import { useProblemWords } from './problems.tsx';
import { useSession } from './session.tsx';
import { Icon } from './ui/icon.tsx';

export function LoginPage() {
  const { t } = useTranslation();
  const { logIn } = useSession();
  const wordsOf = useProblemWords();
  const [isBusy, setBusy] = useState(false);
  const [isShown, setShown] = useState(false);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    document.title = `${t('login.title')} · Foyer`;
  }, [t]);

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(undefined);
    try {
      await logIn(String(fields.get('login')).trim(), String(fields.get('password')));
    } catch (refused) {
      setProblem(refused);
      setBusy(false);
    }
  };

  return (
    <main className="login">
      <section className="panel">
        <div className="login-brand">
          <img src="/favicon.svg" alt="" width="48" height="48" />
          <div>
            <h1>Foyer</h1>
            <p>{t('login.intro')}</p>
          </div>
        </div>
        <form onSubmit={(event) => void submit(event)}>
          <label>
            {t('login.login')}
            <input
              name="login"
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              required
              maxLength={200}
            />
          </label>
          <label>
            {t('login.password')}
            <span className="with-button">
              <input
                name="password"
                type={isShown ? 'text' : 'password'}
                autoComplete="current-password"
                required
                maxLength={200}
              />
              <button
                type="button"
                className="quiet"
                aria-label={t('login.show')}
                aria-pressed={isShown}
                onClick={() => setShown(!isShown)}
              >
                <Icon name="eye" />
              </button>
            </span>
          </label>
          <p role="alert" className="form-problem">
            {problem !== undefined && wordsOf(problem)}
          </p>
          <button type="submit" className="primary large" disabled={isBusy}>
            {t(isBusy ? 'login.busy' : 'login.submit')}
          </button>
        </form>
        <LanguageSwitch />
      </section>
    </main>
  );
}
