import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api.ts';
import { useForm } from './use-form.ts';

/** Asks for a one-time link by e-mail; what is said is the same for every login. */
export function RecoveryForm({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const [isTaken, setTaken] = useState(false);
  const { isBusy, problem, submit } = useForm(async (field) => {
    await api('POST', '/api/session/recovery', { login: field('login').trim() });
    setTaken(true);
    return undefined;
  });
  return (
    <form onSubmit={submit}>
      <h2>{t('signIn.forgotten')}</h2>
      {isTaken ? (
        <p role="status">{t('signIn.recovered')}</p>
      ) : (
        <>
          <p>{t('signIn.recoverHint')}</p>
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
          <p role="alert" className="form-problem">
            {problem}
          </p>
          <button type="submit" className="primary large" disabled={isBusy}>
            {t('signIn.recover')}
          </button>
        </>
      )}
      <button type="button" className="link-button" onClick={onBack}>
        {t('signIn.back')}
      </button>
    </form>
  );
}
