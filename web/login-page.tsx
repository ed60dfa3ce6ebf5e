import { type SubmitEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeFields, PasswordFields, type Typed } from './account/login-fields.tsx';
import { OidcSignIn } from './account/oidc-sign-in.tsx';
import { PasskeySignIn } from './account/passkey-sign-in.tsx';
import { RecoveryForm } from './account/recovery-form.tsx';
import { ApiProblem } from './api.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { useProblemWords } from './problems.tsx';
import { useSession } from './session.tsx';
import './account/account.css';

const NOTHING: Typed = { login: '', password: '' };

/** Login and password, then the code of the second factor where there is one. */
export function LoginPage() {
  const { t } = useTranslation();
  const [isRecovering, setRecovering] = useState(false);
  useEffect(() => {
    document.title = `${t('login.title')} · Foyer`;
  }, [t]);
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
        {isRecovering ? (
          <RecoveryForm onBack={() => setRecovering(false)} />
        ) : (
          <>
            <LoginForm onForgotten={() => setRecovering(true)} />
            <PasskeySignIn />
            <OidcSignIn />
          </>
        )}
        <LanguageSwitch />
      </section>
    </main>
  );
}

function LoginForm({ onForgotten }: { readonly onForgotten: () => void }) {
  const { t } = useTranslation();
  const { logIn } = useSession();
  const wordsOf = useProblemWords();
  const [typed, setTyped] = useState(NOTHING);
  const [isCodeStep, setCodeStep] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>();

  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    setBusy(true);
    setProblem(undefined);
    try {
      await logIn(typed.login.trim(), typed.password, isCodeStep ? code : undefined);
    } catch (refused) {
      setBusy(false);
      if (refused instanceof ApiProblem && refused.code === 'second-factor-needed') setCodeStep(true);
      else setProblem(refused);
    }
  };
  const back = () => {
    setCodeStep(false);
    setProblem(undefined);
  };
  return (
    <form onSubmit={(event) => void submit(event)}>
      {isCodeStep ? <CodeFields /> : <PasswordFields typed={typed} onTyped={setTyped} />}
      <p role="alert" className="form-problem">
        {problem !== undefined && wordsOf(problem)}
      </p>
      <button type="submit" className="primary large" disabled={isBusy}>
        {t(isBusy ? 'login.busy' : 'login.submit')}
      </button>
      <button type="button" className="link-button" onClick={isCodeStep ? back : onForgotten}>
        {t(isCodeStep ? 'signIn.back' : 'signIn.forgotten')}
      </button>
    </form>
  );
}
